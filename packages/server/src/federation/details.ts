import type { IdentityProviderType } from '../storage/identity-providers.ts'
import type { Provider } from './provider.ts'
import { failure } from './requests.ts'

type Details = Readonly<Record<string, string | undefined>>

const GOOGLE = 'https://accounts.google.com'
const APPLE = 'https://appleid.apple.com'

/** The version that Cognito's documentation names. */
const FACEBOOK_VERSION = 'v17.0'

/** What Cognito fills in, by type: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
const defaults: Record<IdentityProviderType, (details: Details) => Details> = {
  Google: ({ oidc_issuer = GOOGLE }) => ({
    attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
    attributes_url_add_attributes: 'true',
    oidc_issuer,
    ...(oidc_issuer === GOOGLE && {
      authorize_url: `${GOOGLE}/o/oauth2/v2/auth`,
      token_url: 'https://www.googleapis.com/oauth2/v4/token',
    }),
  }),
  Facebook: ({ api_version = FACEBOOK_VERSION }) => ({
    attributes_url: `https://graph.facebook.com/${api_version}/me?fields=`,
    attributes_url_add_attributes: 'true',
    authorize_url: `https://www.facebook.com/${api_version}/dialog/oauth`,
    token_request_method: 'GET',
    token_url: `https://graph.facebook.com/${api_version}/oauth/access_token`,
  }),
  LoginWithAmazon: () => ({
    attributes_url: 'https://api.amazon.com/user/profile',
    attributes_url_add_attributes: 'false',
    authorize_url: 'https://www.amazon.com/ap/oa',
    token_request_method: 'POST',
    token_url: 'https://api.amazon.com/auth/o2/token',
  }),
  SignInWithApple: ({ oidc_issuer = APPLE }) => ({
    oidc_issuer,
    ...(oidc_issuer === APPLE && {
      authorize_url: `${APPLE}/auth/authorize`,
      token_url: `${APPLE}/auth/token`,
    }),
  }),
  OIDC: () => ({ attributes_request_method: 'GET', authorize_scopes: 'openid' }),
  SAML: () => ({}),
}

/**
 * The details of the provider, and where they are silent the ones that Cognito fills in. Where Google or Apple have another
 * issuer than their own, its discovery document tells the addresses.
 */
export function detailsOf({ type, details }: Provider): Details {
  return { ...defaults[type](details), ...details }
}

/** A detail that the provider cannot do without. Throws FederationError. */
export function requireDetail(details: Details, name: string): string {
  const value = details[name]
  if (!value) throw failure(`The identity provider has no ${name}.`)
  return value
}

/** `authorize_scopes` one by one; Facebook's are separated by commas. */
export function scopesOf({ authorize_scopes = '' }: Details): string[] {
  return authorize_scopes.split(/[\s,]+/).filter((scope) => scope !== '')
}
