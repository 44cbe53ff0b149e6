import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { claimsOf, PASSWORD } from '../support/pool.ts'
import { createDatabase } from '../support/postgres.ts'
import { startProcess, temporaryFolder } from '../support/process.ts'
import {
  type Answer,
  type DatabaseKind,
  databases,
  startTestServer,
  type TestServer,
} from '../support/server.ts'
import { isInstalled, runGuest } from './guests.ts'

const hasAwsCli = isInstalled('aws', '--version')
const hasShell = process.platform !== 'win32'

describe.runIf(hasAwsCli).each(databases)('the AWS CLI on %s', (kind) => {
  let server: TestServer
  let pool: string
  let client: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = (await aws('create-user-pool --pool-name cli --auto-verified-attributes email')).UserPool.Id
    const flows = '--explicit-auth-flows ALLOW_USER_PASSWORD_AUTH ALLOW_REFRESH_TOKEN_AUTH'
    client = (await aws(`create-user-pool-client --user-pool-id ${pool} --client-name cli ${flows}`))
      .UserPoolClient.ClientId
  })
  afterAll(() => server.stop())

  const run = (line: string) =>
    runGuest(server.url, 'aws', ['cognito-idp', ...line.split(' '), '--output', 'json'])

  /** The JSON that a command prints; lines are those that a user types, without quotes. */
  async function aws(line: string): Promise<Answer> {
    const { exitCode, output, errors } = await run(line)
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
    return output === '' ? undefined : JSON.parse(output)
  }

  it('describes what it made', async () => {
    const { UserPool } = await aws(`describe-user-pool --user-pool-id ${pool}`)
    expect(UserPool).toMatchObject({ Id: pool, Name: 'cli', AutoVerifiedAttributes: ['email'] })
    expect(Math.abs(readTime(UserPool.CreationDate) - Date.now())).toBeLessThan(60_000)
  })

  it('signs a user up, confirms and signs in', async () => {
    const person = `--client-id ${client} --username ada --password ${PASSWORD}`
    const signedUp = await aws(`sign-up ${person} --user-attributes Name=email,Value=ada@example.com`)
    expect(signedUp).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    })
    expect(await aws(`admin-confirm-sign-up --user-pool-id ${pool} --username ada`)).toBeUndefined()
    const flow = `--client-id ${client} --auth-flow USER_PASSWORD_AUTH`
    const answer = await aws(`initiate-auth ${flow} --auth-parameters USERNAME=ada,PASSWORD=${PASSWORD}`)
    expect(answer).toMatchObject({ ChallengeParameters: {}, AuthenticationResult: { ExpiresIn: 3600 } })
    const user = await aws(`get-user --access-token ${answer.AuthenticationResult.AccessToken}`)
    expect(user.Username).toBe('ada')
  })

  it('lists users by a filter', async () => {
    for (const name of ['ben', 'bea', 'cleo'])
      await server.call('AdminCreateUser', { UserPoolId: pool, Username: name, MessageAction: 'SUPPRESS' })
    const { Users } = await aws(`list-users --user-pool-id ${pool} --filter username^="be"`)
    expect(Users.map((user: { Username: string }) => user.Username).sort()).toEqual(['bea', 'ben'])
  })

  it('says what went wrong', async () => {
    const { exitCode, errors } = await run(`admin-get-user --user-pool-id ${pool} --username nobody`)
    expect(exitCode).toBeGreaterThan(0)
    expect(errors).toContain(
      'An error occurred (UserNotFoundException) when calling the AdminGetUser operation: User does not exist.',
    )
  })
})

describe.runIf(hasAwsCli && hasShell).each(databases)('the line that the start on %s prints', (kind) => {
  it('signs the demo user in', async () => {
    const database = await demoDatabase(kind)
    const server = await startProcess(database.flags)
    try {
      const line = /^ +(AWS_ACCESS_KEY_ID=any .*\\\n.*\\\n.*)$/m.exec(server.output())?.[1] ?? ''
      const { exitCode, output } = await runGuest(server.url, 'sh', ['-c', line])
      expect(exitCode).toBe(0)
      const { AuthenticationResult } = JSON.parse(output)
      expect(claimsOf(AuthenticationResult.IdToken)).toMatchObject({
        'cognito:username': 'demo',
        email: 'demo@example.com',
      })
    } finally {
      await server.stop()
      await database.remove()
    }
  })
})

/** The CLI's first version prints times as epoch seconds, the second one in ISO 8601. */
function readTime(printed: number | string): number {
  return typeof printed === 'number' ? printed * 1000 : Date.parse(printed)
}

/** Flags for a server that is new and makes the demo. */
async function demoDatabase(kind: DatabaseKind): Promise<{ flags: string[]; remove(): Promise<void> }> {
  const folder = await temporaryFolder()
  const flags = [`--data-dir=${folder.path}`, '--log-level=error']
  if (kind === 'sqlite') return { flags, remove: folder.remove }
  const database = await createDatabase(inject('postgresUrl'))
  const remove = async () => {
    await database.drop()
    await folder.remove()
  }
  return { flags: [...flags, `--database-url=${database.url}`], remove }
}
