import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorize, codeFor, createOAuthPool, exchange, proofKey } from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const refusal = { status: 400, body: { error: 'invalid_grant' } }

describe.each(databases)('the proof key of a code, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  const codeWith = (code_challenge: string) =>
    codeFor(server, pool, 'ada', { code_challenge, code_challenge_method: 'S256' })

  it('is taken', async () => {
    const { verifier, challenge } = proofKey()
    const { status } = await exchange(server, pool, await codeWith(challenge), { code_verifier: verifier })
    expect(status).toBe(200)
  })

  it.each([
    ['left out', undefined],
    ['empty', ''],
    ['another one', proofKey().verifier],
    ['too short', 'a'.repeat(42)],
    ['too long', 'a'.repeat(129)],
    ['of other letters', 'ü'.repeat(43)],
  ])('cannot be %s, and the try uses the code up', async (_what, code_verifier) => {
    const { verifier, challenge } = proofKey()
    const code = await codeWith(challenge)
    expect(await exchange(server, pool, code, { code_verifier })).toMatchObject(refusal)
    expect(await exchange(server, pool, code, { code_verifier: verifier })).toMatchObject(refusal)
  })

  it('cannot be its challenge, as with the method plain', async () => {
    const { challenge } = proofKey()
    expect(
      await exchange(server, pool, await codeWith(challenge), { code_verifier: challenge }),
    ).toMatchObject(refusal)
  })

  it.each([proofKey().verifier, ''])(
    'cannot come with a code that was asked for without one: %j',
    async (code_verifier) => {
      const code = await codeFor(server, pool, 'ada')
      expect(await exchange(server, pool, code, { code_verifier })).toMatchObject(refusal)
    },
  )

  it('cannot come twice', async () => {
    const { verifier, challenge } = proofKey()
    const code = await codeWith(challenge)
    const form = new URLSearchParams({ grant_type: 'authorization_code', client_id: pool.clientId, code })
    form.append('code_verifier', proofKey().verifier)
    form.append('code_verifier', verifier)
    const response = await fetch(`${server.url}/oauth2/token`, { method: 'POST', body: form })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_request' })
  })

  it.each([
    ['the method plain', { code_challenge: proofKey().challenge, code_challenge_method: 'plain' }],
    ['no method, which means plain', { code_challenge: proofKey().challenge }],
    ['another case of the method', { code_challenge: proofKey().challenge, code_challenge_method: 's256' }],
    ['an empty method', { code_challenge: proofKey().challenge, code_challenge_method: '' }],
    ['a method without a challenge', { code_challenge_method: 'S256' }],
    ['an empty challenge', { code_challenge: '', code_challenge_method: 'S256' }],
    ['a short challenge', { code_challenge: 'a'.repeat(42), code_challenge_method: 'S256' }],
    ['a challenge with padding', { code_challenge: `${'a'.repeat(43)}=`, code_challenge_method: 'S256' }],
  ])('is not asked for with %s', async (_what, parameters) => {
    const { location } = await authorize(server, pool, parameters)
    expect(location?.searchParams.get('error')).toBe('invalid_request')
  })

  it('cannot be dropped by naming the challenge twice', async () => {
    const twice = new URLSearchParams({ response_type: 'code', client_id: pool.clientId })
    twice.append('redirect_uri', 'https://app.example.com/callback')
    twice.append('code_challenge_method', 'S256')
    twice.append('code_challenge', proofKey().challenge)
    twice.append('code_challenge', proofKey().challenge)
    const response = await fetch(`${server.url}/oauth2/authorize?${twice}`, { redirect: 'manual' })
    expect(response.headers.get('location')).toContain('error=invalid_request')
  })
})
