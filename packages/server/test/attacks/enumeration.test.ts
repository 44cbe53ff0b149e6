import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { startProcess, temporaryFolder } from '../support/process.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { createSrpClient } from '../support/srp-client.ts'
import { measuredAgain, undisturbed } from '../support/timing.ts'

const HIDING = { PreventUserExistenceErrors: 'ENABLED' }
const ROUNDS = 41
/** A look-up or a power left out changes the time by more; noise of a busy machine, taken in turns, by less. */
const ALIKE = 1.5

interface Reply {
  status: number
  body: string
}

describe.each(databases)('a client that hides who exists, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'] }, HIDING)
    for (const name of ['known', 'timed']) await createUser(server, pool, name)
    const UserAttributes = [{ Name: 'email', Value: 'u@example.com' }]
    await server.call('SignUp', {
      ClientId: pool.clientId,
      Username: 'unconfirmed',
      Password: PASSWORD,
      UserAttributes,
    })
  })
  afterAll(() => server.stop())

  const send = async (operation: string, input: object): Promise<Reply> => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId: pool.clientId, ...input }),
    })
    return { status: response.status, body: await response.text() }
  }
  const withPassword = (USERNAME: string) =>
    send('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD: 'Wrong-Horse-1' },
    })

  it('answers a wrong password, an unknown name and an unconfirmed user to the byte alike', async () => {
    const [known, unknown, unconfirmed] = await Promise.all(
      ['known', 'nobody', 'unconfirmed'].map(withPassword),
    )
    expect(unknown).toEqual(known)
    expect(unconfirmed).toEqual(known)
  })

  it('answers a wrong code of a known and of an unknown user to the byte alike', async () => {
    const confirm = (Username: string) => send('ConfirmSignUp', { Username, ConfirmationCode: '000000' })
    const [unconfirmed, unknown] = await Promise.all(['unconfirmed', 'nobody'].map(confirm))
    expect([unconfirmed, unknown].map((reply) => reply?.status)).toEqual([400, 400])
    const types = [unconfirmed, unknown].map((reply) => JSON.parse(reply?.body ?? '').__type)
    expect(['CodeMismatchException', 'ExpiredCodeException']).toEqual(expect.arrayContaining(types))
  })

  it.each(['ForgotPassword', 'ResendConfirmationCode'])(
    'pretends for %s to send to an unknown user',
    async (operation) => {
      const reply = await send(operation, { Username: 'nobody' })
      expect(reply.status).toBe(200)
      const { CodeDeliveryDetails } = JSON.parse(reply.body)
      expect(Object.keys(CodeDeliveryDetails).sort()).toEqual([
        'AttributeName',
        'DeliveryMedium',
        'Destination',
      ])
      expect(await send(operation, { Username: 'nobody' })).toEqual(reply)
    },
  )

  it('asks an unknown user for a proof with parameters of the same form and length', async () => {
    const challenge = async (USERNAME: string) => {
      const SRP_A = createSrpClient(pool.userPoolId).publicA
      const reply = await send('InitiateAuth', {
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME, SRP_A },
      })
      return JSON.parse(reply.body).ChallengeParameters as Record<string, string>
    }
    const [known, unknown] = [await challenge('known'), await challenge('knowm')]
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    expect(unknown['SECRET_BLOCK']).toHaveLength(known['SECRET_BLOCK']?.length ?? 0)
    expect(unknown['SALT']).toHaveLength(known['SALT']?.length ?? 0)
  })

  it(
    'takes as long for an unknown name and for an unconfirmed user as for a wrong password',
    measuredAgain,
    async () => {
      const populations = { known: 'timed', unknown: 'timee', unconfirmed: 'unconfirmed' }
      const times: Record<string, number[]> = { known: [], unknown: [], unconfirmed: [] }
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [population, username] of Object.entries(populations)) {
          server.advance(16 * 60) // so that no lock shortens the work
          const started = performance.now()
          await withPassword(username)
          times[population]?.push(performance.now() - started)
        }
      }
      const known = undisturbed(times['known'])
      for (const population of ['unknown', 'unconfirmed']) {
        const ratio = undisturbed(times[population]) / known
        expect(Math.max(ratio, 1 / ratio), population).toBeLessThan(ALIKE)
      }
    },
  )
})

describe('the salt of an unknown user', () => {
  it('stays the same over a restart', async () => {
    const folder = await temporaryFolder()
    const flags = [`--data-dir=${folder.path}`, '--log-level=error']
    const salts: string[] = []
    for (let start = 0; start < 2; start += 1) {
      const server = await startProcess(flags)
      const { ChallengeParameters } = await server.call('InitiateAuth', {
        ClientId: 'poolhousedemoclient0000000',
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'nobody', SRP_A: createSrpClient('us-east-1_poolhouse').publicA },
      })
      salts.push(ChallengeParameters.SALT)
      await server.stop()
    }
    expect(salts[1]).toBe(salts[0])
    await folder.remove()
  })
})
