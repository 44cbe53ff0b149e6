import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { get } from '../../../test/support/oauth.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type CallError, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, byName } from '../../../test/support/user-pool.ts'

const smsConfiguration = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' }
const custom = [
  {
    Name: 'plan',
    AttributeDataType: 'String',
    Mutable: true,
    StringAttributeConstraints: { MaxLength: '5' },
  },
]

describe.each(databases)('SignUp on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'], Schema: custom })
  })
  afterAll(() => server.stop())

  function signUp(name: string, attributes: Record<string, string> = {}, more = {}, where = pool) {
    return server.call('SignUp', {
      ClientId: where.clientId,
      Username: name,
      Password: PASSWORD,
      UserAttributes: attributeList(attributes),
      ...more,
    })
  }

  async function attributesOf(name: string, where = pool) {
    const user = await server.call('AdminGetUser', { UserPoolId: where.userPoolId, Username: name })
    return { user, attributes: byName(user.UserAttributes) }
  }

  it('adds an unconfirmed user and sends the code to the address that the pool verifies', async () => {
    const answer = await signUp('jane', { email: 'Jane@example.com', 'custom:plan': 'basic' })
    expect(answer).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'j***@e***' },
    })
    const { user, attributes } = await attributesOf('jane')
    expect(user.UserStatus).toBe('UNCONFIRMED')
    expect(attributes).toEqual({
      sub: answer.UserSub,
      email: 'Jane@example.com',
      email_verified: 'false',
      'custom:plan': 'basic',
    })
    const [message] = await server.outbox({ to: 'Jane@example.com' })
    expect(message).toMatchObject({
      triggerSource: 'CustomMessage_SignUp',
      code: expect.stringMatching(/^\d{6}$/),
    })
    await expect(signIn(server, pool, 'jane')).rejects.toMatchObject({ name: 'UserNotConfirmedException' })
  })

  it('sends nothing and says so where the user has no address that is verified', async () => {
    const answer = await signUp('quiet', { phone_number: '+15551230000' })
    expect(answer).toEqual({ UserConfirmed: false, UserSub: expect.any(String) })
    expect(await server.outbox({ to: '+15551230000' })).toEqual([])
  })

  it('sends a link to this server where the pool confirms by link', async () => {
    const linked = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    })
    await signUp('linked', { email: 'linked@example.com' }, {}, linked)
    const [message] = await server.outbox({ to: 'linked@example.com' })
    const link = new URL(message?.link ?? '')
    expect(link.href.startsWith(`${server.services.publicUrl}/confirmUser?`)).toBe(true)
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: linked.clientId,
      user_name: 'linked',
      confirmation_code: message?.code,
    })
  })

  it('sends a link to the domain of the pool, where programs can reach it, as AWS documents the address', async () => {
    const linked = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    })
    const Domain = `${kind}.example.com`
    const CertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/abc'
    await server.call('CreateUserPoolDomain', {
      UserPoolId: linked.userPoolId,
      Domain,
      CustomDomainConfig: { CertificateArn },
    })
    const email = `domain-${kind}@example.com`
    await signUp('at-domain', { email }, {}, linked)
    const [message] = await server.outbox({ to: email })
    const { hostname, pathname, search } = new URL(message?.link ?? '')
    expect([hostname, pathname]).toEqual([Domain, '/confirmUser'])
    const { status } = await get(server, `/confirmUser/${search}`, { host: hostname })
    expect(status).toBe(200)
    const user = { UserPoolId: linked.userPoolId, Username: 'at-domain' }
    expect((await server.call('AdminGetUser', user)).UserStatus).toBe('CONFIRMED')
  })

  it('sends the code to the phone where both are verified', async () => {
    const both = await createPool(server, {
      AutoVerifiedAttributes: ['email', 'phone_number'],
      SmsConfiguration: smsConfiguration,
    })
    const answer = await signUp('both', { email: 'both@example.com', phone_number: '+15551230001' }, {}, both)
    expect(answer.CodeDeliveryDetails).toEqual({
      AttributeName: 'phone_number',
      DeliveryMedium: 'SMS',
      Destination: '+*******0001',
    })
    expect(await server.outbox({ to: 'both@example.com' })).toEqual([])
  })

  it.each([
    ['a name that is taken', { Username: 'jane' }, 'UsernameExistsException', 'User already exists'],
    [
      'no password',
      { Password: undefined },
      'InvalidParameterException',
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a weak password',
      { Password: 'Short-1' },
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
    ],
    [
      'an attribute that the schema lacks',
      { UserAttributes: attributeList({ 'custom:role': 'x' }) },
      'InvalidParameterException',
      'Attributes did not conform to the schema: Type for attribute {custom:role} could not be determined',
    ],
    [
      'an attribute that is too long',
      { UserAttributes: attributeList({ 'custom:plan': 'sixsix' }) },
      'InvalidParameterException',
      'Attributes did not conform to the schema: custom:plan: String must be no longer than 5 characters\n',
    ],
    [
      'what is no e-mail address',
      { UserAttributes: attributeList({ email: 'nobody' }) },
      'InvalidParameterException',
      'Invalid email address format.',
    ],
    [
      'a verified mark',
      { UserAttributes: attributeList({ email: 'a@example.com', email_verified: 'true' }) },
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ],
    [
      'a sub',
      { UserAttributes: attributeList({ sub: 'me' }) },
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ],
    [
      'a client that is not there',
      { ClientId: 'nobody' },
      'ResourceNotFoundException',
      'User pool client nobody does not exist.',
    ],
  ])('refuses %s', async (_what, change, name, message) => {
    await expect(signUp('refused', {}, change)).rejects.toMatchObject({ name, message })
    await expect(attributesOf('refused')).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  it('refuses sign-ups where only administrators create users', async () => {
    const closed = await createPool(server, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    await expect(signUp('jane', {}, {}, closed)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'SignUp is not permitted for this user pool',
    })
  })

  it('refuses a user without required attributes', async () => {
    const strict = await createPool(server, {
      Schema: [
        { Name: 'email', AttributeDataType: 'String', Required: true },
        { Name: 'name', AttributeDataType: 'String', Required: true },
      ],
    })
    await expect(signUp('jane', { email: 'jane@example.com' }, {}, strict)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Attributes did not conform to the schema: name: The attribute is required\n',
    })
    await signUp('jane', { email: 'jane@example.com', name: 'Jane' }, {}, strict)
  })

  it('refuses attributes that the client may not write', async () => {
    const narrow = await createPool(server, {}, { WriteAttributes: ['email'] })
    await expect(signUp('jane', { nickname: 'J' }, {}, narrow)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    })
    await signUp('jane', { email: 'jane@example.com' }, {}, narrow)
  })

  it('asks for the secret hash of a client with a secret', async () => {
    const { UserPoolClient: client } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'secret',
      GenerateSecret: true,
    })
    const secretHash = (name: string) =>
      createHmac('sha256', client.ClientSecret)
        .update(name + client.ClientId)
        .digest('base64')
    const call = (more: object) => signUp('hashed', {}, { ClientId: client.ClientId, ...more })
    await expect(call({})).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Client ${client.ClientId} is configured with secret but SECRET_HASH was not received`,
    })
    await expect(call({ SecretHash: secretHash('other') })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Unable to verify secret hash for client ${client.ClientId}`,
    })
    await call({ SecretHash: secretHash('hashed') })
  })

  it('fails where a function is to decide before sign-up, and adds nobody', async () => {
    const guarded = await createPool(server, {
      LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:guard' },
    })
    await expect(signUp('jane', {}, {}, guarded)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error ResourceNotFoundException.',
    })
    await expect(attributesOf('jane', guarded)).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  it('adds nobody where a function is to write the message', async () => {
    const guarded = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: { CustomMessage: 'arn:aws:lambda:us-east-1:000000000000:function:write' },
    })
    await expect(signUp('jane', { email: 'unsent@example.com' }, {}, guarded)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
    })
    await expect(attributesOf('jane', guarded)).rejects.toMatchObject({ name: 'UserNotFoundException' })
    expect(await server.outbox({ to: 'unsent@example.com' })).toEqual([])
  })

  it('lets exactly one of twenty have a name, and sends one code', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => signUp('wanted', { email: `wanted${index}@example.com` })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const errors = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as CallError] : [],
    )
    expect(new Set(errors.map(({ name, message }) => `${name}: ${message}`))).toEqual(
      new Set(['UsernameExistsException: User already exists']),
    )
    const { attributes } = await attributesOf('wanted')
    const sent = await server.outbox({ userPoolId: pool.userPoolId })
    const codes = sent.filter(({ to }) => to.startsWith('wanted'))
    expect(codes.map(({ to }) => to)).toEqual([attributes['email']])
  })

  it('sends at most thirty codes an hour to one address, and taken names use none of them up', async () => {
    const email = 'flooded@example.com'
    const names = await createPool(server, {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
    })
    await signUp(email, {}, {}, names)
    for (let tries = 0; tries < 30; tries++)
      await expect(signUp(email, {}, {}, names)).rejects.toMatchObject({ name: 'UsernameExistsException' })
    await server.call('ResendConfirmationCode', { ClientId: names.clientId, Username: email })
    for (let count = 0; count < 30; count++) await signUp(`flood${count}`, { email })
    await expect(signUp('flood30', { email })).rejects.toMatchObject({ name: 'LimitExceededException' })
  })

  describe('where addresses are user names', () => {
    let names: Pool
    beforeAll(async () => {
      names = await createPool(server, {
        UsernameAttributes: ['email', 'phone_number'],
        AutoVerifiedAttributes: ['email'],
      })
    })

    it('names the user by the sub and fills the attribute', async () => {
      const answer = await signUp('jane@example.com', {}, {}, names)
      const { user, attributes } = await attributesOf('jane@example.com', names)
      expect(user.Username).toBe(answer.UserSub)
      expect(attributes['email']).toBe('jane@example.com')
      expect(answer.CodeDeliveryDetails.Destination).toBe('j***@e***')
    })

    it('lets nobody have an address twice, though it is unverified', async () => {
      await expect(signUp('jane@example.com', {}, {}, names)).rejects.toMatchObject({
        name: 'UsernameExistsException',
        message: 'An account with the given email already exists.',
      })
      await signUp('+15551230002', {}, {}, names)
      await expect(signUp('+15551230002', {}, {}, names)).rejects.toMatchObject({
        message: 'An account with the given phone_number already exists.',
      })
    })

    it('refuses other names', async () => {
      await expect(signUp('jane', {}, {}, names)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Username should be either an email or a phone number.',
      })
    })

    it('needs no right to write the address that is the name', async () => {
      const narrow = await createPool(
        server,
        { UsernameAttributes: ['email'] },
        { WriteAttributes: ['nickname'] },
      )
      await signUp('narrow@example.com', { nickname: 'N' }, {}, narrow)
    })
  })

  describe('where addresses are aliases', () => {
    let aliases: Pool
    beforeAll(async () => {
      aliases = await createPool(server, {
        AliasAttributes: ['email', 'preferred_username'],
        AutoVerifiedAttributes: ['email'],
      })
      await createUser(server, aliases, 'owner', { email: 'owner@example.com', email_verified: 'true' })
    })

    it('refuses names that look like one', async () => {
      await expect(signUp('jane@example.com', {}, {}, aliases)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Username cannot be of email format, since user pool is configured for email alias.',
      })
    })

    it('does not tell that a verified address is taken', async () => {
      const answer = await signUp('second', { email: 'owner@example.com' }, {}, aliases)
      expect(answer.CodeDeliveryDetails.Destination).toBe('o***@e***')
      expect((await attributesOf('owner@example.com', aliases)).user.Username).toBe('owner')
    })

    it('refuses a preferred user name that is taken', async () => {
      await signUp('third', { preferred_username: 'nice' }, {}, aliases)
      await expect(signUp('fourth', { preferred_username: 'nice' }, {}, aliases)).rejects.toMatchObject({
        name: 'UsernameExistsException',
        message: 'An account with the given preferred_username already exists.',
      })
    })
  })
})
