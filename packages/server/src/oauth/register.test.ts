import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizationQuery, hostedClient } from '../../test/support/hosted.ts'
import {
  addMachine,
  askTokens,
  authorize,
  basic,
  CALLBACK,
  createOAuthPool,
  exchange,
  get,
  registerClient,
} from '../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

const REGISTER = 'aws.cognito/dcr/register'

describe.each(databases)('the registration endpoint on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let host: string
  let token: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(
      server,
      {},
      {
        DcrConfiguration: {
          EnableStatus: 'Enabled',
          OpenDcrEnabled: true,
          AuthenticatedGrantTypes: ['code', 'client_credentials', 'implicit'],
          OpenDcrGrantTypes: ['code'],
          AllowedScopes: ['openid', 'email', 'shop/read'],
        },
      },
    )
    await server.call('CreateResourceServer', {
      UserPoolId: pool.userPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
    })
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: `open-${kind}` })
    host = `open-${kind}.auth.us-east-1.localhost`
    token = await registrarToken(pool)
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  async function registrarToken(of: Pool): Promise<string> {
    const machine = await addMachine(server, of, [REGISTER])
    const headers = basic(machine.ClientId, machine.ClientSecret)
    return (await askTokens(server, { grant_type: 'client_credentials' }, headers)).body.access_token
  }
  const metadata = { redirect_uris: [CALLBACK], client_name: 'Code Helper (beta)' }
  const open = (body: unknown) => registerClient(server, body, { host })
  const authenticated = (body: unknown, headers: Record<string, string> = {}) =>
    registerClient(server, body, { authorization: `Bearer ${token}`, ...headers })

  it('makes a client with a secret, which works', async () => {
    const { status, headers, body } = await open(metadata)
    expect(status).toBe(201)
    expect(headers.get('cache-control')).toContain('no-store')
    expect(body).toEqual({
      client_id: expect.stringMatching(/^[a-z0-9]{26}$/),
      client_id_issued_at: expect.any(Number),
      client_secret: expect.stringMatching(/^[a-z0-9]{51}$/),
      client_secret_expires_at: 0,
      client_name: 'Code Helper -beta-',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid email shop/read',
    })
    const client = { ...pool, clientId: body.client_id }
    const browser = hostedClient(server)
    await browser.get(`/login${authorizationQuery(client.clientId)}`)
    const { location } = await browser.submit({ username: 'ada', password: PASSWORD })
    const code = new URL(location ?? '').searchParams.get('code') ?? ''
    expect((await exchange(server, client, code, { client_secret: body.client_secret })).status).toBe(200)
  })

  it('makes a public client, which is shown as one that registered itself', async () => {
    const { body } = await open({ ...metadata, token_endpoint_auth_method: 'none', scope: 'openid' })
    expect(body).not.toHaveProperty('client_secret')
    expect(body.scope).toBe('openid')
    const key = { UserPoolId: pool.userPoolId, ClientId: body.client_id }
    const { UserPoolClient } = await server.call('DescribeUserPoolClient', key)
    expect(UserPoolClient).toMatchObject({
      ClientType: 'DCR',
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlows: ['code'],
      PreventUserExistenceErrors: 'ENABLED',
    })
    const list = await server.call('ListUserPoolClients', { UserPoolId: pool.userPoolId, ClientType: 'DCR' })
    const ids = list.UserPoolClients.map(({ ClientId }: { ClientId: string }) => ClientId)
    expect(ids).toContain(body.client_id)
    expect(ids).not.toContain(pool.clientId)
    const { UserPoolClient: updated } = await server.call('UpdateUserPoolClient', {
      ...key,
      ClientName: 'kept',
    })
    expect(updated.ClientType).toBe('DCR')
    await expect(server.call('AddUserPoolClientSecret', key)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `User pool client ${body.client_id} registered itself and keeps its secret.`,
    })
    const ClientSecretId = `${body.client_id}--1`
    await expect(server.call('DeleteUserPoolClientSecret', { ...key, ClientSecretId })).rejects.toMatchObject(
      { name: 'InvalidParameterException' },
    )
  })

  it('makes a client of its own with an access token, at the domain and at the address of the server', async () => {
    const machine = { grant_types: ['client_credentials'], client_name: 'nightly' }
    for (const headers of [{ host }, {}]) {
      const { status, body } = await authenticated(machine, headers)
      expect(status).toBe(201)
      expect(body).toMatchObject({
        scope: 'shop/read',
        grant_types: ['client_credentials'],
        response_types: [],
      })
      const asked = await askTokens(
        server,
        { grant_type: 'client_credentials' },
        basic(body.client_id, body.client_secret),
      )
      expect(asked.status).toBe(200)
    }
  })

  it('takes sign-out addresses, and leads to no other address', async () => {
    const bye = 'https://app.example.com/bye'
    const { body } = await open({ ...metadata, post_logout_redirect_uris: [bye] })
    expect(body.post_logout_redirect_uris).toEqual([bye])
    const elsewhere = await authorize(server, { clientId: body.client_id }, { redirect_uri: bye })
    expect(elsewhere.location?.searchParams.get('error')).toBe('redirect_mismatch')
  })

  it.each([
    ['a grant that only tokens allow', { grant_types: ['client_credentials'] }],
    ['the implicit grant', { grant_types: ['implicit'] }],
    ['an unknown grant', { grant_types: ['authorization_code', 'password'] }],
    ['no grant', { grant_types: [] }],
    ['refreshing alone', { grant_types: ['refresh_token'] }],
    ['another response type', { response_types: ['code', 'token'] }],
    ['another way to authenticate', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['grants that are no list', { grant_types: 'authorization_code' }],
    ['a name that is no text', { client_name: 1 }],
    ['a scope that is not allowed', { scope: 'openid profile' }],
  ])('refuses %s', async (_what, asked) => {
    const { status, body } = await open({ ...metadata, ...asked })
    expect(status).toBe(400)
    expect(body.error).toBe('invalid_client_metadata')
  })

  it.each([
    ['none', undefined],
    ['an empty list', []],
    ['no list', CALLBACK],
    ['a relative one', ['/callback']],
    ['plain HTTP', ['http://app.example.com/']],
    ['a fragment', [`${CALLBACK}#x`]],
    ['a script', ['javascript:alert(1)']],
    ['a blank', ['https://app.example.com/a b']],
    ['a NUL', ['https://app.example.com/\u0000']],
    ['a long one', [`https://app.example.com/${'a'.repeat(1001)}`]],
    ['a hundred and one', Array.from({ length: 101 }, (_, index) => `https://app.example.com/${index}`)],
    ['one that is good and one that is not', [CALLBACK, 'data:text/html,x']],
  ])('refuses as redirect URIs %s', async (_what, redirect_uris) => {
    const { status, body } = await open({ ...metadata, redirect_uris })
    expect(status).toBe(400)
    expect(body.error).toBe('invalid_redirect_uri')
  })

  it('refuses a machine without a secret, and both grants in one client', async () => {
    const machine = { grant_types: ['client_credentials'], token_endpoint_auth_method: 'none' }
    expect((await authenticated(machine)).body.error).toBe('invalid_client_metadata')
    const both = { ...metadata, grant_types: ['authorization_code', 'client_credentials'] }
    expect((await authenticated(both)).body.error).toBe('invalid_client_metadata')
  })

  it.each([
    ['a list', '[]', 'application/json'],
    ['no JSON', '{', 'application/json'],
    ['another type', '{}', 'text/plain'],
  ])('refuses as body %s', async (_what, body, type) => {
    const reply = await registerClient(server, body, { host, 'content-type': type })
    expect(reply.status).toBe(400)
    expect(reply.body.error).toBe('invalid_client_metadata')
  })

  it('refuses a long body', async () => {
    expect((await open({ ...metadata, contacts: ['x'.repeat(65_536)] })).status).toBe(413)
  })

  it('wants to know the pool, whether it is open or not', async () => {
    const nowhere = await registerClient(server, metadata)
    expect([nowhere.status, nowhere.body.error]).toEqual([400, 'invalid_request'])
    const unknown = await registerClient(server, metadata, { host: 'nobody.auth.us-east-1.localhost' })
    expect([unknown.status, unknown.body.error]).toEqual([400, 'invalid_request'])
    const missing = await fetch(`${server.url}/oauth2/register?user_pool_id=us-east-1_none%00`, {
      method: 'POST',
    })
    expect(missing.status).toBe(400)
  })

  it('answers other methods with 405', async () => {
    expect((await get(server, '/oauth2/register')).status).toBe(405)
  })
})
