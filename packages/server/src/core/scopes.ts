import type { Attributes } from '../storage/users.ts'

const emailClaims = ['email', 'email_verified']
const phoneClaims = ['phone_number', 'phone_number_verified']
/** Not of a scope: they say who the user is elsewhere, and come with every ID token. */
const identityClaims = ['identities']

/** The scopes of a space-separated list (RFC 6749, section 3.3), each once. */
export function parseScopes(scope: string): string[] {
  return [...new Set(scope.split(' ').filter((each) => each !== ''))]
}

/** Whether the scopes ask for an ID token (OpenID Connect Core 1.0, section 3.1.2.1). */
export function grantsIdToken(scope: string): boolean {
  return parseScopes(scope).includes('openid')
}

/**
 * The attributes that the scopes let an application see: those of `email`, `phone` and `profile` (everything else, custom
 * attributes too); with none of the three but `openid`, all of them.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 *
 * Deviation: where the client may read one attribute of a scope and not the other, it gets the one; AWS documents that the
 * exchange of the code then fails, and published guides rely on it working.
 */
export function permitted(attributes: Attributes, scope: string): Attributes {
  const scopes = new Set(parseScopes(scope))
  const narrowed = ['email', 'phone', 'profile'].some((each) => scopes.has(each))
  if (!narrowed) return attributes
  const isPermitted = (name: string): boolean => {
    if (identityClaims.includes(name)) return true
    if (emailClaims.includes(name)) return scopes.has('email')
    if (phoneClaims.includes(name)) return scopes.has('phone')
    return scopes.has('profile')
  }
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isPermitted(name)))
}
