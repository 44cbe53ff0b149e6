import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addClient,
  addMachine,
  askTokens,
  basic,
  codeClient,
  createOAuthPool,
  get,
  postForm,
  signInByCode,
} from '../../test/support/oauth.ts'
import { createUser, type Pool, signIn } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

const ENDED = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'

describe.each(databases)('the userInfo endpoint on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let sub: unknown

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server, {}, { Schema: [{ Name: 'team', AttributeDataType: 'String' }] })
    await createUser(server, pool, 'ada', {
      email: 'ada@example.com',
      email_verified: 'true',
      phone_number: '+15550100',
      phone_number_verified: 'false',
      name: 'Ada',
      'custom:team': 'red',
    })
    const { UserAttributes } = await server.call('AdminGetUser', {
      UserPoolId: pool.userPoolId,
      Username: 'ada',
    })
    sub = UserAttributes.find(({ Name }: { Name: string }) => Name === 'sub').Value
  })
  afterAll(() => server.stop())

  async function ask(token: string | undefined, headers: Record<string, string> = {}) {
    const reply = await get(server, '/oauth2/userInfo', {
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    })
    return { ...reply, body: JSON.parse(reply.text) }
  }
  const tokenFor = async (scope: string, of: Pool = pool) =>
    (await signInByCode(server, of, 'ada', { scope })).access_token as string

  it('tells all that the client may read with openid alone, as text', async () => {
    const { status, headers, body } = await ask(await tokenFor('openid'))
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toContain('no-store')
    expect(body).toEqual({
      sub,
      username: 'ada',
      email: 'ada@example.com',
      email_verified: 'true',
      phone_number: '+15550100',
      phone_number_verified: 'false',
      name: 'Ada',
      'custom:team': 'red',
    })
  })

  it.each([
    ['openid email', ['email', 'email_verified']],
    ['openid phone', ['phone_number', 'phone_number_verified']],
    ['openid profile', ['custom:team', 'name']],
    ['openid aws.cognito.signin.user.admin email', ['email', 'email_verified']],
  ])('tells with %s the attributes of the scope', async (scope, names) => {
    const { body } = await ask(await tokenFor(scope))
    expect(Object.keys(body).sort()).toEqual(['sub', 'username', ...names].sort())
  })

  it('tells nothing that the client may not read', async () => {
    const client = await addClient(server, pool, { ReadAttributes: ['email'] })
    const { body } = await ask(await tokenFor('openid', { ...pool, clientId: client.ClientId }))
    expect(body).toEqual({ sub, username: 'ada', email: 'ada@example.com' })
  })

  it('tells the attributes as they are now, and linked identities as text', async () => {
    const token = await tokenFor('openid')
    await server.call('CreateIdentityProvider', {
      UserPoolId: pool.userPoolId,
      ProviderName: 'Acme',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://acme.example/metadata' },
    })
    await server.call('AdminLinkProviderForUser', {
      UserPoolId: pool.userPoolId,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'ada' },
      SourceUser: {
        ProviderName: 'Acme',
        ProviderAttributeName: 'Cognito_Subject',
        ProviderAttributeValue: 'a-1',
      },
    })
    const { body } = await ask(token)
    expect(JSON.parse(body.identities)).toMatchObject([{ providerName: 'Acme', userId: 'a-1' }])
  })

  it('takes the token of a form', async () => {
    const token = await tokenFor('openid')
    const { status, body } = await postForm(server, '/oauth2/userInfo', { access_token: token })
    expect(status).toBe(200)
    expect(body.username).toBe('ada')
    const header = await get(server, '/oauth2/userInfo', { authorization: `bearer ${token}` }, 'POST')
    expect(header.status).toBe(200)
  })

  it.each([
    ['no token', () => get(server, '/oauth2/userInfo')],
    ['a token in the address', () => get(server, '/oauth2/userInfo?access_token=x')],
    ['another scheme', () => get(server, '/oauth2/userInfo', { authorization: 'Basic eDp5' })],
  ])('refuses %s', async (_what, send) => {
    const { status, headers, text } = await send()
    const description = 'Bad OAuth2 request at UserInfo Endpoint'
    expect(status).toBe(400)
    expect(headers.get('www-authenticate')).toBe(
      `Bearer error="invalid_request", error_description="${description}"`,
    )
    expect(JSON.parse(text)).toEqual({ error: 'invalid_request', error_description: description })
  })

  it('refuses two tokens', async () => {
    const headers = { authorization: 'Bearer x' }
    const { status, body } = await postForm(server, '/oauth2/userInfo', { access_token: 'x' }, headers)
    expect(status).toBe(400)
    expect(body.error).toBe('invalid_request')
  })

  async function expectEnded(token: string, description = ENDED, headers: Record<string, string> = {}) {
    const reply = await ask(token, headers)
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toBe(
      `Bearer error="invalid_token", error_description="${description}"`,
    )
    expect(reply.body).toEqual({ error: 'invalid_token', error_description: description })
  }

  it('refuses a token without openid, of the API too', async () => {
    const { AccessToken } = await signIn(server, pool, 'ada')
    await expectEnded(AccessToken, 'Access token does not contain openid scope')
    await expectEnded(
      await tokenFor('aws.cognito.signin.user.admin'),
      'Access token does not contain openid scope',
    )
  })

  it('refuses garbage, ID tokens, and tokens of machines', async () => {
    await expectEnded('garbage')
    const { id_token } = await signInByCode(server, pool, 'ada')
    await expectEnded(id_token)
    await server.call('CreateResourceServer', {
      UserPoolId: pool.userPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
    })
    const machine = await addMachine(server, pool)
    const { body } = await askTokens(
      server,
      { grant_type: 'client_credentials' },
      basic(machine.ClientId, machine.ClientSecret),
    )
    await expectEnded(body.access_token)
  })

  it('refuses a token that expired, and not before', async () => {
    const token = await tokenFor('openid')
    server.advance(3590)
    expect((await ask(token)).status).toBe(200)
    server.advance(11)
    await expectEnded(token)
  })

  it('refuses a token whose sign-in, user or client ended', async () => {
    const revoked = await signInByCode(server, pool, 'ada')
    await postForm(server, '/oauth2/revoke', { token: revoked.refresh_token, client_id: pool.clientId })
    await expectEnded(revoked.access_token)
    const user = { UserPoolId: pool.userPoolId, Username: 'ada' }
    const signedOut = await tokenFor('openid')
    await server.call('AdminUserGlobalSignOut', user)
    await expectEnded(signedOut)
    const client = await addClient(server, pool)
    const orphan = await tokenFor('openid', { ...pool, clientId: client.ClientId })
    await server.call('DeleteUserPoolClient', { UserPoolId: pool.userPoolId, ClientId: client.ClientId })
    await expectEnded(orphan)
    await createUser(server, pool, 'leaver')
    const gone = (await signInByCode(server, pool, 'leaver')).access_token
    await server.call('AdminDisableUser', { ...user, Username: 'leaver' })
    await expectEnded(gone)
    await server.call('AdminDeleteUser', { ...user, Username: 'leaver' })
    await expectEnded(gone)
  })

  it('refuses a token of another pool at the domain of a pool', async () => {
    const other = await createOAuthPool(server, codeClient)
    const domain = `info-${kind}`
    await server.call('CreateUserPoolDomain', { UserPoolId: other.userPoolId, Domain: domain })
    const token = await tokenFor('openid')
    await expectEnded(token, ENDED, { host: `${domain}.auth.us-east-1.localhost` })
  })

  it('answers other methods with 405', async () => {
    expect((await get(server, '/oauth2/userInfo', {}, 'DELETE')).status).toBe(405)
    expect((await get(server, '/oauth2/userInfo', {}, 'HEAD')).status).toBe(405)
  })
})
