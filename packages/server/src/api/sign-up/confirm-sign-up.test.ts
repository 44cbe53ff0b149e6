import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type CallError, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, byName } from '../../../test/support/user-pool.ts'

const mismatch = {
  name: 'CodeMismatchException',
  message: 'Invalid verification code provided, please try again.',
}
const expired = {
  name: 'ExpiredCodeException',
  message: 'Invalid code provided, please request a code again.',
}
const confirmedAlready = {
  name: 'NotAuthorizedException',
  message: 'User cannot be confirmed. Current status is CONFIRMED',
}

describe.each(databases)('ConfirmSignUp on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'] })
  })
  afterAll(() => server.stop())

  /** Signs up and answers the code. */
  async function signUp(name: string, where = pool, email = `${name}@example.com`): Promise<string> {
    await server.call('SignUp', {
      ClientId: where.clientId,
      Username: name,
      Password: PASSWORD,
      UserAttributes: attributeList({ email }),
    })
    return server.codeFor(email)
  }

  function confirm(name: string, code: string, where = pool, more = {}) {
    const input = { ClientId: where.clientId, Username: name, ConfirmationCode: code }
    return server.call('ConfirmSignUp', { ...input, ...more })
  }

  function admin(operation: string, name: string, where = pool, more = {}) {
    return server.call(operation, { UserPoolId: where.userPoolId, Username: name, ...more })
  }

  async function userOf(name: string, where = pool) {
    const user = await admin('AdminGetUser', name, where)
    return { status: user.UserStatus, ...byName(user.UserAttributes) } as Record<string, string>
  }

  const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

  it('confirms the user, verifies the address that got the code, and lets the user sign in', async () => {
    const code = await signUp('jane')
    expect(await confirm('jane', code)).toEqual({})
    expect(await userOf('jane')).toMatchObject({ status: 'CONFIRMED', email_verified: 'true' })
    expect((await signIn(server, pool, 'jane')).AccessToken).toBeTruthy()
  })

  it('refuses a confirmed user, whatever the code', async () => {
    await expect(confirm('jane', '123456')).rejects.toMatchObject(confirmedAlready)
  })

  it('tells the status of users whom an administrator created', async () => {
    await admin('AdminCreateUser', 'invited', pool, { MessageAction: 'SUPPRESS' })
    await expect(confirm('invited', '123456')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD',
    })
  })

  it('refuses a disabled user, and confirms one who is enabled again', async () => {
    const code = await signUp('disabled')
    await admin('AdminDisableUser', 'disabled')
    await expect(confirm('disabled', code)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User is disabled.',
    })
    await admin('AdminEnableUser', 'disabled')
    await confirm('disabled', code)
  })

  it('refuses a name that nobody has', async () => {
    await expect(confirm('nobody', '123456')).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'Username/client id combination not found.',
    })
  })

  it('refuses a wrong code and one that nobody asked for', async () => {
    const code = await signUp('wrong')
    await expect(confirm('wrong', wrong(code))).rejects.toMatchObject(mismatch)
    await server.call('SignUp', { ClientId: pool.clientId, Username: 'codeless', Password: PASSWORD })
    await expect(confirm('codeless', code)).rejects.toMatchObject(expired)
    expect(await userOf('wrong')).toMatchObject({ status: 'UNCONFIRMED', email_verified: 'false' })
  })

  it('takes a code for a day', async () => {
    const [early, late] = [await signUp('early'), await signUp('late')]
    server.advance(24 * 3600 - 60)
    await confirm('early', early)
    server.advance(61)
    await expect(confirm('late', late)).rejects.toMatchObject(expired)
  })

  it('takes the newest code alone', async () => {
    const first = await signUp('twice')
    server.advance(1)
    await server.call('ResendConfirmationCode', { ClientId: pool.clientId, Username: 'twice' })
    const second = await server.codeFor('twice@example.com')
    if (first !== second) await expect(confirm('twice', first)).rejects.toMatchObject(mismatch)
    await confirm('twice', second)
  })

  it('takes the code of one user for no other', async () => {
    const code = await signUp('one')
    const other = await signUp('two')
    if (code !== other) await expect(confirm('two', code)).rejects.toMatchObject(mismatch)
  })

  it('verifies no address that took the place of the one that got the code', async () => {
    const code = await signUp('moved')
    const changed = { UserAttributes: attributeList({ email: 'victim@example.com' }) }
    await admin('AdminUpdateUserAttributes', 'moved', pool, changed)
    await confirm('moved', code)
    expect(await userOf('moved')).toMatchObject({ status: 'CONFIRMED', email_verified: 'false' })
  })

  it('lets a user try fifteen codes an hour, and no more', async () => {
    const code = await signUp('guessed')
    for (let tries = 0; tries < 15; tries++)
      await expect(confirm('guessed', wrong(code))).rejects.toMatchObject(mismatch)
    await expect(confirm('guessed', code)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    })
    server.advance(3600)
    await confirm('guessed', code)
  })

  it('lets exactly one of twenty use a code', async () => {
    const code = await signUp('raced')
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => confirm('raced', code)))
    const errors = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as CallError] : [],
    )
    expect(errors).toHaveLength(19)
    for (const { name } of errors)
      expect(['NotAuthorizedException', 'LimitExceededException']).toContain(name)
  })

  it('keeps the user confirmed where a function is to run afterwards, and fails', async () => {
    const triggered = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: { PostConfirmation: 'arn:aws:lambda:us-east-1:000000000000:function:welcome' },
    })
    const code = await signUp('late-trigger', triggered)
    await expect(confirm('late-trigger', code, triggered)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PostConfirmation invocation failed due to error ResourceNotFoundException.',
    })
    expect((await userOf('late-trigger', triggered))['status']).toBe('CONFIRMED')
  })

  it('asks for the secret hash of a client with a secret', async () => {
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'secret',
      GenerateSecret: true,
    })
    const where = { ...pool, clientId: UserPoolClient.ClientId }
    const message = `Client ${where.clientId} is configured with secret but SECRET_HASH was not received`
    await expect(confirm('jane', '123456', where)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message,
    })
    await expect(
      server.call('ResendConfirmationCode', { ClientId: where.clientId, Username: 'jane' }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException', message })
  })

  describe('where addresses are aliases', () => {
    let aliases: Pool
    beforeAll(async () => {
      aliases = await createPool(server, { AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] })
      await createUser(server, aliases, 'owner', { email: 'owned@example.com', email_verified: 'true' })
    })

    it('refuses an alias that somebody has, and takes it when told to, by the same code', async () => {
      const code = await signUp('taker', aliases, 'owned@example.com')
      await expect(confirm('taker', code, aliases)).rejects.toMatchObject({
        name: 'AliasExistsException',
        message: 'An account with the email already exists.',
      })
      expect(await userOf('taker', aliases)).toMatchObject({ status: 'UNCONFIRMED', email_verified: 'false' })
      await confirm('taker', code, aliases, { ForceAliasCreation: true })
      expect((await admin('AdminGetUser', 'owned@example.com', aliases)).Username).toBe('taker')
      expect((await userOf('owner', aliases))['email_verified']).toBe('false')
    })

    it('gives an alias that many force at once to all in turn, and leaves it with one', async () => {
      const names = Array.from({ length: 8 }, (_, index) => `forces${index}`)
      const email = 'wanted@example.com'
      const codes: string[] = []
      for (const name of names) codes.push(await signUp(name, aliases, email))
      const force = { ForceAliasCreation: true }
      await Promise.all(names.map((name, index) => confirm(name, codes[index] ?? '', aliases, force)))
      const users = await Promise.all(names.map((name) => userOf(name, aliases)))
      expect(users.map(({ status }) => status)).toEqual(names.map(() => 'CONFIRMED'))
      const owners = names.filter((_, index) => users[index]?.['email_verified'] === 'true')
      expect(owners).toEqual([(await admin('AdminGetUser', email, aliases)).Username])
    })

    it('lets the user sign in by the alias from then on', async () => {
      const code = await signUp('fresh', aliases)
      await expect(signIn(server, aliases, 'fresh@example.com')).rejects.toMatchObject({
        name: 'UserNotFoundException',
      })
      await confirm('fresh', code, aliases)
      expect((await signIn(server, aliases, 'fresh@example.com')).AccessToken).toBeTruthy()
    })
  })

  describe('where the client hides who exists', () => {
    const hides = { PreventUserExistenceErrors: 'ENABLED' }

    it('answers for nobody as for a user without code, and after asking for one as for a wrong code', async () => {
      const hidden = await createPool(server, { AutoVerifiedAttributes: ['email'] }, hides)
      await expect(confirm('nobody', '123456', hidden)).rejects.toMatchObject(expired)
      await server.call('ResendConfirmationCode', { ClientId: hidden.clientId, Username: 'nobody' })
      await expect(confirm('nobody', '123456', hidden)).rejects.toMatchObject(mismatch)
      server.advance(24 * 3600)
      await expect(confirm('nobody', '123456', hidden)).rejects.toMatchObject(expired)
    })

    it('limits the tries for a name that nobody has alike', async () => {
      const hidden = await createPool(server, { AutoVerifiedAttributes: ['email'] }, hides)
      for (let tries = 0; tries < 15; tries++)
        await expect(confirm('nobody', '123456', hidden)).rejects.toMatchObject(expired)
      await expect(confirm('nobody', '123456', hidden)).rejects.toMatchObject({
        name: 'LimitExceededException',
      })
    })

    it('tells the status by the user name, which SignUp calls taken anyway, and not by an alias', async () => {
      const settings = { AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] }
      const hidden = await createPool(server, settings, hides)
      await confirm('known', await signUp('known', hidden), hidden)
      await expect(confirm('known', '123456', hidden)).rejects.toMatchObject(confirmedAlready)
      await expect(confirm('known@example.com', '123456', hidden)).rejects.toMatchObject(expired)
    })

    it('tells nothing where SignUp tells nothing', async () => {
      const closed = { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }
      const hidden = await createPool(server, { AutoVerifiedAttributes: ['email'], ...closed }, hides)
      await createUser(server, hidden, 'created')
      await expect(confirm('created', '123456', hidden)).rejects.toMatchObject(expired)
    })
  })
})
