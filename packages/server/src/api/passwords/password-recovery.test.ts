import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { requireClient } from '../../core/client-authentication.ts'
import * as passwordRecovery from '../../core/password-recovery.ts'

const NEW_PASSWORD = 'Another-Horse-2'
const HOUR = 3_600
const email = { email: 'jane@example.com', email_verified: 'true' }
const phone = { phone_number: '+15555551234', phone_number_verified: 'true' }
const noAddress =
  'Cannot reset password for the user as there is no registered/verified email or phone_number'
const byHand = 'This userpool does not have password recovery mechanism'
const wrongState = 'User password cannot be reset in the current state.'

describe.each(databases)('recovering a password on %s', (database) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createPool(server)
  })

  afterAll(() => server.stop())

  let users = 0

  /** A user with addresses of its own. */
  async function user(attributes: Record<string, string> = email, of = pool): Promise<string> {
    users += 1
    const own = { ...attributes, ...(attributes.email && { email: `user${users}@example.com` }) }
    return createUser(server, of, `user${users}`, own)
  }

  const forgot = (Username: string, of = pool) =>
    server.call('ForgotPassword', { ClientId: of.clientId, Username })

  const confirm = (Username: string, ConfirmationCode: string, Password = NEW_PASSWORD, of = pool) =>
    server.call('ConfirmForgotPassword', { ClientId: of.clientId, Username, ConfirmationCode, Password })

  const codeOf = (username: string) => server.codeFor(`${username}@example.com`)

  const attributesOf = async (Username: string, of = pool): Promise<Record<string, string>> => {
    const { UserAttributes } = await server.call('AdminGetUser', { UserPoolId: of.userPoolId, Username })
    const list = UserAttributes as { Name: string; Value: string }[]
    return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))
  }

  /** For states that no operation leads to without a function or a provider. */
  async function setStatus(username: string, status: string): Promise<string> {
    await server.services.db.updateTable('users').set({ status }).where('username', '=', username).execute()
    return username
  }

  const unconfirmedUser = async () => setStatus(await user(), 'UNCONFIRMED')

  const federatedUser = async () => setStatus(await user(), 'EXTERNAL_PROVIDER')

  const statusOf = async (Username: string, of = pool): Promise<string> =>
    (await server.call('AdminGetUser', { UserPoolId: of.userPoolId, Username })).UserStatus

  async function wrongCodeFor(username: string): Promise<string> {
    return (await codeOf(username)) === '000000' ? '000001' : '000000'
  }

  it('sends a code to the verified address and sets the password by it, once', async () => {
    const username = await user()
    expect(await forgot(username)).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'u***@e***' },
    })
    const [message] = await server.outbox({ to: `${username}@example.com` })
    expect(message).toMatchObject({ triggerSource: 'CustomMessage_ForgotPassword' })
    const code = await codeOf(username)
    expect(await confirm(username, code)).toEqual({})
    await signIn(server, pool, username, NEW_PASSWORD)
    await expect(signIn(server, pool, username)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await expect(confirm(username, code)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  })

  it.each([
    ['verified_email', { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'u***@e***' }],
    [
      'verified_phone_number',
      { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: '+*******1234' },
    ],
  ])('sends by the priorities of the pool: %s first', async (first, delivery) => {
    const second = first === 'verified_email' ? 'verified_phone_number' : 'verified_email'
    const RecoveryMechanisms = [
      { Name: second, Priority: 2 },
      { Name: first, Priority: 1 },
    ]
    const other = await createPool(server, { AccountRecoverySetting: { RecoveryMechanisms } })
    const username = await user({ ...email, ...phone }, other)
    expect((await forgot(username, other)).CodeDeliveryDetails).toEqual(delivery)
  })

  it.each([
    [
      'a name that nobody has',
      async () => 'nobody',
      'UserNotFoundException',
      'Username/client id combination not found.',
    ],
    ['a user without an address', () => user({}), 'InvalidParameterException', noAddress],
    [
      'a user without a verified one',
      () => user({ email: 'x@example.com' }),
      'InvalidParameterException',
      noAddress,
    ],
    ['a disabled user', disabledUser, 'NotAuthorizedException', 'User is disabled.'],
    ['a user who was invited', invitedUser, 'NotAuthorizedException', wrongState],
    ['a federated user', federatedUser, 'NotAuthorizedException', wrongState],
  ])('refuses %s', async (_, who, name, message) => {
    await expect(forgot(await who())).rejects.toMatchObject({ name, message })
  })

  it('refuses where only the administrator may reset', async () => {
    const RecoveryMechanisms = [{ Name: 'admin_only', Priority: 1 }]
    const other = await createPool(server, { AccountRecoverySetting: { RecoveryMechanisms } })
    const username = await user(email, other)
    const name = 'NotAuthorizedException'
    const message = 'Contact administrator to reset password.'
    await expect(forgot(username, other)).rejects.toMatchObject({ name, message })
    const invited = await invitedUser(other)
    for (const Username of [username, invited]) {
      const admin = { UserPoolId: other.userPoolId, Username }
      await expect(server.call('AdminResetUserPassword', admin)).rejects.toMatchObject({
        name,
        message: byHand,
      })
    }
    expect(await statusOf(username, other)).toBe('CONFIRMED')
  })

  it('asks clients with a secret for SECRET_HASH', async () => {
    const other = await createPool(server, {}, { GenerateSecret: true })
    const refusal = {
      name: 'NotAuthorizedException',
      message: expect.stringContaining('SECRET_HASH') as string,
    }
    await expect(forgot('jane', other)).rejects.toMatchObject(refusal)
    await expect(confirm('jane', '123456', NEW_PASSWORD, other)).rejects.toMatchObject(refusal)
  })

  it('confirms a user who never was confirmed', async () => {
    const username = await unconfirmedUser()
    await forgot(username)
    await confirm(username, await codeOf(username))
    expect(await statusOf(username)).toBe('CONFIRMED')
  })

  it('sets no password when the user is disabled while it is hashed', async () => {
    const username = await user()
    await forgot(username)
    const { services } = server
    const { client, pool: userPool } = await requireClient(services, pool.clientId)
    const disable = { UserPoolId: pool.userPoolId, Username: username }
    const modexp = new Proxy(services.modexp, {
      get:
        (target, name) =>
        async (...given: unknown[]) => {
          await server.call('AdminDisableUser', disable)
          return Reflect.apply(Reflect.get(target, name) as (...given: unknown[]) => unknown, target, given)
        },
    })
    const input = { username, code: await codeOf(username), password: NEW_PASSWORD }
    const confirming = passwordRecovery.confirm({ ...services, modexp }, { client, pool: userPool }, input)
    await expect(confirming).rejects.toThrow('User is disabled.')
    await server.call('AdminEnableUser', disable)
    await signIn(server, pool, username)
  })

  it('refuses a wrong code, then takes the right one', async () => {
    const username = await user()
    await forgot(username)
    await expect(confirm(username, await wrongCodeFor(username))).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
    })
    await confirm(username, await codeOf(username))
  })

  it('refuses a code after an hour, and when none was asked for', async () => {
    const username = await user()
    const refusal = {
      name: 'ExpiredCodeException',
      message: 'Invalid code provided, please request a code again.',
    }
    await expect(confirm(username, '123456')).rejects.toMatchObject(refusal)
    await forgot(username)
    server.advance(HOUR)
    await expect(confirm(username, await codeOf(username))).rejects.toMatchObject(refusal)
  })

  it('refuses a name that nobody has', async () => {
    await expect(confirm('nobody', '123456')).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  it('keeps the code when the password breaks the policy', async () => {
    const username = await user()
    await forgot(username)
    const code = await codeOf(username)
    await expect(confirm(username, code, 'short')).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password does not conform to policy: Password not long enough',
    })
    await confirm(username, code)
  })

  it('keeps the code when the password was used before, and tells so only with the code', async () => {
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 }
    const other = await createPool(server, { Policies: { PasswordPolicy } })
    const username = await user(email, other)
    await forgot(username, other)
    const wrong = await wrongCodeFor(username)
    await expect(confirm(username, wrong, PASSWORD, other)).rejects.toMatchObject({
      name: 'CodeMismatchException',
    })
    const code = await codeOf(username)
    const used = { name: 'PasswordHistoryPolicyViolationException' }
    await expect(confirm(username, code, PASSWORD, other)).rejects.toMatchObject(used)
    await confirm(username, code, NEW_PASSWORD, other)
    await forgot(username, other)
    const second = await codeOf(username)
    await expect(confirm(username, second, PASSWORD, other)).rejects.toMatchObject(used)
  })

  it.each([{ hides: 'ENABLED' }, { hides: 'LEGACY' }])(
    'answers as for nobody when the user is deleted meanwhile: $hides',
    async ({ hides }) => {
      const of = await createPool(server, {}, { PreventUserExistenceErrors: hides })
      const results = []
      for (let round = 0; round < 8; round += 1) {
        const username = await user(email, of)
        const deleted = server.call('AdminDeleteUser', { UserPoolId: of.userPoolId, Username: username })
        results.push(...(await Promise.allSettled([forgot(username, of), deleted])))
      }
      const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.name] : []))
      const allowed = hides === 'ENABLED' ? [] : ['UserNotFoundException']
      expect(refusals.filter((name) => !allowed.includes(name))).toEqual([])
    },
  )

  it('sets one password when one code comes twice at once', async () => {
    const username = await user()
    await forgot(username)
    const code = await codeOf(username)
    const outcomes = await Promise.allSettled([
      confirm(username, code, 'First-Horse-1'),
      confirm(username, code, 'Second-Horse-2'),
    ])
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('verifies the address that got the code, not one that took its place', async () => {
    const username = await user()
    const change = async (attributes: Record<string, string>) =>
      server.call('AdminUpdateUserAttributes', {
        UserPoolId: pool.userPoolId,
        Username: username,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      })
    await forgot(username)
    await change({ email_verified: 'false' })
    await confirm(username, await codeOf(username))
    expect((await attributesOf(username)).email_verified).toBe('true')
    await forgot(username)
    const code = await codeOf(username)
    await change({ email: 'elsewhere@example.com', email_verified: 'true' })
    await expect(confirm(username, code)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
    await forgot(username)
    // The address as a change would leave it that did not withdraw the code.
    const attributes = JSON.stringify({ email: 'third@example.com', email_verified: 'false' })
    const { db } = server.services
    await db.updateTable('users').set({ attributes }).where('username', '=', username).execute()
    await confirm(username, await server.codeFor('elsewhere@example.com'))
    expect((await attributesOf(username)).email_verified).toBe('false')
  })

  it('does not verify an address that became the alias of another user meanwhile', async () => {
    const other = await createPool(server, { AliasAttributes: ['email'] })
    const verified = { email: 'shared@example.com', email_verified: 'true' }
    const first = await createUser(server, other, 'first', verified)
    await forgot(first, other)
    const code = await server.codeFor('shared@example.com')
    await server.call('AdminUpdateUserAttributes', {
      UserPoolId: other.userPoolId,
      Username: first,
      UserAttributes: [{ Name: 'email_verified', Value: 'false' }],
    })
    const second = await createUser(server, other, 'second', verified)
    await confirm(first, code, NEW_PASSWORD, other)
    expect((await attributesOf(first, other)).email_verified).toBe('false')
    await signIn(server, other, first, NEW_PASSWORD)
    expect(await signIn(server, other, 'shared@example.com')).toBeDefined()
    expect((await attributesOf(second, other)).email_verified).toBe('true')
  })

  it('allows twenty requests an hour, sent and tried together', async () => {
    const username = await user()
    for (let index = 0; index < 10; index += 1) await forgot(username)
    const wrong = await wrongCodeFor(username)
    for (let index = 0; index < 10; index += 1)
      await expect(confirm(username, wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' })
    const refusal = {
      name: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    }
    await expect(confirm(username, await codeOf(username))).rejects.toMatchObject(refusal)
    await expect(forgot(username)).rejects.toMatchObject(refusal)
    server.advance(HOUR)
    await forgot(username)
  })

  it('sends at most thirty codes an hour to one address, whoever is asked for', async () => {
    const shared = { email: 'flooded@example.com', email_verified: 'true' }
    const pair = await Promise.all(['flood1', 'flood2'].map((name) => createUser(server, pool, name, shared)))
    for (const [index, username] of pair.entries())
      for (let sent = 0; sent < 20 - 10 * index; sent += 1) await forgot(username)
    await expect(forgot('flood2')).rejects.toMatchObject({ name: 'LimitExceededException' })
    expect(await server.outbox({ to: shared.email })).toHaveLength(30)
  })

  it('keeps the new password when the function after it cannot run, and says so', async () => {
    const other = await createPool(server, {
      LambdaConfig: { PostConfirmation: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
    })
    const username = await user(email, other)
    await forgot(username, other)
    const code = await codeOf(username)
    await expect(confirm(username, code, NEW_PASSWORD, other)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
    })
    await signIn(server, other, username, NEW_PASSWORD)
  })

  it('knows nobody whom the function that cannot run would migrate', async () => {
    const other = await createPool(server, {
      LambdaConfig: { UserMigration: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
    })
    await expect(forgot('nobody', other)).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: `Exception migrating user in app client ${other.clientId}`,
    })
    await forgot(await user(email, other), other)
  })

  it('refuses a code when the user was disabled or invited anew since', async () => {
    const username = await user()
    await forgot(username)
    const code = await codeOf(username)
    await server.call('AdminDisableUser', { UserPoolId: pool.userPoolId, Username: username })
    await expect(confirm(username, code)).rejects.toMatchObject({ message: 'User is disabled.' })
    await server.call('AdminEnableUser', { UserPoolId: pool.userPoolId, Username: username })
    await server.call('AdminSetUserPassword', {
      UserPoolId: pool.userPoolId,
      Username: username,
      Password: PASSWORD,
    })
    await expect(confirm(username, code)).rejects.toMatchObject({ message: wrongState })
  })

  describe('by an administrator', () => {
    const reset = (Username: string) =>
      server.call('AdminResetUserPassword', { UserPoolId: pool.userPoolId, Username })

    it('stops sign-in until the code set a new password', async () => {
      const username = await user()
      expect(await reset(username)).toEqual({})
      expect(await statusOf(username)).toBe('RESET_REQUIRED')
      await expect(signIn(server, pool, username)).rejects.toMatchObject({
        name: 'PasswordResetRequiredException',
      })
      await confirm(username, await codeOf(username))
      expect(await statusOf(username)).toBe('CONFIRMED')
      await signIn(server, pool, username, NEW_PASSWORD)
    })

    it.each([
      ['a name that nobody has', async () => 'nobody', 'UserNotFoundException', 'User does not exist.'],
      ['a user without an address', () => user({}), 'InvalidParameterException', noAddress],
      ['a disabled user', disabledUser, 'NotAuthorizedException', 'User is disabled.'],
      ['a user who was invited', invitedUser, 'NotAuthorizedException', wrongState],
      ['a federated user', federatedUser, 'NotAuthorizedException', wrongState],
      ['a user who never was confirmed', unconfirmedUser, 'NotAuthorizedException', wrongState],
    ])('refuses %s', async (_, who, name, message) => {
      const username = await who()
      await expect(reset(username)).rejects.toMatchObject({ name, message })
    })

    it('sends at most thirty codes an hour to one address', async () => {
      const username = await user()
      for (let index = 0; index < 30; index += 1) await reset(username)
      await expect(reset(username)).rejects.toMatchObject({ name: 'LimitExceededException' })
    })

    it('refuses a pool that is not there', async () => {
      const input = { UserPoolId: 'us-east-1_Nowhere01', Username: 'jane' }
      await expect(server.call('AdminResetUserPassword', input)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
    })
  })

  describe('where the client hides who exists', () => {
    let hiding: Pool

    beforeAll(async () => {
      const pools = { AutoVerifiedAttributes: ['email'] }
      hiding = await createPool(server, pools, { PreventUserExistenceErrors: 'ENABLED' })
    })

    it.each([
      ['nobody1', 'EMAIL', /^[a-z]\*\*\*@[a-z]\*\*\*$/],
      ['ghost@house.example', 'EMAIL', /^g\*\*\*@h\*\*\*$/],
      ['+15550009876', 'SMS', /^\+\*{7}9876$/],
    ])('tells of an address for %s, always the same', async (name, medium, destination) => {
      const { CodeDeliveryDetails } = await forgot(name, hiding)
      expect(CodeDeliveryDetails.DeliveryMedium).toBe(medium)
      expect(CodeDeliveryDetails.Destination).toMatch(destination)
      expect((await forgot(name, hiding)).CodeDeliveryDetails).toEqual(CodeDeliveryDetails)
      expect(await server.outbox({ userPoolId: hiding.userPoolId })).toEqual([])
    })

    it('tells of a telephone where the pool recovers by those', async () => {
      const client = { PreventUserExistenceErrors: 'ENABLED' }
      const RecoveryMechanisms = [{ Name: 'verified_phone_number', Priority: 1 }]
      const other = await createPool(server, { AccountRecoverySetting: { RecoveryMechanisms } }, client)
      const { CodeDeliveryDetails } = await forgot('nobody', other)
      expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'SMS', AttributeName: 'phone_number' })
      expect(CodeDeliveryDetails.Destination).toMatch(/^\+\*{7}\d{4}$/)
    })

    it.each([
      ['disabled', () => disabledUser(hiding)],
      ['without an address', () => user({}, hiding)],
      ['invited', () => invitedUser(hiding)],
    ])('does not tell that a user is %s', async (_, who) => {
      const username = await who()
      const { CodeDeliveryDetails } = await forgot(username, hiding)
      expect(CodeDeliveryDetails.DeliveryMedium).toBe('EMAIL')
      expect(await server.outbox({ to: `${username}@example.com` })).toEqual([])
    })

    it('sends the code to whom it can', async () => {
      const username = await user(email, hiding)
      await forgot(username, hiding)
      await confirm(username, await codeOf(username), NEW_PASSWORD, hiding)
      await signIn(server, hiding, username, NEW_PASSWORD)
    })

    it.each([
      ['nobody', async () => 'nobody2'],
      ['a disabled user', () => disabledUser(hiding)],
      ['a user without an address', () => user({}, hiding)],
      [
        'an unconfirmed user',
        async () => setStatus(await user({ email: 'unproven' }, hiding), 'UNCONFIRMED'),
      ],
      ['a user', () => user(email, hiding)],
    ])('refuses codes of %s alike: expired, wrong once asked for, expired again', async (_, who) => {
      const username = await who()
      const wrong = async () => {
        const sent = (await server.outbox({ to: `${username}@example.com` }))[0]?.code
        return sent === '000000' ? '000001' : '000000'
      }
      const tryCode = async () => confirm(username, await wrong(), NEW_PASSWORD, hiding)
      await expect(tryCode()).rejects.toMatchObject({ name: 'ExpiredCodeException' })
      await forgot(username, hiding)
      await expect(tryCode()).rejects.toMatchObject({ name: 'CodeMismatchException' })
      server.advance(HOUR)
      await expect(tryCode()).rejects.toMatchObject({ name: 'ExpiredCodeException' })
    })

    it.each([
      ['nobody', async () => 'nobody3'],
      ['a user', () => user(email, hiding)],
    ])('limits requests of %s alike', async (_, who) => {
      const username = await who()
      for (let index = 0; index < 20; index += 1) await forgot(username, hiding)
      await expect(forgot(username, hiding)).rejects.toMatchObject({ name: 'LimitExceededException' })
      await expect(confirm(username, '123456', NEW_PASSWORD, hiding)).rejects.toMatchObject({
        name: 'LimitExceededException',
      })
    })
  })

  async function disabledUser(of = pool): Promise<string> {
    const username = await user(email, of)
    await server.call('AdminDisableUser', { UserPoolId: of.userPoolId, Username: username })
    return username
  }

  async function invitedUser(of = pool): Promise<string> {
    users += 1
    await server.call('AdminCreateUser', {
      UserPoolId: of.userPoolId,
      Username: `invited${users}`,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: `invited${users}@example.com` },
        { Name: 'email_verified', Value: 'true' },
      ],
    })
    return `invited${users}`
  }
})
