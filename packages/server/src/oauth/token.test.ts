import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addClient,
  addMachine,
  askTokens,
  basic,
  CALLBACK,
  codeFor,
  createOAuthPool,
  exchange,
  get,
  postForm,
  proofKey,
  refreshTokens,
  signedInBrowser,
  signInByCode,
} from '../../test/support/oauth.ts'
import { claimsOf, createUser, type Pool, signIn } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

describe.each(databases)('the token endpoint on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await server.call('CreateResourceServer', {
      UserPoolId: pool.userPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: ['read', 'write'].map((name) => ({ ScopeName: name, ScopeDescription: name })),
    })
    await createUser(server, pool, 'ada', { email: 'ada@example.com', name: 'Ada' })
  })
  afterAll(() => server.stop())

  describe('authorization_code', () => {
    it('gives tokens that share their sign-in, in an answer that nobody keeps', async () => {
      const code = await codeFor(server, pool, 'ada', { scope: 'openid email', nonce: 'n-1' })
      const { status, headers, body } = await exchange(server, pool, code)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('application/json;charset=UTF-8')
      expect(headers.get('cache-control')).toContain('no-store')
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(body).toEqual({
        id_token: expect.any(String),
        access_token: expect.any(String),
        refresh_token: expect.stringMatching(/^eyJjdHki/),
        expires_in: 3600,
        token_type: 'Bearer',
      })
      const access = claimsOf(body.access_token)
      const id = claimsOf(body.id_token)
      expect(access).toMatchObject({
        scope: 'openid email',
        version: 2,
        client_id: pool.clientId,
        username: 'ada',
      })
      expect(id).toMatchObject({ nonce: 'n-1', email: 'ada@example.com', origin_jti: access['origin_jti'] })
      expect(id).not.toHaveProperty('name')
      expect(id).toHaveProperty('at_hash')
    })

    it('gives no ID token without openid, and the resource as audience', async () => {
      const asked = { scope: 'aws.cognito.signin.user.admin', resource: 'https://api.example.com/' }
      const { body } = await exchange(server, pool, await codeFor(server, pool, 'ada', asked))
      expect(body).not.toHaveProperty('id_token')
      expect(claimsOf(body.access_token)['aud']).toBe('https://api.example.com/')
      const user = await server.call('GetUser', { AccessToken: body.access_token })
      expect(user.Username).toBe('ada')
    })

    it('takes a code for five minutes', async () => {
      const [early, late] = [await codeFor(server, pool, 'ada'), await codeFor(server, pool, 'ada')]
      server.advance(290)
      expect((await exchange(server, pool, early)).status).toBe(200)
      server.advance(11)
      expect((await exchange(server, pool, late)).body).toEqual({ error: 'invalid_grant' })
    })

    it.each([
      ['an unknown code', { code: 'cf4ac5f4-1b1c-4b0e-8b5a-000000000000' }, 'invalid_grant'],
      ['no code', { code: undefined }, 'invalid_request'],
      ['an empty code', { code: '' }, 'invalid_request'],
      ['no redirect URI', { redirect_uri: undefined }, 'invalid_request'],
    ])('refuses %s', async (_what, parameters, error) => {
      const { status, body } = await exchange(server, pool, 'x', parameters)
      expect(status).toBe(400)
      expect(body.error).toBe(error)
    })

    it('refuses a client without the code flow, and one without OAuth', async () => {
      const implicit = await addClient(server, pool, { AllowedOAuthFlows: ['implicit'] })
      const none = await addClient(server, pool, { AllowedOAuthFlowsUserPoolClient: false })
      for (const { ClientId: clientId } of [implicit, none])
        expect((await exchange(server, { clientId }, 'x')).body).toEqual({ error: 'unauthorized_client' })
    })

    it('tells that a function of the pool failed, and leaves the code', async () => {
      const LambdaConfig = { PreTokenGeneration: 'arn:aws:lambda:us-east-1:123456789012:function:f' }
      const triggered = await createOAuthPool(server, {}, { LambdaConfig })
      await createUser(server, triggered, 'eve')
      const { status, body } = await exchange(server, triggered, await codeFor(server, triggered, 'eve'))
      expect(status).toBe(400)
      expect(body).toEqual({
        error: 'invalid_request',
        error_description: expect.stringMatching(/^PreTokenGeneration invocation failed/),
      })
    })
  })

  describe('refresh_token', () => {
    it('gives new tokens of the same scopes, without nonce and without a refresh token', async () => {
      const first = await signInByCode(server, pool, 'ada', { scope: 'openid profile', nonce: 'n' })
      server.advance(10)
      const { body } = await refreshTokens(server, pool, first.refresh_token)
      expect(Object.keys(body)).toEqual(['id_token', 'access_token', 'expires_in', 'token_type'])
      expect(claimsOf(body.access_token)['scope']).toBe('openid profile')
      expect(claimsOf(body.id_token)).toMatchObject({ name: 'Ada' })
      expect(claimsOf(body.id_token)).not.toHaveProperty('nonce')
      expect(claimsOf(body.id_token)['auth_time']).toBe(claimsOf(first.id_token)['auth_time'])
    })

    it('gives the next refresh token with rotation', async () => {
      const client = await addClient(server, pool, {
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED' },
      })
      const rotating = { ...pool, clientId: client.ClientId }
      const first = await signInByCode(server, rotating, 'ada')
      const second = (await refreshTokens(server, rotating, first.refresh_token)).body
      expect(second.refresh_token).not.toBe(first.refresh_token)
      expect((await refreshTokens(server, rotating, second.refresh_token)).status).toBe(200)
    })

    it('takes a token of the API, unless it belongs to a device', async () => {
      const { RefreshToken } = await signIn(server, pool, 'ada')
      const { body } = await refreshTokens(server, pool, RefreshToken)
      expect(claimsOf(body.access_token)['scope']).toBe('aws.cognito.signin.user.admin')
      const tracking = await createOAuthPool(
        server,
        {},
        {
          DeviceConfiguration: {
            ChallengeRequiredOnNewDevice: false,
            DeviceOnlyRememberedOnUserPrompt: false,
          },
        },
      )
      await createUser(server, tracking, 'eve')
      const ofDevice = await signIn(server, tracking, 'eve')
      expect((await refreshTokens(server, tracking, ofDevice.RefreshToken)).body).toEqual({
        error: 'invalid_grant',
      })
    })

    it('refuses what is no refresh token, and the lack of one', async () => {
      expect((await refreshTokens(server, pool, 'nonsense')).body).toEqual({ error: 'invalid_grant' })
      expect((await refreshTokens(server, pool, '')).body.error).toBe('invalid_request')
    })
  })

  describe('client_credentials', () => {
    const ask = (
      client: { ClientId: string; ClientSecret: string },
      parameters: Record<string, string> = {},
    ) =>
      askTokens(
        server,
        { grant_type: 'client_credentials', ...parameters },
        basic(client.ClientId, client.ClientSecret),
      )

    it('gives an access token of the application itself, and nothing else', async () => {
      const machine = await addMachine(server, pool, ['shop/read', 'shop/write'])
      const { status, body } = await ask(machine)
      expect(status).toBe(200)
      expect(Object.keys(body)).toEqual(['access_token', 'expires_in', 'token_type'])
      expect(claimsOf(body.access_token)).toMatchObject({
        sub: machine.ClientId,
        client_id: machine.ClientId,
        token_use: 'access',
        scope: 'shop/read shop/write',
      })
      const narrowed = await ask(machine, { scope: 'shop/write' })
      expect(claimsOf(narrowed.body.access_token)['scope']).toBe('shop/write')
    })

    it.each([
      'shop/delete',
      'openid',
      'shop/read openid',
      'aws.cognito.signin.user.admin',
      'aws.cognito/dcr/register',
    ])('refuses the scope %s', async (scope) => {
      const { status, body } = await ask(await addMachine(server, pool), { scope })
      expect(status).toBe(400)
      expect(body).toEqual({ error: 'invalid_scope' })
    })

    it('leaves out a scope that its resource server has no more, and refuses when none is left', async () => {
      const key = { UserPoolId: pool.userPoolId, Identifier: 'lab', Name: 'lab' }
      const scopes = (...names: string[]) =>
        names.map((name) => ({ ScopeName: name, ScopeDescription: name }))
      await server.call('CreateResourceServer', { ...key, Scopes: scopes('a', 'b') })
      const machine = await addMachine(server, pool, ['lab/a', 'lab/b'])
      await server.call('UpdateResourceServer', { ...key, Scopes: scopes('b') })
      expect(claimsOf((await ask(machine)).body.access_token)['scope']).toBe('lab/b')
      await server.call('DeleteResourceServer', { UserPoolId: pool.userPoolId, Identifier: 'lab' })
      expect((await ask(machine)).body).toEqual({ error: 'invalid_scope' })
    })

    it.each([
      ['an object of texts', '{"a":"b"}', 200],
      ['no JSON', '{', 400],
      ['a list', '["a"]', 400],
      ['null', 'null', 400],
      ['a number within', '{"a":1}', 400],
    ])('takes as aws_client_metadata texts alone: %s', async (_what, aws_client_metadata, status) => {
      const reply = await ask(await addMachine(server, pool), { aws_client_metadata })
      expect(reply.status).toBe(status)
      if (status === 400) expect(reply.body.error).toBe('invalid_request')
    })

    it('is for clients with the flow', async () => {
      const confidential = await addClient(server, pool, { GenerateSecret: true })
      expect((await ask(confidential)).body).toEqual({ error: 'unauthorized_client' })
    })

    it('is for clients with OAuth', async () => {
      const machine = await addClient(server, pool, {
        GenerateSecret: true,
        AllowedOAuthFlowsUserPoolClient: false,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['shop/read'],
      })
      expect((await ask(machine)).body).toEqual({ error: 'invalid_grant' })
    })

    it('fails with the function of the pool that customizes tokens of machines', async () => {
      const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f'
      const withTrigger = async (LambdaVersion: string) => {
        const config = { PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion } }
        const other = await createOAuthPool(server, {}, { LambdaConfig: config })
        await server.call('CreateResourceServer', {
          UserPoolId: other.userPoolId,
          Identifier: 'shop',
          Name: 'shop',
          Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
        })
        return ask(await addMachine(server, other))
      }
      expect((await withTrigger('V2_0')).status).toBe(200)
      const { status, body } = await withTrigger('V3_0')
      expect(status).toBe(400)
      expect(body.error).toBe('invalid_request')
    })
  })

  it.each([
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: undefined }, 'invalid_request'],
    ['no client', { client_id: undefined }, 'invalid_request'],
    ['an unknown client', { client_id: 'nosuchclient' }, 'invalid_client'],
    ['an id that no database stores', { client_id: 'a\u0000' }, 'invalid_client'],
  ])('refuses %s', async (_what, parameters, error) => {
    const { status, headers, body } = await exchange(server, pool, 'x', parameters)
    expect(status).toBe(400)
    expect(body.error).toBe(error)
    expect(headers.get('cache-control')).toContain('no-store')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('takes parameters in the address', async () => {
    const ask = (query: Record<string, string>, headers = {}, form = {}) =>
      postForm(server, `/oauth2/token?${new URLSearchParams(query)}`, form, headers)
    const of = { client_id: pool.clientId }
    const key = proofKey()
    const pkce = { code_challenge: key.challenge, code_challenge_method: 'S256' }
    const code = await codeFor(server, pool, 'ada', pkce)
    const grant = { grant_type: 'authorization_code', code, code_verifier: key.verifier }
    const signedIn = await ask({ ...of, ...grant, redirect_uri: CALLBACK })
    expect(signedIn).toMatchObject({ status: 200, body: { id_token: expect.any(String) } })
    const { refresh_token } = signedIn.body
    expect(await ask({ ...of, grant_type: 'refresh_token', refresh_token })).toMatchObject({ status: 200 })
    const halves = await ask({ grant_type: 'refresh_token' }, {}, { ...of, refresh_token })
    expect(halves).toMatchObject({ status: 200, body: { access_token: expect.any(String) } })
    const { ClientId: id, ClientSecret: secret } = await addMachine(server, pool)
    const machine = await ask({ grant_type: 'client_credentials', scope: 'shop/read' }, basic(id, secret))
    expect(claimsOf(machine.body.access_token)).toMatchObject({ sub: id, scope: 'shop/read' })
  })

  it('refuses parameters that come twice, JSON, and a secret in the address', async () => {
    const post = async (body: string, type = 'application/x-www-form-urlencoded', query = '') => {
      const options = { method: 'POST', body, headers: { 'content-type': type } }
      const response = await fetch(`${server.url}/oauth2/token${query}`, options)
      return { status: response.status, body: await response.json() }
    }
    const refused = { status: 400, body: { error: 'invalid_request' } }
    const form = `grant_type=refresh_token&client_id=${pool.clientId}&refresh_token=x`
    const { ClientId: id, ClientSecret: secret } = await addMachine(server, pool)
    const machine = `grant_type=client_credentials&client_id=${id}`
    expect(await post(`${form}&refresh_token=y`)).toMatchObject(refused)
    expect(await post(`${form}&client_id=${pool.clientId}`)).toMatchObject(refused)
    expect(await post('{}', 'application/json')).toMatchObject(refused)
    expect(await post(form, undefined, '?refresh_token=y')).toMatchObject(refused)
    expect(await post(form, undefined, `?client_id=${pool.clientId}`)).toMatchObject(refused)
    expect(await post(`${machine}&client_secret=${secret}`)).toMatchObject({ status: 200 })
    const leaked = await post(machine, undefined, `?client_secret=${secret}`)
    expect(leaked).toMatchObject({
      status: 400,
      body: { error_description: expect.stringMatching(/address/) },
    })
  })

  it('answers other methods with 405 and no body', async () => {
    for (const method of ['GET', 'HEAD', 'PUT']) {
      const reply = await get(server, '/oauth2/token', {}, method)
      expect(reply.status).toBe(405)
      expect(reply.text).toBe('')
    }
  })

  it('answers at the domain of the pool, for its clients alone', async () => {
    const domain = `tokens-${kind}`
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: domain })
    const other = await createOAuthPool(server)
    const ask = (clientId: string) => {
      const form = new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: 'x',
      })
      return send(server.url, `${domain}.auth.us-east-1.localhost`, form.toString())
    }
    expect(await ask(pool.clientId)).toEqual({ error: 'invalid_grant' })
    expect(await ask(other.clientId)).toEqual({ error: 'invalid_client' })
  })

  it('writes no secret, code or token to the log', async () => {
    const lines: string[] = []
    const { log } = server.services
    const { info } = log
    log.info = ((...args: unknown[]) => lines.push(JSON.stringify(args))) as typeof info
    const key = proofKey()
    const code = await codeFor(server, pool, 'ada', {
      code_challenge: key.challenge,
      code_challenge_method: 'S256',
    })
    const { body } = await exchange(server, pool, code, { code_verifier: key.verifier })
    const { refresh_token } = body
    const inAddress = new URLSearchParams({ grant_type: 'refresh_token', refresh_token })
    await postForm(server, `/oauth2/token?${inAddress}`, { client_id: pool.clientId })
    await postForm(server, `/oauth2/token?${inAddress}&client_secret=not-for-the-log`, {})
    log.info = info
    expect(lines).toHaveLength(4)
    const cookie = await signedInBrowser(server, pool, 'ada')
    for (const secret of [
      code,
      key.verifier,
      body.access_token,
      body.refresh_token,
      cookie,
      CALLBACK,
      pool.clientId,
      'not-for-the-log',
    ])
      expect(lines.join()).not.toContain(secret)
    expect(lines[1]).toMatch(/"status":200/)
  })
})

/** Posts a form to a host of its own, which `fetch` cannot. */
async function send(url: string, host: string, body: string): Promise<unknown> {
  const { request } = await import('node:http')
  const { hostname, port } = new URL(url)
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path: '/oauth2/token', method: 'POST', headers }
    const sent = request(options, async (response) => {
      resolve(JSON.parse(Buffer.concat(await response.toArray()).toString()))
    })
    sent.once('error', reject).end(body)
  })
}
