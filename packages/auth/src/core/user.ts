import type { Claims } from './token.ts'

/** Custom attributes by their names without `custom:`; Cognito makes all of them strings. */
export type CustomAttributes = Record<string, string>

/** Who a verified token speaks of. `Custom` types the custom attributes. */
export interface User<Custom extends object = CustomAttributes> {
  /** Never changes and is never given to anybody else. */
  sub: string
  /** Absent in the token of a program, which has no user. */
  username: string | undefined
  /** Only ID tokens have it. */
  email: string | undefined
  emailVerified: boolean
  groups: readonly string[]
  /** Only access tokens have them. */
  scopes: readonly string[]
  /** Only ID tokens have them. */
  custom: Partial<Custom>
  tokenUse: 'id' | 'access'
  clientId: string
  /** Epoch milliseconds. */
  expiresAt: number
  /** Everything that the token says. */
  claims: Claims
}

const CUSTOM = 'custom:'

/** The user of verified claims. */
export function toUser<Custom extends object>(claims: Claims): User<Custom> {
  const isIdToken = claims.token_use === 'id'
  return {
    sub: claims.sub,
    username: text(claims[isIdToken ? 'cognito:username' : 'username']),
    email: text(claims['email']),
    // A boolean in tokens; the string is what Cognito's other answers have, and what triggers copy from them.
    emailVerified: claims['email_verified'] === true || claims['email_verified'] === 'true',
    groups: texts(claims['cognito:groups']),
    scopes: text(claims['scope'])?.split(' ').filter(Boolean) ?? [],
    custom: customAttributes(claims) as Partial<Custom>,
    tokenUse: claims.token_use,
    clientId: clientIdOf(claims) ?? '',
    expiresAt: claims.exp * 1000,
    claims,
  }
}

/** The app client: access tokens of Cognito have no `aud`, ID tokens no `client_id`. */
export function clientIdOf(claims: Claims): string | undefined {
  return text(claims[claims.token_use === 'id' ? 'aud' : 'client_id'])
}

function customAttributes(claims: Claims): Record<string, unknown> {
  const custom: [string, unknown][] = []
  for (const name in claims)
    if (name.startsWith(CUSTOM)) custom.push([name.slice(CUSTOM.length), claims[name]])
  return Object.fromEntries(custom) // makes own properties, even of `__proto__`
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
