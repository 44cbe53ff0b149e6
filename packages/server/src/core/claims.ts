import { hash, randomUUID } from 'node:crypto'
import type { Group } from '../storage/groups.ts'
import type { Attributes } from '../storage/users.ts'
import type { GroupClaims } from '../triggers/pre-token-generation.ts'

/** What both tokens of one issue are made from. Times in epoch seconds. */
export interface TokenFacts {
  issuer: string
  clientId: string
  sub: string
  username: string
  groups: Group[]
  scope: string
  authTime: number
  issuedAt: number
  eventId: string
  /** Absent where the client has token revocation off: then no token carries `origin_jti` and `jti`. */
  originJti?: string
  /** The device that signed in, where the pool tracks devices. */
  deviceKey?: string
  /** The OAuth endpoints issue the tokens. */
  byOAuth?: true
  /** What the access token is for (RFC 8707). */
  resource?: string
  /** What the authorization request gave, for the ID token. */
  nonce?: string
  /** `at_hash` of the ID token. */
  accessTokenHash?: string
}

export type Claims = Record<string, unknown>

/** The access token's claims (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html). */
export function accessTokenClaims(facts: TokenFacts, lifetimeSeconds: number): Claims {
  return {
    sub: facts.sub,
    ...groupNames(facts.groups),
    iss: facts.issuer,
    client_id: facts.clientId,
    ...(facts.originJti && { origin_jti: facts.originJti }),
    ...(facts.deviceKey && { device_key: facts.deviceKey }),
    event_id: facts.eventId,
    token_use: 'access',
    scope: facts.scope,
    auth_time: facts.authTime,
    exp: facts.issuedAt + lifetimeSeconds,
    iat: facts.issuedAt,
    ...(facts.byOAuth && { version: 2 }),
    ...(facts.resource !== undefined && { aud: facts.resource }),
    ...(facts.originJti && { jti: randomUUID() }),
    username: facts.username,
  }
}

/** The ID token's claims (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html). */
export function idTokenClaims(facts: TokenFacts, attributes: Attributes, lifetimeSeconds: number): Claims {
  return {
    ...(facts.accessTokenHash && { at_hash: facts.accessTokenHash }),
    sub: facts.sub,
    ...groupNames(facts.groups),
    ...groupRoles(facts.groups),
    iss: facts.issuer,
    'cognito:username': facts.username,
    ...(facts.nonce !== undefined && { nonce: facts.nonce }),
    ...(facts.originJti && { origin_jti: facts.originJti }),
    aud: facts.clientId,
    event_id: facts.eventId,
    token_use: 'id',
    auth_time: facts.authTime,
    exp: facts.issuedAt + lifetimeSeconds,
    iat: facts.issuedAt,
    ...(facts.originJti && { jti: randomUUID() }),
    ...attributeClaims(attributes),
  }
}

/** `at_hash`: the left half of the access token's SHA-256 (OpenID Connect Core 1.0, section 3.1.3.6). */
export function hashOfAccessToken(accessToken: string): string {
  return hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url')
}

function groupNames(groups: Group[]): Claims {
  return groups.length > 0 ? { 'cognito:groups': groups.map((group) => group.name) } : {}
}

/** What the groups say in the tokens. */
export function groupClaims(groups: Group[]): GroupClaims {
  const { 'cognito:roles': roles = [], 'cognito:preferred_role': preferredRole } = groupRoles(groups)
  return {
    groups: groups.map((group) => group.name),
    roles: roles as string[],
    preferredRole: preferredRole as string | undefined,
  }
}

/** The roles of the groups; the preferred one is that of the group that wins, unless groups of equal rank disagree. */
function groupRoles(groups: Group[]): Claims {
  const roles = groups.flatMap((group) => (group.roleArn ? [group.roleArn] : []))
  if (roles.length === 0) return {}
  const best = groups.filter((group) => group.precedence === groups[0]?.precedence)
  const preferred = new Set(best.map((group) => group.roleArn))
  const [role] = preferred
  return {
    'cognito:roles': [...new Set(roles)],
    ...(preferred.size === 1 && role && { 'cognito:preferred_role': role }),
  }
}

function attributeClaims(attributes: Attributes): Claims {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, attributeClaim(name, value)]),
  )
}

/** Custom attributes are strings whatever their type; only these standard ones have another form. */
function attributeClaim(name: string, value: string): unknown {
  if (name === 'email_verified' || name === 'phone_number_verified') return value.toLowerCase() === 'true'
  if (name === 'updated_at') return Number(value)
  if (name === 'address') return { formatted: value }
  if (name === 'identities') return identityClaims(value)
  return value
}

/** The identities linked to the user; here every member is text, unlike in the attribute. */
function identityClaims(value: string): Claims[] {
  const identities = JSON.parse(value) as Claims[]
  return identities.map((identity) => ({
    ...identity,
    primary: String(identity.primary),
    dateCreated: String(identity.dateCreated),
  }))
}
