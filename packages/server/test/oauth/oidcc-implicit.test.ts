import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharedModules } from '../support/openid-modules.ts'
import { type Plan, startPlan } from '../support/openid-plan.ts'
import { databases } from '../support/server.ts'

/**
 * The modules of `oidcc-implicit-certification-test-plan`. Cognito has neither of its response types; `token` with the scope
 * `openid` gives what `id_token token` should, so that the modules are asked with that.
 */
describe.each(databases)('the Implicit plan of the OpenID Foundation on %s', (kind) => {
  let plan: Plan
  beforeAll(async () => {
    plan = await startPlan(kind, 'implicit')
  })
  afterAll(() => plan.server.stop())

  sharedModules(() => plan)

  it.each(['id_token', 'id_token token', 'token id_token'])('refuses response_type %s', async (type) => {
    const callback = await plan.agent().visit(`/oauth2/authorize?${plan.request({ response_type: type })}`)
    expect(Object.fromEntries(callback.searchParams)).toEqual({
      error: 'invalid_request',
      error_description: 'invalid_response_type',
      state: 'a state',
    })
  })

  it('gives the tokens in the fragment, and no refresh token', async () => {
    const answer = await plan.authorize()
    expect([...answer.keys()].sort()).toEqual([
      'access_token',
      'expires_in',
      'id_token',
      'state',
      'token_type',
    ])
  })

  // Cognito: `nonce` is optional in the implicit flow too.
  it('oidcc-ensure-request-without-nonce-fails', async () => {
    const { claims } = await plan.signIn({ nonce: undefined })
    expect(claims).not.toHaveProperty('nonce')
  })
})
