import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, byName, createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

describe.each(databases)('AdminCreateUser on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server, {
      Schema: [
        { Name: 'name', AttributeDataType: 'String', Required: true, Mutable: true },
        { Name: 'badge', AttributeDataType: 'String', Mutable: false },
      ],
    })
  })
  afterAll(() => server.stop())

  function create(username: string, input: Record<string, unknown> = {}, where = pool) {
    return where.call('AdminCreateUser', { Username: username, ...input })
  }

  it('answers the new user, whose required attributes may still be missing', async () => {
    const { User } = await create('jane', {
      UserAttributes: attributeList({
        email: 'jane@example.com',
        email_verified: 'True',
        'custom:badge': '7',
      }),
    })
    expect(User).toMatchObject({ Username: 'jane', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' })
    expect(User.UserCreateDate).toBe(User.UserLastModifiedDate)
    expect(User.Attributes[0]).toEqual({ Name: 'sub', Value: expect.stringMatching(uuid) })
    expect(byName(User.Attributes)).toMatchObject({
      email: 'jane@example.com',
      email_verified: 'True',
      'custom:badge': '7',
    })
    expect(byName(User.Attributes)).toEqual(await pool.attributes('jane'))
  })

  it.each([
    ['email', 'No email provided but email_verified was true'],
    ['phone_number', 'No phone number provided but phone_number_verified was true'],
  ])('refuses a verified %s that is not there', async (name, message) => {
    const asked = (value: string) => ({ UserAttributes: attributeList({ [`${name}_verified`]: value }) })
    for (const value of ['true', 'True'])
      await expect(create(`without-${name}`, asked(value))).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message,
      })
    await create(`without-${name}`, asked('false'))
  })

  it('takes the address that is the user name for the one that is verified', async () => {
    const byEmail = await createTestPool(server, { UsernameAttributes: ['email'] })
    const UserAttributes = attributeList({ email_verified: 'true' })
    await create('named@example.com', { UserAttributes }, byEmail)
    expect(await byEmail.attributes('named@example.com')).toMatchObject({ email: 'named@example.com' })
  })

  it('sends no invitation by SMS to a user without a phone', async () => {
    await create('silent', { UserAttributes: attributeList({ email: 'silent@example.com' }) })
    expect(await server.outbox({ to: 'silent@example.com' })).toEqual([])
  })

  it('invites by SMS unless other media are asked for', async () => {
    await create('texted', {
      UserAttributes: attributeList({ phone_number: '+15550001', email: 't@example.com' }),
    })
    const [message] = await server.outbox({ to: '+15550001' })
    expect(message).toMatchObject({ channel: 'sms', triggerSource: 'CustomMessage_AdminCreateUser' })
    expect(await server.outbox({ to: 't@example.com' })).toEqual([])
  })

  it('invites by e-mail with a password made by the policy, which is sent nowhere else', async () => {
    const { User } = await create('mailed', {
      UserAttributes: attributeList({ email: 'mailed@example.com', phone_number: '+15550002' }),
      DesiredDeliveryMediums: ['EMAIL'],
    })
    const [message] = await server.outbox({ to: 'mailed@example.com' })
    expect(message?.body).toContain('mailed')
    expect(message?.code).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^a-zA-Z0-9]).{8,}$/)
    expect(await server.outbox({ to: '+15550002' })).toEqual([])
    expect(JSON.stringify(User)).not.toContain(message?.code)
  })

  it('sends the temporary password that is given, and none when suppressed', async () => {
    const invitation = {
      UserAttributes: attributeList({ email: 'given@example.com' }),
      DesiredDeliveryMediums: ['EMAIL'],
      TemporaryPassword: 'Given-0001',
    }
    await create('given', invitation)
    expect(await server.codeFor('given@example.com')).toBe('Given-0001')
    const UserAttributes = attributeList({ email: 'quiet@example.com' })
    await create('quiet', { ...invitation, UserAttributes, MessageAction: 'SUPPRESS' })
    expect(await server.outbox({ to: 'quiet@example.com' })).toEqual([])
  })

  it('refuses a temporary password against the policy', async () => {
    await expect(create('weak', { TemporaryPassword: 'alllower-1' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password did not conform with password policy: Password must have uppercase characters',
    })
    await expect(pool.call('AdminGetUser', { Username: 'weak' })).rejects.toThrow('User does not exist.')
  })

  it('refuses a name that is taken', async () => {
    await create('twice')
    await expect(create('twice')).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'User account already exists',
    })
  })

  it('lets exactly one of many creations of a name win', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => create('raced')))
    const lost = tries.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(7)
    for (const { reason } of lost) expect(reason).toMatchObject({ name: 'UsernameExistsException' })
  })

  it('keeps no user and no message of a creation that failed', async () => {
    const addresses = await createTestPool(server, { UsernameAttributes: ['email'] })
    const invitation = { DesiredDeliveryMediums: ['EMAIL'] }
    await create('once@example.com', { MessageAction: 'SUPPRESS' }, addresses)
    await expect(create('once@example.com', invitation, addresses)).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    })
    expect(await server.outbox({ to: 'once@example.com' })).toEqual([])
    expect((await addresses.call('ListUsers')).Users).toHaveLength(1)
  })

  it('invites again with a new password while the first was not used', async () => {
    await create('again', {
      UserAttributes: attributeList({ email: 'again@example.com' }),
      MessageAction: 'SUPPRESS',
    })
    const { User } = await create('again', { MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] })
    expect(User).toMatchObject({ Username: 'again', UserStatus: 'FORCE_CHANGE_PASSWORD' })
    expect(await server.codeFor('again@example.com')).not.toBe('')
  })

  it('invites nobody again who is unknown or has chosen a password', async () => {
    await expect(create('nobody', { MessageAction: 'RESEND' })).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    })
    await create('settled')
    await pool.call('AdminSetUserPassword', {
      Username: 'settled',
      Password: 'Settled-0001',
      Permanent: true,
    })
    await expect(create('settled', { MessageAction: 'RESEND' })).rejects.toMatchObject({
      name: 'UnsupportedUserStateException',
      message: 'Resend not possible. settled status is not FORCE_CHANGE_PASSWORD',
    })
  })

  it('confirms users without a password where another first factor is allowed', async () => {
    const open = await createTestPool(server, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    const UserAttributes = attributeList({ email: 'free@example.com', email_verified: 'true' })
    const { User } = await create('free', { MessageAction: 'SUPPRESS', UserAttributes }, open)
    expect(User.UserStatus).toBe('CONFIRMED')
    const unreachable = await create('unreachable', { MessageAction: 'SUPPRESS' }, open)
    expect(unreachable.User.UserStatus).toBe('FORCE_CHANGE_PASSWORD')
    const bound = await create('bound', { TemporaryPassword: 'Bound-0001' }, open)
    expect(bound.User.UserStatus).toBe('FORCE_CHANGE_PASSWORD')
  })

  it('refuses a creation whose trigger cannot run', async () => {
    const PreSignUp = 'arn:aws:lambda:us-east-1:000000000000:function:guard'
    const guarded = await createTestPool(server, { LambdaConfig: { PreSignUp } })
    await expect(create('jane', {}, guarded)).rejects.toMatchObject({ name: 'UnexpectedLambdaException' })
    expect((await guarded.call('ListUsers')).Users).toEqual([])
  })

  it('keeps no user whose invitation cannot be sent', async () => {
    const CustomMessage = 'arn:aws:lambda:us-east-1:000000000000:function:words'
    const worded = await createTestPool(server, { LambdaConfig: { CustomMessage } })
    const UserAttributes = attributeList({ email: 'worded@example.com' })
    const invitation = { UserAttributes, DesiredDeliveryMediums: ['EMAIL'] }
    const error = { name: 'UnexpectedLambdaException' }
    await expect(create('worded', invitation, worded)).rejects.toMatchObject(error)
    expect((await worded.call('ListUsers')).Users).toEqual([])
    expect((await create('worded', { ...invitation, MessageAction: 'SUPPRESS' }, worded)).User).toBeDefined()
  })

  it('refuses attributes outside the schema, and a pool that is not there', async () => {
    await expect(
      create('odd', { UserAttributes: attributeList({ 'custom:role': 'x' }) }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        'Attributes did not conform to the schema: Type for attribute {custom:role} could not be determined',
    })
    await expect(
      server.call('AdminCreateUser', { UserPoolId: 'us-east-1_absent', Username: 'x' }),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_absent does not exist.',
    })
  })
})
