import { decodeProtectedHeader, UnsecuredJWT } from 'jose'
import { expect, it } from 'vitest'
import { CALLBACK, get, postForm } from './oauth.ts'
import { attributes, type Plan } from './openid-plan.ts'

const { profile, email, phone } = attributes
const everything = { ...profile, ...email, ...phone }
/** The claims of the ID token that are no text there. */
const typed = {
  email_verified: true,
  phone_number_verified: true,
  updated_at: Number(profile.updated_at),
  address: { formatted: profile.address },
}

/**
 * The modules that the Basic and the Implicit plan of the OpenID Foundation's conformance suite share, under their names.
 * Where Cognito does otherwise than a module wants, the test asserts what Cognito does, and a comment before it says so.
 */
export function sharedModules(plan: () => Plan): void {
  // Cognito: with the warning that the ID token tells the name, which userInfo alone should.
  it('oidcc-server', async () => {
    const session = await plan().signIn()
    expect(await plan().userInfo(session)).toMatchObject({ sub: session.claims.sub })
  })

  it('oidcc-response-type-missing', async () => {
    const { request, agent } = plan()
    const callback = await agent().visit(`/oauth2/authorize?${request({ response_type: undefined })}`)
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      error: 'invalid_request',
      state: 'a state',
    })
  })

  it('oidcc-idtoken-signature', async () => {
    const { tokens } = await plan().signIn()
    expect(decodeProtectedHeader(tokens['id_token'] ?? '')).toEqual({
      alg: 'RS256',
      kid: expect.any(String),
    })
  })

  // Cognito: all values of userInfo are text, also what should be a boolean, a number or an object; `openid` alone tells all.
  it('oidcc-userinfo-get', async () => {
    const session = await plan().signIn()
    const { sub } = session.claims
    expect(await plan().userInfo(session)).toEqual({ sub, username: 'ada', ...everything })
  })

  // Cognito: as `oidcc-userinfo-get`.
  it('oidcc-userinfo-post-header', async () => {
    const { tokens, claims } = await plan().signIn()
    const authorization = `Bearer ${tokens['access_token']}`
    const { status, text } = await get(plan().server, '/oauth2/userInfo', { authorization }, 'POST')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual({ sub: claims.sub, username: 'ada', ...everything })
  })

  // Cognito: as `oidcc-userinfo-get`.
  it('oidcc-userinfo-post-body', async () => {
    const { tokens, claims } = await plan().signIn()
    const form = { access_token: tokens['access_token'] }
    const { status, body } = await postForm(plan().server, '/oauth2/userInfo', form)
    expect(status).toBe(200)
    expect(body).toEqual({ sub: claims.sub, username: 'ada', ...everything })
  })

  // Cognito: `updated_at` is text in userInfo, `address` is of this scope and text, and the ID token has the claims too.
  it('oidcc-scope-profile', async () => {
    const session = await plan().signIn({ scope: 'openid profile' })
    const { updated_at, address } = typed
    expect(session.claims).toMatchObject({ ...profile, updated_at, address })
    expect(session.claims).not.toHaveProperty('email')
    const { sub } = session.claims
    expect(await plan().userInfo(session)).toEqual({ sub, username: 'ada', ...profile })
  })

  // Cognito: `email_verified` is text in userInfo, and the ID token has the claims too.
  it('oidcc-scope-email', async () => {
    const session = await plan().signIn({ scope: 'openid email' })
    expect(session.claims).toMatchObject({ email: email.email, email_verified: true })
    const { sub } = session.claims
    expect(await plan().userInfo(session)).toEqual({ sub, username: 'ada', ...email })
  })

  // Does not apply: the discovery document does not list the scope `address`, and no client can have it.
  it('oidcc-scope-address', async () => {
    const { authorize, server, pool } = plan()
    expect((await authorize({ scope: 'openid address' })).get('error_description')).toBe('invalid_scope')
    const discovery = await get(server, `/${pool.userPoolId}/.well-known/openid-configuration`)
    expect(JSON.parse(discovery.text).scopes_supported).not.toContain('address')
  })

  // Cognito: `phone_number_verified` is text in userInfo, and the ID token has the claims too.
  it('oidcc-scope-phone', async () => {
    const session = await plan().signIn({ scope: 'openid phone' })
    const { phone_number } = phone
    expect(session.claims).toMatchObject({ phone_number, phone_number_verified: true })
    const { sub } = session.claims
    expect(await plan().userInfo(session)).toEqual({ sub, username: 'ada', ...phone })
  })

  // Does not apply: one of the scopes is `address`. With the others the user has all claims.
  it('oidcc-scope-all', async () => {
    const session = await plan().signIn({ scope: 'openid profile email phone' })
    expect(session.claims).toMatchObject({ ...everything, ...typed })
    expect(await plan().userInfo(session)).toMatchObject(everything)
  })

  it('oidcc-ensure-other-scope-order-succeeds', async () => {
    const { claims } = await plan().signIn({ scope: 'email openid' })
    expect(claims).toMatchObject({ email: email.email })
  })

  it('oidcc-display-page', async () => expectShown({ display: 'page' }))

  it('oidcc-display-popup', async () => expectShown({ display: 'popup' }))

  it('oidcc-prompt-login', async () => {
    const agent = plan().agent()
    const first = await plan().signIn({}, agent)
    plan().server.advance(2)
    const second = await plan().signIn({ prompt: 'login' }, agent)
    expect(agent.wasAsked()).toBe(true)
    expect(second.claims.sub).toBe(first.claims.sub)
    expect(second.claims['auth_time']).toBeGreaterThan(Number(first.claims['auth_time']))
  })

  it('oidcc-prompt-none-not-logged-in', async () => {
    const answer = await plan().authorize({ prompt: 'none' })
    expect(Object.fromEntries(answer)).toEqual({ error: 'login_required', state: 'a state' })
  })

  it('oidcc-prompt-none-logged-in', async () => expectSilent({ prompt: 'none' }))

  it('oidcc-max-age-1', async () => {
    const agent = plan().agent()
    const first = await plan().signIn({}, agent)
    plan().server.advance(2)
    const second = await plan().signIn({ max_age: '1' }, agent)
    expect(agent.wasAsked()).toBe(true)
    expect(second.claims['auth_time']).toBeGreaterThan(Number(first.claims['auth_time']))
  })

  it('oidcc-max-age-10000', async () => expectSilent({ max_age: '10000' }))

  it('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
    await plan().signIn({ extra: 'foobar' })
  })

  it('oidcc-id-token-hint', async () => {
    const agent = plan().agent()
    const { tokens } = await plan().signIn({}, agent)
    await plan().signIn({ prompt: 'none', id_token_hint: tokens['id_token'] }, agent)
    expect(agent.wasAsked()).toBe(false)
  })

  it('oidcc-login-hint', async () => {
    const parameters = { login_hint: 'buffy@example.com' }
    await plan().signIn(parameters)
    const { html } = await signInPage(parameters)
    expect(html).toContain('value="buffy@example.com"')
  })

  it('oidcc-ui-locales', async () => {
    await plan().signIn({ ui_locales: 'se' })
    const { html } = await signInPage({ ui_locales: 'se de-AT en' })
    expect(html).toContain('<html lang="de"')
  })

  it('oidcc-claims-locales', async () => {
    await plan().signIn({ claims_locales: 'se' })
  })

  // Cognito: with the warning that the ID token has no `acr`, as the pool names no levels.
  it('oidcc-ensure-request-with-acr-values-succeeds', async () => {
    const { claims } = await plan().signIn({ acr_values: '1 2' })
    expect(claims).not.toHaveProperty('acr')
  })

  it('oidcc-ensure-registered-redirect-uri', async () => {
    const { browser } = plan().agent()
    const asked = plan().request({ redirect_uri: `${CALLBACK}/not-registered` })
    const { location = '' } = await browser.get(`/oauth2/authorize?${asked}`)
    expect(location).toMatch(/^\/error\?error=redirect_mismatch&/)
    const { status, html } = await browser.get(location)
    expect(status).toBe(400)
    expect(html).toContain('not registered')
  })

  it('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported', async () => {
    const answer = await plan().authorize({ request_uri: 'https://app.example.com/request.jwt' })
    expect(answer.get('error')).toBe('request_uri_not_supported')
  })

  it('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
    const answer = await plan().authorize({ request: requestObject() })
    expect(answer.get('error')).toBe('request_not_supported')
  })

  // Does not apply: there are no request objects, so that only the redirect URI in the query counts, which is wrong.
  it('oidcc-ensure-request-object-with-redirect-uri', async () => {
    const asked = plan().request({ redirect_uri: `${CALLBACK}/not-registered`, request: requestObject() })
    const { location } = await plan().agent().browser.get(`/oauth2/authorize?${asked}`)
    expect(location).toMatch(/^\/error\?error=redirect_mismatch&/)
  })

  // Cognito: with the warning that the ID token tells the name too. The parameter `claims` is unknown; `openid` alone tells all.
  it('oidcc-claims-essential', async () => {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } })
    const session = await plan().signIn({ claims })
    expect((await plan().userInfo(session)).name).toBe(profile.name)
    expect(session.claims['name']).toBe(profile.name)
  })

  function signInPage(parameters: Record<string, string>) {
    return plan()
      .agent()
      .browser.get(`/login?${plan().request(parameters)}`)
  }

  function requestObject(): string {
    return new UnsecuredJWT(Object.fromEntries(plan().request())).encode()
  }

  async function expectShown(parameters: Record<string, string>): Promise<void> {
    const agent = plan().agent()
    await plan().signIn(parameters, agent)
    expect(agent.wasAsked()).toBe(true)
  }

  /** A second request of a browser that is signed in, to which the answer comes without a page. */
  async function expectSilent(parameters: Record<string, string>): Promise<void> {
    const agent = plan().agent()
    const first = await plan().signIn({}, agent)
    plan().server.advance(2)
    const second = await plan().signIn(parameters, agent)
    expect(agent.wasAsked()).toBe(false)
    const { sub, auth_time } = first.claims
    expect(second.claims).toMatchObject({ sub, auth_time })
  }
}
