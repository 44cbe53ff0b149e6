import { describe, expect, it } from 'vitest'
import { providerOf } from '../../test/support/federation.ts'
import { detailsOf, scopesOf } from './details.ts'
import type { Provider } from './provider.ts'

describe('details that are not given', () => {
  it.each<[Provider['type'], Record<string, string>, Record<string, string>]>([
    [
      'Google',
      {},
      {
        attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
        oidc_issuer: 'https://accounts.google.com',
        token_url: 'https://www.googleapis.com/oauth2/v4/token',
      },
    ],
    [
      'Facebook',
      { api_version: 'v23.0' },
      {
        attributes_url: 'https://graph.facebook.com/v23.0/me?fields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://www.facebook.com/v23.0/dialog/oauth',
        token_request_method: 'GET',
        token_url: 'https://graph.facebook.com/v23.0/oauth/access_token',
      },
    ],
    [
      'LoginWithAmazon',
      {},
      {
        attributes_url: 'https://api.amazon.com/user/profile',
        attributes_url_add_attributes: 'false',
        authorize_url: 'https://www.amazon.com/ap/oa',
        token_request_method: 'POST',
        token_url: 'https://api.amazon.com/auth/o2/token',
      },
    ],
    [
      'SignInWithApple',
      {},
      {
        authorize_url: 'https://appleid.apple.com/auth/authorize',
        oidc_issuer: 'https://appleid.apple.com',
        token_url: 'https://appleid.apple.com/auth/token',
      },
    ],
    ['OIDC', {}, { attributes_request_method: 'GET', authorize_scopes: 'openid' }],
    ['SAML', {}, {}],
  ])('are what Cognito fills in for %s', (type, given, expected) => {
    expect(detailsOf(providerOf(type, given))).toEqual({ ...given, ...expected })
  })

  it.each(['Google', 'SignInWithApple'] as const)(
    'are discovered for another issuer than that of %s',
    (type) => {
      const { authorize_url, token_url } = detailsOf(
        providerOf(type, { oidc_issuer: 'https://provider.example' }),
      )
      expect([authorize_url, token_url]).toEqual([undefined, undefined])
    },
  )

  it('never stand for those that are given', () => {
    const given = { token_url: 'https://provider.example/token', token_request_method: 'POST' }
    expect(detailsOf(providerOf('Facebook', given))).toMatchObject(given)
  })
})

it.each([
  ['openid email', ['openid', 'email']],
  ['public_profile, email', ['public_profile', 'email']],
  [' a,b ', ['a', 'b']],
  ['', []],
])('reads the scopes %j', (authorize_scopes, expected) => {
  expect(scopesOf({ authorize_scopes })).toEqual(expected)
})
