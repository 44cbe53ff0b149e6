import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basic, get, postForm, proofKey } from '../support/oauth.ts'
import { sharedModules } from '../support/openid-modules.ts'
import { type Plan, startPlan } from '../support/openid-plan.ts'
import { databases } from '../support/server.ts'

/** The modules of `oidcc-basic-certification-test-plan`, with `client_secret_basic` unless they say otherwise. */
describe.each(databases)('the Basic plan of the OpenID Foundation on %s', (kind) => {
  let plan: Plan
  beforeAll(async () => {
    plan = await startPlan(kind, 'code')
  })
  afterAll(() => plan.server.stop())

  sharedModules(() => plan)

  // Does not apply: the discovery document does not list `none`, which nobody has to support.
  it('oidcc-idtoken-unsigned', async () => {
    const { text } = await get(plan.server, `/${plan.pool.userPoolId}/.well-known/openid-configuration`)
    expect(JSON.parse(text).id_token_signing_alg_values_supported).toEqual(['RS256'])
  })

  it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { claims } = await plan.signIn({ nonce: undefined })
    expect(claims).not.toHaveProperty('nonce')
  })

  it('oidcc-codereuse', async () => {
    const code = (await plan.authorize()).get('code') ?? ''
    expect((await plan.exchange(code)).status).toBe(200)
    const { status, headers, body } = await plan.exchange(code)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(body).toEqual({ error: 'invalid_grant' })
  })

  it('oidcc-codereuse-30seconds', async () => {
    const code = (await plan.authorize()).get('code') ?? ''
    const { body } = await plan.exchange(code)
    plan.server.advance(30)
    expect((await plan.exchange(code)).body).toEqual({ error: 'invalid_grant' })
    const authorization = `Bearer ${body.access_token}`
    expect((await get(plan.server, '/oauth2/userInfo', { authorization })).status).toBe(401)
    expect((await plan.refresh(body.refresh_token)).body).toEqual({ error: 'invalid_grant' })
  })

  it('oidcc-ensure-post-request-succeeds', async () => {
    const agent = plan.agent()
    const form = Object.fromEntries(plan.request())
    const { location = '' } = await agent.browser.post('/oauth2/authorize', form)
    const { searchParams } = await agent.visit(location)
    expect(agent.wasAsked()).toBe(true)
    await plan.toSession(searchParams, 'a nonce')
    const silent = await agent.browser.post('/oauth2/authorize', { ...form, prompt: 'none' })
    expect((await agent.visit(silent.location ?? '')).searchParams.has('code')).toBe(true)
  })

  it('oidcc-server-client-secret-post', async () => {
    const code = (await plan.authorize()).get('code') ?? ''
    const { ClientId: client_id, ClientSecret: client_secret } = plan.client
    const redirect_uri = plan.request().get('redirect_uri') ?? ''
    const form = { grant_type: 'authorization_code', code, redirect_uri, client_id, client_secret }
    const { status, body } = await postForm(plan.server, '/oauth2/token', form)
    expect(status).toBe(200)
    expect(Object.keys(body)).toContain('id_token')
  })

  it('oidcc-refresh-token', async () => {
    const { tokens, claims } = await plan.signIn()
    const refreshToken = tokens['refresh_token'] ?? ''
    expect(refreshToken).toMatch(/^[\x20-\x7e]+$/)
    plan.server.advance(2)
    const { body } = await plan.refresh(refreshToken)
    const payload = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url').toString())
    const { iss, sub, aud, auth_time } = claims
    expect(payload).toMatchObject({ iss, sub, aud, auth_time })
    expect(payload.iat).toBeGreaterThan(Number(claims.iat))
    expect((await plan.refresh(refreshToken, plan.second)).body).toEqual({ error: 'invalid_grant' })
    const { ClientId, ClientSecret } = plan.second
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: plan.client.ClientId }
    const mixed = await postForm(plan.server, '/oauth2/token', form, basic(ClientId, ClientSecret))
    expect(mixed.body.error).toBe('invalid_request')
  })

  it('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
    const { verifier, challenge } = proofKey()
    const asked = { code_challenge: challenge, code_challenge_method: 'S256' }
    await plan.toSession(await plan.authorize(asked), 'a nonce', { code_verifier: verifier })
  })
})
