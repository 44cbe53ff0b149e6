import type { ClaimChanges, GroupClaims, TokenChanges } from '../triggers/pre-token-generation.ts'
import type { Claims } from './claims.ts'
import { parseScopes } from './scopes.ts'

/** Claims that no function may add, change or take away (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html). */
const fixedClaims = new Set([
  'acr',
  'amr',
  'at_hash',
  'auth_time',
  'azp',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
  'client_id',
  'device_key',
  'event_id',
  'identities',
])
/** Of the ID token, the claims that are no texts; a function gives them as they are, or not at all. */
const typedClaims = new Set(['phone_number_verified', 'email_verified', 'updated_at', 'address'])

/** The ID token's claims with what the pool's function changes; what it may not change is left as it is. */
export function customizeIdToken(claims: Claims, { id, groups }: TokenChanges): Claims {
  const mayAdd = (name: string, value: unknown): boolean =>
    name !== 'aud' && !(typedClaims.has(name) && typeof value === 'object')
  const mayTake = (name: string): boolean => name !== 'aud'
  return applied(groups ? withGroups(claims, groups) : claims, id, { mayAdd, mayTake })
}

/** The access token's claims with what the pool's function changes. An audience can only be the client itself. */
export function customizeAccessToken(claims: Claims, { access, groups }: TokenChanges): Claims {
  const own = new Set(['version', 'username', 'scope'])
  const mayAdd = (name: string, value: unknown): boolean =>
    !own.has(name) && (name !== 'aud' || value === claims['client_id'])
  const mayTake = (name: string): boolean => !own.has(name) && name !== 'aud'
  const changed = applied(groups ? withGroupNames(claims, groups) : claims, access, { mayAdd, mayTake })
  return { ...changed, scope: customizeScope(String(claims['scope']), access) }
}

/** RFC 6749, section 3.3. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/** Scopes of Cognito itself open its own operations and endpoints, so that a function cannot give them. */
function customizeScope(scope: string, { scopesToAdd, scopesToSuppress }: TokenChanges['access']): string {
  const added = scopesToAdd.filter((each) => scopeToken.test(each) && !/^aws\.cognito\b/i.test(each))
  const scopes = new Set([...parseScopes(scope), ...added])
  for (const each of scopesToSuppress) scopes.delete(each)
  return [...scopes].join(' ')
}

interface Permissions {
  mayAdd(name: string, value: unknown): boolean
  mayTake(name: string): boolean
}

/** Taking away wins over adding. */
function applied(claims: Claims, { add, suppress }: ClaimChanges, { mayAdd, mayTake }: Permissions): Claims {
  const added = Object.entries(add).filter(
    ([name, value]) => isOpen(name) && !name.startsWith('dev:') && mayAdd(name, value),
  )
  const taken = new Set(suppress.filter((name) => isOpen(name) && mayTake(name)))
  const all = { ...claims, ...Object.fromEntries(added) }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !taken.has(name)))
}

function isOpen(name: string): boolean {
  return !fixedClaims.has(name) && !name.startsWith('cognito:')
}

function withGroups(claims: Claims, groups: GroupClaims): Claims {
  const { 'cognito:roles': _roles, 'cognito:preferred_role': _preferred, ...others } = claims
  return {
    ...withGroupNames(others, groups),
    ...(groups.roles.length > 0 && { 'cognito:roles': groups.roles }),
    ...(groups.preferredRole && { 'cognito:preferred_role': groups.preferredRole }),
  }
}

function withGroupNames(claims: Claims, { groups }: GroupClaims): Claims {
  const { 'cognito:groups': _groups, ...others } = claims
  return groups.length > 0 ? { ...others, 'cognito:groups': groups } : others
}
