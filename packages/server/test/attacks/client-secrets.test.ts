import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addClient, askTokens, basic, createOAuthPool } from '../support/oauth.ts'
import type { Pool } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'
import { measuredAgain, undisturbed } from '../support/timing.ts'

/** Letters that forms, Basic and addresses read in their own ways. */
const SECRET = `a+b%2Bc:d/e?f=g&h~i-j_k.l%zz${'x'.repeat(8)}`

describe.each(databases)('a client secret at the token endpoint, on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let client: Answer

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    client = await addClient(server, pool, { GenerateSecret: true })
  })
  afterAll(() => server.stop())

  const grant = { grant_type: 'refresh_token', refresh_token: 'nonsense' }
  const RIGHT = { status: 400, body: { error: 'invalid_grant' } }
  const WRONG = { status: 400, body: { error: 'invalid_client' } }
  const byBasic = (id: string, secret: string) => askTokens(server, grant, basic(id, secret))
  const byForm = (client_id: string, client_secret: string | undefined) =>
    askTokens(server, { ...grant, client_id, client_secret })

  /** Stores a secret that the API would not take, as an import may bring. */
  async function clientWith(secret: string): Promise<string> {
    const { insertSecret } = await import('../../src/core/client-secrets.ts')
    const { ClientId } = await addClient(server, pool, { GenerateSecret: true })
    await insertSecret(server.services, { clientId: ClientId, id: `${ClientId}--1`, value: secret })
    return ClientId
  }

  it('is taken by Basic and by the form', async () => {
    expect(await byBasic(client.ClientId, client.ClientSecret)).toMatchObject(RIGHT)
    expect(await byForm(client.ClientId, client.ClientSecret)).toMatchObject(RIGHT)
  })

  it('is taken with any letters, encoded as RFC 6749 says and as it is', async () => {
    const id = await clientWith(SECRET)
    expect(await byBasic(id, SECRET)).toMatchObject(RIGHT)
    const plus = await clientWith('a+b c%41:d/e')
    for (const secret of ['a+b c%41:d/e', new URLSearchParams({ '': 'a+b c%41:d/e' }).toString().slice(1)])
      expect(await byBasic(plus, secret)).toMatchObject(RIGHT)
    expect(await byForm(id, SECRET)).toMatchObject(RIGHT)
    expect(await byForm(plus, 'a b c%41:d/e')).toMatchObject(WRONG)
  })

  it.each([
    ['left out', () => byForm(client.ClientId, undefined)],
    ['empty', () => byForm(client.ClientId, '')],
    ['empty in Basic', () => byBasic(client.ClientId, '')],
    ['wrong', () => byForm(client.ClientId, 'x'.repeat(51))],
    ['too short', () => byBasic(client.ClientId, client.ClientSecret.slice(0, -1))],
    ['too long', () => byBasic(client.ClientId, `${client.ClientSecret}x`)],
    ['in another case', () => byForm(client.ClientId, client.ClientSecret.toUpperCase())],
    ['followed by a NUL', () => byForm(client.ClientId, `${client.ClientSecret}\u0000`)],
    ['the id', () => byForm(client.ClientId, client.ClientId)],
    [
      'that of another client',
      async () =>
        byForm(client.ClientId, (await addClient(server, pool, { GenerateSecret: true })).ClientSecret),
    ],
  ])('cannot be %s', async (_what, send) => {
    expect(await send()).toMatchObject(WRONG)
  })

  it.each([
    ['no Base64', 'Basic ?????'],
    ['no colon', `Basic ${Buffer.from('abc').toString('base64')}`],
    ['nothing', 'Basic'],
    ['no id', `Basic ${Buffer.from(':secret').toString('base64')}`],
    ['another scheme', 'Bearer abc'],
  ])('is not read from a header with %s', async (_what, authorization) => {
    expect(
      await askTokens(server, { ...grant, client_id: client.ClientId }, { authorization }),
    ).toMatchObject(WRONG)
  })

  it('cannot be given for one client in the header and another in the form', async () => {
    const headers = basic(client.ClientId, client.ClientSecret)
    const asked = (parameters: Record<string, string>) =>
      askTokens(server, { ...grant, ...parameters }, headers)
    expect(await asked({ client_id: client.ClientId })).toMatchObject(RIGHT)
    expect((await asked({ client_id: pool.clientId })).body.error).toBe('invalid_request')
    expect((await asked({ client_secret: 'wrong' })).body.error).toBe('invalid_request')
  })

  it('may be either of two, and none that was taken away', async () => {
    const key = { UserPoolId: pool.userPoolId, ClientId: client.ClientId }
    const { ClientSecretDescriptor } = await server.call('AddUserPoolClientSecret', key)
    const second = ClientSecretDescriptor.ClientSecretValue
    expect(await byBasic(client.ClientId, client.ClientSecret)).toMatchObject(RIGHT)
    expect(await byBasic(client.ClientId, second)).toMatchObject(RIGHT)
    const ClientSecretId = ClientSecretDescriptor.ClientSecretId
    await server.call('DeleteUserPoolClientSecret', { ...key, ClientSecretId })
    expect(await byBasic(client.ClientId, second)).toMatchObject(WRONG)
  })

  it('is refused of a client that has none', async () => {
    expect(await byForm(pool.clientId, undefined)).toMatchObject(RIGHT)
    expect(await byForm(pool.clientId, 'x')).toMatchObject(WRONG)
    expect(await byBasic(pool.clientId, '')).toMatchObject(WRONG)
  })

  it('is compared in a time that does not tell how much of it is right', measuredAgain, async () => {
    const rounds = 150
    const almost = `${client.ClientSecret.slice(0, -1)}!`
    const times: Record<string, number[]> = { almost: [], nothing: [] }
    for (let round = 0; round < rounds; round += 1)
      for (const [name, secret] of [
        ['almost', almost],
        ['nothing', '!'.repeat(51)],
      ] as const) {
        const started = performance.now()
        await byForm(client.ClientId, secret)
        times[name]?.push(performance.now() - started)
      }
    const ratio = undisturbed(times['almost']) / undisturbed(times['nothing'])
    expect(ratio).toBeGreaterThan(0.6)
    expect(ratio).toBeLessThan(1.6)
  })
})
