import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addClient,
  basic,
  createOAuthPool,
  get,
  postForm,
  refreshTokens,
  signInByCode,
} from '../../test/support/oauth.ts'
import { createUser, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

describe.each(databases)('the revocation endpoint on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  const revoke = (parameters: Record<string, string | undefined>, headers: Record<string, string> = {}) =>
    postForm(server, '/oauth2/revoke', parameters, headers)

  it('ends one sign-in, and answers nothing', async () => {
    const one = await signInByCode(server, pool, 'ada')
    const other = await signInByCode(server, pool, 'ada')
    const { status, headers, body } = await revoke({ token: one.refresh_token, client_id: pool.clientId })
    expect(status).toBe(200)
    expect(body).toBeUndefined()
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect((await refreshTokens(server, pool, one.refresh_token)).body).toEqual({ error: 'invalid_grant' })
    await expect(server.call('GetUser', { AccessToken: one.access_token })).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    })
    expect((await refreshTokens(server, pool, other.refresh_token)).status).toBe(200)
  })

  it('takes unknown and revoked tokens for ended', async () => {
    const { refresh_token } = await signInByCode(server, pool, 'ada')
    for (const token of [refresh_token, refresh_token, 'nonsense'])
      expect((await revoke({ token, client_id: pool.clientId })).status).toBe(200)
  })

  it('refuses access and ID tokens', async () => {
    const { access_token, id_token } = await signInByCode(server, pool, 'ada')
    for (const token of [access_token, id_token]) {
      const { status, body } = await revoke({ token, client_id: pool.clientId })
      expect(status).toBe(400)
      expect(body.error).toBe('unsupported_token_type')
    }
  })

  it('refuses a client without revocation, and the lack of a token', async () => {
    const client = await addClient(server, pool, { EnableTokenRevocation: false })
    const off = await revoke({ token: 'x', client_id: client.ClientId })
    expect([off.status, off.body.error]).toEqual([400, 'invalid_request'])
    const without = await revoke({ client_id: pool.clientId })
    expect([without.status, without.body.error]).toEqual([400, 'invalid_request'])
  })

  it('refuses the token of another client, and leaves it', async () => {
    const { refresh_token } = await signInByCode(server, pool, 'ada')
    const other = await addClient(server, pool)
    const { status, body } = await revoke({ token: refresh_token, client_id: other.ClientId })
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
    expect((await refreshTokens(server, pool, refresh_token)).status).toBe(200)
  })

  it('asks a client with a secret for it, with 401', async () => {
    const client = await addClient(server, pool, { GenerateSecret: true })
    const right = basic(client.ClientId, client.ClientSecret)
    expect((await revoke({ token: 'x' }, right)).status).toBe(200)
    const wrong = await revoke({ token: 'x' }, basic(client.ClientId, 'wrong'))
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client'])
    const none = await revoke({ token: 'x', client_id: client.ClientId })
    expect([none.status, none.body.error]).toEqual([401, 'invalid_client'])
  })

  it('answers other methods with 405', async () => {
    expect((await get(server, '/oauth2/revoke')).status).toBe(405)
  })
})
