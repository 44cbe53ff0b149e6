import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, byName } from '../../../test/support/user-pool.ts'

const unauthorized = {
  name: 'NotAuthorizedException',
  message: 'A client attempted to write unauthorized attribute',
}
const expired = {
  name: 'ExpiredCodeException',
  message: 'Invalid code provided, please request a code again.',
}
const proofFirst = {
  AutoVerifiedAttributes: ['email'],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
}

describe.each(databases)('UpdateUserAttributes on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      Schema: [
        { Name: 'name', AttributeDataType: 'String', Required: true, Mutable: true },
        { Name: 'fixed', AttributeDataType: 'String', Mutable: false },
        {
          Name: 'plan',
          AttributeDataType: 'String',
          Mutable: true,
          StringAttributeConstraints: { MaxLength: '5' },
        },
      ],
    })
  })
  afterAll(() => server.stop())

  /** A signed-in user's access token. */
  async function open(username: string, attributes: Record<string, string> = {}, where = pool) {
    await createUser(server, where, username, { name: 'Jane', ...attributes })
    return (await signIn(server, where, username)).AccessToken as string
  }

  function update(token: string, attributes: Record<string, string>) {
    return server.call('UpdateUserAttributes', {
      AccessToken: token,
      UserAttributes: attributeList(attributes),
    })
  }

  function verify(token: string, code: string) {
    return server.call('VerifyUserAttribute', { AccessToken: token, AttributeName: 'email', Code: code })
  }

  async function attributesOf(token: string) {
    return byName((await server.call('GetUser', { AccessToken: token })).UserAttributes)
  }

  it('changes attributes, and takes those away whose value is empty', async () => {
    const token = await open('jane', { nickname: 'J' })
    expect(await update(token, { 'custom:plan': 'basic', nickname: '' })).toEqual({
      CodeDeliveryDetailsList: [],
    })
    const attributes = await attributesOf(token)
    expect(attributes).toEqual({ sub: attributes['sub'], name: 'Jane', 'custom:plan': 'basic' })
  })

  it.each([
    [
      'an attribute that the schema lacks',
      { 'custom:none': 'x' },
      'InvalidParameterException',
      'user.custom:none: Attribute does not exist in the schema.\n',
    ],
    [
      'an immutable attribute',
      { 'custom:fixed': 'x' },
      'InvalidParameterException',
      'user.custom:fixed: Attribute cannot be updated.\n',
    ],
    [
      'what is too long',
      { 'custom:plan': 'sixsix' },
      'InvalidParameterException',
      'user.custom:plan: String must be no longer than 5 characters\n',
    ],
    [
      'to empty a required attribute',
      { name: '' },
      'InvalidParameterException',
      'user.name: The attribute is required\n',
    ],
    ['what is no address', { email: 'nobody' }, 'InvalidParameterException', 'Invalid email address format.'],
    ['the verified mark', { email_verified: 'true' }, unauthorized.name, unauthorized.message],
    ['the mark of the phone', { phone_number_verified: 'true' }, unauthorized.name, unauthorized.message],
    ['the sub', { sub: 'me' }, unauthorized.name, unauthorized.message],
  ])('refuses %s, and changes nothing', async (what, change, name, message) => {
    const token = await open(what.replaceAll(' ', '-'))
    const given = { nickname: 'new', ...change } as Record<string, string>
    await expect(update(token, given)).rejects.toMatchObject({ name, message })
    expect(new Set(Object.keys(await attributesOf(token)))).toEqual(new Set(['name', 'sub']))
  })

  it('refuses attributes that the client may not write', async () => {
    const narrow = await createPool(server, {}, { WriteAttributes: ['email'] })
    const token = await open('narrow', {}, narrow)
    await expect(update(token, { nickname: 'N' })).rejects.toMatchObject(unauthorized)
    await update(token, { email: 'narrow@example.com' })
  })

  it('takes a new address at once, unverified, and sends it a code', async () => {
    const token = await open('mover', { email: 'old@example.com', email_verified: 'true' })
    expect(await update(token, { email: 'new@sample.org' })).toEqual({
      CodeDeliveryDetailsList: [
        { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@s***' },
      ],
    })
    expect(await attributesOf(token)).toMatchObject({ email: 'new@sample.org', email_verified: 'false' })
    const [message] = await server.outbox({ to: 'new@sample.org' })
    expect(message?.triggerSource).toBe('CustomMessage_UpdateUserAttribute')
    expect(await verify(token, await server.codeFor('new@sample.org'))).toEqual({})
    expect((await attributesOf(token))['email_verified']).toBe('true')
  })

  it('sends no code for the address that the user has', async () => {
    const token = await open('same', { email: 'same@example.com', email_verified: 'true' })
    expect(await update(token, { email: 'same@example.com' })).toEqual({ CodeDeliveryDetailsList: [] })
    expect((await attributesOf(token))['email_verified']).toBe('true')
  })

  it('sends no code where the address is not verified automatically', async () => {
    const token = await open('caller')
    expect(await update(token, { phone_number: '+15551239999' })).toEqual({ CodeDeliveryDetailsList: [] })
    expect((await attributesOf(token))['phone_number_verified']).toBe('false')
  })

  it('sends at most thirty codes an hour to one address', async () => {
    const token = await open('flooder')
    for (let count = 0; count < 30; count++) {
      await update(token, { email: 'victim@example.com' })
      await update(token, { email: '' })
    }
    await expect(update(token, { email: 'victim@example.com' })).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Attempt limit exceeded, please try after some time.',
    })
    expect(await server.outbox({ to: 'victim@example.com' })).toHaveLength(30)
  })

  it('changes nothing where a function is to write the message', async () => {
    const guarded = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: { CustomMessage: 'arn:aws:lambda:us-east-1:000000000000:function:write' },
    })
    const token = await open('unwritten', {}, guarded)
    await expect(update(token, { email: 'unwritten@example.com' })).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
    })
    expect((await attributesOf(token))['email']).toBeUndefined()
  })

  describe('where a new address must be proved first', () => {
    let strict: Pool
    beforeAll(async () => {
      strict = await createPool(server, { AliasAttributes: ['email'], ...proofFirst })
    })

    it('keeps the old address until the new one is verified', async () => {
      const token = await open('mover', { email: 'kept@example.com', email_verified: 'true' }, strict)
      const answer = await update(token, { email: 'pending@sample.org', nickname: 'M' })
      expect(answer.CodeDeliveryDetailsList[0].Destination).toBe('p***@s***')
      const kept = { email: 'kept@example.com', email_verified: 'true', nickname: 'M' }
      expect(await attributesOf(token)).toMatchObject(kept)
      expect((await signIn(server, strict, 'kept@example.com')).AccessToken).toBeTruthy()
      await verify(token, await server.codeFor('pending@sample.org'))
      expect(await attributesOf(token)).toMatchObject({ email: 'pending@sample.org', email_verified: 'true' })
      expect((await signIn(server, strict, 'pending@sample.org')).AccessToken).toBeTruthy()
      await expect(signIn(server, strict, 'kept@example.com')).rejects.toMatchObject({
        name: 'UserNotFoundException',
      })
    })

    it('takes the address that the newest code went to, and no earlier one', async () => {
      const token = await open('undecided', { email: 'start@example.com', email_verified: 'true' }, strict)
      await update(token, { email: 'first@example.com' })
      const first = await server.codeFor('first@example.com')
      await update(token, { email: 'second@example.com' })
      const second = await server.codeFor('second@example.com')
      if (first !== second)
        await expect(verify(token, first)).rejects.toMatchObject({ name: 'CodeMismatchException' })
      await verify(token, second)
      expect((await attributesOf(token))['email']).toBe('second@example.com')
    })

    it('ends the change when the user asks for a code to the address in force', async () => {
      const token = await open('returner', { email: 'stay@example.com', email_verified: 'true' }, strict)
      await update(token, { email: 'away@example.com' })
      await server.call('GetUserAttributeVerificationCode', { AccessToken: token, AttributeName: 'email' })
      await verify(token, await server.codeFor('stay@example.com'))
      expect((await attributesOf(token))['email']).toBe('stay@example.com')
    })

    it('ends the change when the address is taken away', async () => {
      const token = await open('dropper', { email: 'drop@example.com', email_verified: 'true' }, strict)
      await update(token, { email: 'dropped@example.com' })
      await server.call('DeleteUserAttributes', { AccessToken: token, UserAttributeNames: ['email'] })
      await expect(verify(token, await server.codeFor('dropped@example.com'))).rejects.toMatchObject(expired)
    })

    it('ends the change when the pool no longer keeps old addresses', async () => {
      const loose = await createPool(server, proofFirst)
      const token = await open('loose', { email: 'tight@example.com', email_verified: 'true' }, loose)
      await update(token, { email: 'later@example.com' })
      await server.call('UpdateUserPool', { UserPoolId: loose.userPoolId, AutoVerifiedAttributes: ['email'] })
      await expect(verify(token, await server.codeFor('later@example.com'))).rejects.toMatchObject(expired)
      expect((await attributesOf(token))['email']).toBe('tight@example.com')
    })

    it('lets a code for a forgotten password at the old address reset nothing', async () => {
      const token = await open('reset', { email: 'reset@example.com', email_verified: 'true' }, strict)
      await update(token, { email: 'moved@example.com' })
      await server.call('ForgotPassword', { ClientId: strict.clientId, Username: 'reset' })
      const code = await server.codeFor('reset@example.com')
      await verify(token, await server.codeFor('moved@example.com'))
      await expect(
        server.call('ConfirmForgotPassword', {
          ClientId: strict.clientId,
          Username: 'reset',
          ConfirmationCode: code,
          Password: 'Another-Horse-2',
        }),
      ).rejects.toMatchObject(expired)
    })
  })

  describe('where addresses are user names', () => {
    it('changes the sign-in name with the address at once, and refuses one that is taken', async () => {
      const names = await createPool(server, { UsernameAttributes: ['email'] })
      await createUser(server, names, 'taken@example.com')
      const token = await open('from@example.com', {}, names)
      await expect(update(token, { email: 'taken@example.com' })).rejects.toMatchObject({
        name: 'AliasExistsException',
        message: 'An account with the given email already exists.',
      })
      await update(token, { email: 'to@example.com' })
      expect((await signIn(server, names, 'to@example.com')).AccessToken).toBeTruthy()
      await expect(signIn(server, names, 'from@example.com')).rejects.toMatchObject({
        name: 'UserNotFoundException',
      })
    })

    it('changes it with the proof where that comes first', async () => {
      const names = await createPool(server, { UsernameAttributes: ['email'], ...proofFirst })
      const token = await open('before@example.com', {}, names)
      await update(token, { email: 'after@example.com' })
      expect((await signIn(server, names, 'before@example.com')).AccessToken).toBeTruthy()
      await createUser(server, names, 'after@example.com')
      const code = await server.codeFor('after@example.com')
      await expect(verify(token, code)).rejects.toMatchObject({
        name: 'AliasExistsException',
        message: 'An account with the given email already exists.',
      })
      expect((await attributesOf(token))['email']).toBe('before@example.com')
    })
  })

  it('gives up the alias of the former address', async () => {
    const aliases = await createPool(server, {
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
    })
    const token = await open('aliased', { email: 'was@example.com', email_verified: 'true' }, aliases)
    await update(token, { email: 'is@example.com' })
    for (const name of ['was@example.com', 'is@example.com'])
      await expect(signIn(server, aliases, name)).rejects.toMatchObject({ name: 'UserNotFoundException' })
    await verify(token, await server.codeFor('is@example.com'))
    expect((await signIn(server, aliases, 'is@example.com')).AccessToken).toBeTruthy()
  })

  it('refuses a preferred user name that is taken', async () => {
    const aliases = await createPool(server, { AliasAttributes: ['preferred_username'] })
    await open('holder', { preferred_username: 'nice' }, aliases)
    const token = await open('wanting', {}, aliases)
    await expect(update(token, { preferred_username: 'nice' })).rejects.toMatchObject({
      name: 'AliasExistsException',
      message: 'An account with the given preferred_username already exists.',
    })
  })
})
