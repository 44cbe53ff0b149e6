import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { type CallError, databases, startTestServer, type TestServer } from '../support/server.ts'
import { createSrpClient } from '../support/srp-client.ts'

const GUESSES = 60
const EXCEEDED = 'Password attempts exceeded'
const INCORRECT = 'Incorrect username or password.'
const WRONG = 'Wrong-Horse-1'

describe.each(databases)('guessing side by side, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
  })
  afterAll(() => server.stop())

  const textOf = (attempt: Promise<unknown>): Promise<string> =>
    attempt.then(
      () => 'signed in',
      (error: CallError) => error.message,
    )
  const guess = (USERNAME: string, password: string) =>
    textOf(
      server.call('InitiateAuth', {
        ClientId: pool.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD: password },
      }),
    )
  async function proof(USERNAME: string, password: string) {
    const srp = createSrpClient(pool.userPoolId)
    const { ChallengeParameters } = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME, SRP_A: srp.publicA },
    })
    const ChallengeResponses = srp.answer(ChallengeParameters, password)
    const input = { ClientId: pool.clientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
    return () => textOf(server.call('RespondToAuthChallenge', input))
  }

  it.each(['confirmed', 'unconfirmed', 'disabled'])(
    'tells of a %s user no more than five guesses do',
    async (state) => {
      const username = `${state}-guessed`
      if (state === 'unconfirmed')
        await server.call('SignUp', { ClientId: pool.clientId, Username: username, Password: PASSWORD })
      else await createUser(server, pool, username)
      const user = { UserPoolId: pool.userPoolId, Username: username }
      if (state === 'disabled') await server.call('AdminDisableUser', user)
      const wrong = Array.from({ length: GUESSES }, () => guess(username, WRONG))
      const texts = await Promise.all([...wrong, guess(username, PASSWORD)])
      expect(texts.filter((text) => text === INCORRECT)).toHaveLength(5)
      expect(texts.at(-1)).toBe(EXCEEDED)
    },
  )

  it('tells by proofs no more than five guesses do', async () => {
    await createUser(server, pool, 'proof-guessed')
    const passwords = [...Array.from({ length: 19 }, () => WRONG), PASSWORD]
    const proofs = await Promise.all(passwords.map((password) => proof('proof-guessed', password)))
    const right = proofs.pop()
    const texts = await Promise.all(proofs.map((answer) => answer()))
    expect(texts.filter((text) => text === INCORRECT)).toHaveLength(5)
    expect(await right?.()).toBe(EXCEEDED)
  })
})

describe.each(databases)('signing in while the user is deleted, on %s', (kind) => {
  it('answers as if the name were unknown, never with a failure of the server', async () => {
    const server = await startTestServer(kind)
    const pool = await createPool(server)
    for (let round = 0; round < 8; round += 1) {
      await createUser(server, pool, `leaving-${round}`)
      const AuthParameters = { USERNAME: `leaving-${round}`, PASSWORD }
      const input = { ClientId: pool.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
      const signIns = Array.from({ length: 6 }, () => server.call('InitiateAuth', input))
      const user = { UserPoolId: pool.userPoolId, Username: `leaving-${round}` }
      const [, ...results] = await Promise.allSettled([server.call('AdminDeleteUser', user), ...signIns])
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason.name).toMatch(/NotAuthorized|UserNotFound/)
    }
    await server.stop()
  })
})

describe.each(databases)('a forced new password, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
    await createUser(server, pool, 'bystander')
  })
  afterAll(() => server.stop())

  async function begin(Username: string): Promise<string> {
    const user = { UserPoolId: pool.userPoolId, Username }
    await server.call('AdminCreateUser', { ...user, TemporaryPassword: PASSWORD, MessageAction: 'SUPPRESS' })
    const { Session } = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD },
    })
    return Session
  }
  const answer = (USERNAME: string, Session: string) =>
    server.call('RespondToAuthChallenge', {
      ClientId: pool.clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME, NEW_PASSWORD: 'Brand-New-Horse-2' },
    })

  it('is refused to a user who was disabled meanwhile', async () => {
    const session = await begin('disabled-meanwhile')
    await server.call('AdminDisableUser', { UserPoolId: pool.userPoolId, Username: 'disabled-meanwhile' })
    await expect(answer('disabled-meanwhile', session)).rejects.toMatchObject({
      message: 'User is disabled.',
    })
  })

  it('is refused to whoever knew only the former temporary password', async () => {
    const session = await begin('reissued')
    server.advance(1)
    const user = { UserPoolId: pool.userPoolId, Username: 'reissued' }
    await server.call('AdminSetUserPassword', { ...user, Password: 'Another-Horse-3' })
    await expect(answer('reissued', session)).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
  })

  it('is refused under the name of somebody else', async () => {
    const session = await begin('owner')
    await expect(answer('bystander', session)).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
    await expect(answer('nobody', session)).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
    await expect(answer('owner', session)).resolves.toHaveProperty('AuthenticationResult')
  })
})

describe.each(databases)('the stand-in for an unknown user, on %s', (kind) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())

  async function challenge(pool: Pool, USERNAME: string): Promise<Record<string, string>> {
    const SRP_A = createSrpClient(pool.userPoolId).publicA
    const input = { ClientId: pool.clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A } }
    return (await server.call('InitiateAuth', input)).ChallengeParameters
  }
  const hiding = (settings: object) =>
    createPool(server, { ...settings }, { PreventUserExistenceErrors: 'ENABLED' })
  const idOf = (parameters: Record<string, string>) => parameters['USER_ID_FOR_SRP'] ?? ''

  it('keeps its id and salt when it is asked by them again', async () => {
    const pool = await hiding({ UsernameAttributes: ['email'] })
    const first = await challenge(pool, 'nobody@example.com')
    const again = await challenge(pool, idOf(first))
    expect(idOf(again)).toBe(idOf(first))
    expect(again['SALT']).toBe(first['SALT'])
  })

  it('is locked under each of its names, as a user would be', async () => {
    const pool = await hiding({ UsernameAttributes: ['email'] })
    const id = idOf(await challenge(pool, 'nobody@example.com'))
    const guess = (USERNAME: string) =>
      server.call('InitiateAuth', {
        ClientId: pool.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD: WRONG },
      })
    for (let index = 0; index < 5; index += 1)
      await expect(guess(id)).rejects.toMatchObject({ message: INCORRECT })
    await expect(guess('nobody@example.com')).rejects.toMatchObject({ message: EXCEEDED })
  })

  it('has a name of its own where an address is an alias', async () => {
    const pool = await hiding({ AliasAttributes: ['email'] })
    expect(idOf(await challenge(pool, 'nobody@example.com'))).toMatch(/^[0-9a-f-]{36}$/)
    expect(idOf(await challenge(pool, 'nobody'))).toBe('nobody')
  })

  it('is called in small letters where case does not count', async () => {
    const pool = await hiding({ UsernameConfiguration: { CaseSensitive: false } })
    expect(idOf(await challenge(pool, 'NoBody'))).toBe('nobody')
  })
})
