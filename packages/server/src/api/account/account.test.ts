import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { byName } from '../../../test/support/user-pool.ts'

const unauthorized = {
  name: 'NotAuthorizedException',
  message: 'A client attempted to write unauthorized attribute',
}

describe.each(databases)('an account on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, {
      AliasAttributes: ['email'],
      Schema: [
        { Name: 'name', AttributeDataType: 'String', Required: true, Mutable: true },
        { Name: 'fixed', AttributeDataType: 'String', Mutable: false },
        { Name: 'plan', AttributeDataType: 'String', Mutable: true },
        { Name: 'inner', AttributeDataType: 'String', Mutable: true, DeveloperOnlyAttribute: true },
      ],
    })
  })
  afterAll(() => server.stop())

  async function open(username: string, attributes: Record<string, string> = {}, where = pool) {
    await createUser(server, where, username, { name: 'Jane', ...attributes })
    return tokenOf(username, where)
  }

  async function tokenOf(username: string, where = pool): Promise<string> {
    return (await signIn(server, where, username)).AccessToken
  }

  describe('GetUser', () => {
    it('answers the name and the attributes, sub first, and no lists of factors', async () => {
      const token = await open('getter', { email: 'getter@example.com', 'custom:plan': 'basic' })
      const answer = await server.call('GetUser', { AccessToken: token })
      expect(answer).toEqual({ Username: 'getter', UserAttributes: expect.any(Array) })
      expect(answer.UserAttributes[0].Name).toBe('sub')
      expect(byName(answer.UserAttributes)).toMatchObject({
        email: 'getter@example.com',
        'custom:plan': 'basic',
      })
    })

    it('answers what the client may read, and the sub always', async () => {
      const narrow = await server.call('CreateUserPoolClient', {
        UserPoolId: pool.userPoolId,
        ClientName: 'narrow',
        ReadAttributes: ['email'],
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      })
      await open('read', { email: 'read@example.com' })
      const where = { ...pool, clientId: narrow.UserPoolClient.ClientId }
      const answer = await server.call('GetUser', { AccessToken: await tokenOf('read', where) })
      expect(new Set(Object.keys(byName(answer.UserAttributes)))).toEqual(new Set(['email', 'sub']))
    })

    it('answers no attribute that is for developers alone', async () => {
      const token = await open('developed', { 'dev:custom:inner': 'secret' })
      const { UserAttributes } = await server.call('GetUser', { AccessToken: token })
      expect(JSON.stringify(UserAttributes)).not.toContain('inner')
    })
  })

  describe('DeleteUserAttributes', () => {
    function remove(token: string, ...names: string[]) {
      return server.call('DeleteUserAttributes', { AccessToken: token, UserAttributeNames: names })
    }

    it('takes an address away with its mark and its alias', async () => {
      const token = await open('leaver', { email: 'leaver@example.com', email_verified: 'true' })
      expect(await tokenOf('leaver@example.com')).toBeTruthy()
      expect(await remove(token, 'email')).toEqual({})
      const { UserAttributes } = await server.call('GetUser', { AccessToken: token })
      expect(new Set(Object.keys(byName(UserAttributes)))).toEqual(new Set(['name', 'sub']))
      await expect(tokenOf('leaver@example.com')).rejects.toMatchObject({ name: 'UserNotFoundException' })
    })

    it('lets attributes go that are not there', async () => {
      expect(await remove(await open('bare'), 'nickname')).toEqual({})
    })

    it.each([
      ['a required attribute', 'name', 'InvalidParameterException', 'user.name: The attribute is required\n'],
      [
        'an immutable attribute',
        'custom:fixed',
        'InvalidParameterException',
        'user.custom:fixed: Attribute cannot be updated.\n',
      ],
      [
        'an attribute that the schema lacks',
        'custom:none',
        'InvalidParameterException',
        'user.custom:none: Attribute does not exist in the schema.\n',
      ],
      ['the sub', 'sub', unauthorized.name, unauthorized.message],
      ['a verified mark', 'email_verified', unauthorized.name, unauthorized.message],
      ['what is for developers', 'dev:custom:inner', unauthorized.name, unauthorized.message],
    ])('refuses to take away %s', async (what, attribute, name, message) => {
      const token = await open(what.replaceAll(' ', '-'), { 'custom:fixed': 'x' })
      await expect(remove(token, attribute)).rejects.toMatchObject({ name, message })
    })

    it('refuses attributes that the client may not write', async () => {
      const narrow = await createPool(server, {}, { WriteAttributes: ['email'] })
      const token = await open('narrow', { nickname: 'N' }, narrow)
      await expect(remove(token, 'nickname')).rejects.toMatchObject(unauthorized)
    })
  })

  describe('DeleteUser', () => {
    it('removes the user, whose tokens and names are worth nothing afterwards', async () => {
      await createUser(server, pool, 'quitter', {
        name: 'Q',
        email: 'quitter@example.com',
        email_verified: 'true',
      })
      const tokens = await signIn(server, pool, 'quitter')
      await server.call('DeleteUser', { AccessToken: tokens.AccessToken })
      await expect(
        server.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username: 'quitter' }),
      ).rejects.toMatchObject({ name: 'UserNotFoundException' })
      await expect(server.call('DeleteUser', { AccessToken: tokens.AccessToken })).rejects.toMatchObject({
        name: 'UserNotFoundException',
        message: 'User does not exist.',
      })
      await expect(
        server.call('GetTokensFromRefreshToken', {
          ClientId: pool.clientId,
          RefreshToken: tokens.RefreshToken,
        }),
      ).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      await open('quitter', { email: 'quitter@example.com', email_verified: 'true' })
    })

    it('removes the user once, of many requests at the same time', async () => {
      const token = await open('raced')
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, () => server.call('DeleteUser', { AccessToken: token })),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const outcome of outcomes)
        if (outcome.status === 'rejected')
          expect(outcome.reason).toMatchObject({ name: 'UserNotFoundException' })
    })
  })
})
