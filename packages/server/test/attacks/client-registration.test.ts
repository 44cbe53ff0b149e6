import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addMachine,
  askTokens,
  basic,
  CALLBACK,
  createOAuthPool,
  registerClient,
  signInByCode,
} from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const REGISTER = 'aws.cognito/dcr/register'
const PER_HOUR = 100

describe.each(databases)('whoever registers clients, on %s', (kind) => {
  let server: TestServer
  let open: Pool
  let closed: Pool
  const metadata = { redirect_uris: [CALLBACK] }

  beforeAll(async () => {
    server = await startTestServer(kind)
    open = await poolWith('open', { OpenDcrEnabled: true })
    closed = await poolWith('closed', { OpenDcrEnabled: false })
  })
  afterAll(() => server.stop())

  async function poolWith(name: string, dcr: Record<string, unknown>): Promise<Pool> {
    const grants = ['code', 'client_credentials']
    const pool = await createOAuthPool(
      server,
      {},
      {
        DcrConfiguration: {
          EnableStatus: 'Enabled',
          AuthenticatedGrantTypes: grants,
          OpenDcrGrantTypes: grants,
          AllowedScopes: ['openid', 'shop/read', REGISTER],
          ...dcr,
        },
      },
    )
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: `${name}-${kind}` })
    await server.call('CreateResourceServer', {
      UserPoolId: pool.userPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: ['read', 'write'].map((scope) => ({ ScopeName: scope, ScopeDescription: scope })),
    })
    return pool
  }
  const at = (name: string) => ({ host: `${name}-${kind}.auth.us-east-1.localhost` })
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  async function machineToken(pool: Pool, scopes: string[]): Promise<string> {
    const machine = await addMachine(server, pool, scopes)
    const headers = basic(machine.ClientId, machine.ClientSecret)
    return (await askTokens(server, { grant_type: 'client_credentials' }, headers)).body.access_token
  }

  it.each([REGISTER, `openid ${REGISTER}`, `shop/read ${REGISTER}`])(
    'cannot get the scope to register others: %s',
    async (scope) => {
      const token = await machineToken(closed, [REGISTER])
      for (const [headers, asked] of [
        [at('open'), metadata],
        [at('open'), { grant_types: ['client_credentials'] }],
        [bearer(token), { grant_types: ['client_credentials'] }],
      ] as const) {
        const { status, body } = await registerClient(server, { ...asked, scope }, headers)
        expect([status, body.error]).toEqual([400, 'invalid_client_metadata'])
      }
    },
  )

  it('does not get it by naming no scope either', async () => {
    const person = await registerClient(server, metadata, at('open'))
    expect(person.body.scope).toBe('openid shop/read')
    const machine = await registerClient(server, { grant_types: ['client_credentials'] }, at('open'))
    expect(machine.body.scope).toBe('shop/read')
  })

  it('gets no scope that is not allowed, and no flow', async () => {
    for (const asked of [
      { scope: 'shop/write' },
      { scope: 'openid aws.cognito.signin.user.admin' },
      { scope: 'openid\tshop/write' },
      { grant_types: ['implicit'] },
      { grant_types: ['authorization_code', 'implicit'] },
    ]) {
      const { status, body } = await registerClient(server, { ...metadata, ...asked }, at('open'))
      expect([status, body.error]).toEqual([400, 'invalid_client_metadata'])
    }
  })

  it('cannot choose the id of the client, by its name or otherwise', async () => {
    const chosen = {
      ...metadata,
      client_name: '_custom_id_:takenover',
      client_id: 'takenover',
      client_secret: 'x',
    }
    const { body } = await registerClient(server, chosen, at('open'))
    expect(body.client_id).toMatch(/^[a-z0-9]{26}$/)
    expect(body.client_secret).toHaveLength(51)
    expect(body.client_name).toBe('_custom_id_-takenover')
  })

  it('cannot set what is not registered: flows of the API, lives of tokens, attributes', async () => {
    const greedy = {
      ...metadata,
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      refresh_token_validity: 3650,
      settings: { hasSecret: false },
    }
    const sent = JSON.stringify(greedy).replace(
      '{',
      '{"__proto__":{"clientType":"REGULAR","scope":"shop/write"},',
    )
    const { body } = await registerClient(server, sent, at('open'))
    const key = { UserPoolId: open.userPoolId, ClientId: body.client_id }
    const { UserPoolClient } = await server.call('DescribeUserPoolClient', key)
    expect(UserPoolClient.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH'])
    expect(UserPoolClient).toMatchObject({ RefreshTokenValidity: 30, ClientType: 'DCR' })
    expect(UserPoolClient.AllowedOAuthScopes).toEqual(['openid', 'shop/read'])
    await expect(
      server.call('InitiateAuth', {
        ClientId: body.client_id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'x', PASSWORD: 'y' },
      }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('needs a token where the pool is not open, with the scope, of the same pool, of an application', async () => {
    const refused = async (headers: Record<string, string>) => {
      const { status, headers: answered, body } = await registerClient(server, metadata, headers)
      expect(answered.get('www-authenticate')).toMatch(`Bearer error="${body.error}"`)
      return [status, body.error]
    }
    expect(await refused(at('closed'))).toEqual([401, 'invalid_token'])
    expect(await refused({ ...at('closed'), ...bearer('garbage') })).toEqual([401, 'invalid_token'])
    const other = await machineToken(open, [REGISTER])
    expect(await refused({ ...at('closed'), ...bearer(other) })).toEqual([401, 'invalid_token'])
    const without = await machineToken(closed, ['shop/read'])
    expect(await refused({ ...at('closed'), ...bearer(without) })).toEqual([403, 'insufficient_scope'])
    await createUser(server, closed, 'ada')
    const { access_token, id_token } = await signInByCode(server, closed, 'ada')
    for (const token of [access_token, id_token])
      expect(await refused({ ...at('closed'), ...bearer(token) })).toEqual([401, 'invalid_token'])
  })

  it('is not taken for nobody with a header that is wrong', async () => {
    for (const authorization of ['Bearer', 'Basic eDp5', 'Bearer a b', ''])
      expect((await registerClient(server, metadata, { ...at('open'), authorization })).status).toBe(401)
  })

  it('may no more once its token expired, or its client lost the scope or is gone', async () => {
    const machine = await addMachine(server, closed, [REGISTER])
    const ask = async () =>
      (
        await askTokens(
          server,
          { grant_type: 'client_credentials' },
          basic(machine.ClientId, machine.ClientSecret),
        )
      ).body.access_token
    const status = async (token: string) => (await registerClient(server, metadata, bearer(token))).status
    const first = await ask()
    expect(await status(first)).toBe(201)
    server.advance(3601)
    expect(await status(first)).toBe(401)
    const second = await ask()
    const key = { UserPoolId: closed.userPoolId, ClientId: machine.ClientId }
    await server.call('UpdateUserPoolClient', {
      ...key,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['shop/read'],
    })
    expect(await status(second)).toBe(403)
    await server.call('DeleteUserPoolClient', key)
    expect(await status(second)).toBe(401)
  })

  it('may nowhere that it is turned off', async () => {
    await poolWith('off', { EnableStatus: 'Disabled', OpenDcrEnabled: true })
    const { status, body } = await registerClient(server, metadata, at('off'))
    expect([status, body.error]).toEqual([400, 'invalid_request'])
  })

  it('cannot flood a pool that is open, while tokens still can register, and an hour later all can', async () => {
    const pool = await poolWith('flood', { OpenDcrEnabled: true })
    const tries = Array.from({ length: PER_HOUR + 10 }, () => registerClient(server, metadata, at('flood')))
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(PER_HOUR)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    const wrong = await registerClient(server, { redirect_uris: [] }, at('flood'))
    expect(wrong.status).toBe(400)
    const token = await machineToken(pool, [REGISTER])
    expect((await registerClient(server, metadata, { ...at('flood'), ...bearer(token) })).status).toBe(201)
    expect((await registerClient(server, metadata, at('open'))).status).toBe(201)
    server.advance(3600)
    expect((await registerClient(server, metadata, at('flood'))).status).toBe(201)
  })
})
