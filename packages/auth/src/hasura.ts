import { AuthError } from './core/auth-error.ts'
import { type IssuerOption, issuerOf } from './core/options.ts'
import type { User } from './core/user.ts'

/** The claim that Hasura reads unless it is told another. */
export const HASURA_NAMESPACE = 'https://hasura.io/jwt/claims'

/** What Hasura should know of a user. */
export interface HasuraClaims {
  userId: string
  defaultRole: string
  allowedRoles: readonly string[]
  /** Other session variables, by their names without `x-hasura-`; lists become literals of PostgreSQL arrays. */
  variables?: Readonly<Record<string, string | readonly string[]>> | undefined
}

/**
 * The value of the claim `https://hasura.io/jwt/claims` for a pre-token-generation function, as JSON text, because the
 * first version of that trigger takes only text. Throws TypeError if the default role is not among the allowed ones.
 * @see https://hasura.io/docs/2.0/auth/authentication/jwt/
 */
export function hasuraClaims({ userId, defaultRole, allowedRoles, variables = {} }: HasuraClaims): string {
  if (!allowedRoles.includes(defaultRole)) throw new TypeError('defaultRole must be one of allowedRoles')
  const others = Object.entries(variables).map(([name, value]) => [
    `x-hasura-${name}`,
    typeof value === 'string' ? value : arrayLiteral(value),
  ])
  return JSON.stringify({
    ...Object.fromEntries(others),
    'x-hasura-user-id': userId,
    'x-hasura-default-role': defaultRole,
    'x-hasura-allowed-roles': allowedRoles,
  })
}

/** The claims of a verified user, whether they are JSON text or an object. Throws AuthError `malformed` without them. */
export function readHasuraClaims({ claims }: Pick<User, 'claims'>, namespace = HASURA_NAMESPACE) {
  const found = readObject(claims[namespace])
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(found)) {
    const [, variable] = /^x-hasura-(.+)$/.exec(name.toLowerCase()) ?? []
    if (variable !== undefined && typeof value === 'string') variables[variable] = value
  }
  const { 'user-id': userId, 'default-role': defaultRole, ...others } = variables
  const allowedRoles = found['x-hasura-allowed-roles']
  if (defaultRole === undefined || !Array.isArray(allowedRoles)) throw unreadable()
  const roles = allowedRoles.filter((role) => typeof role === 'string')
  return { userId, defaultRole, allowedRoles: roles, variables: others }
}

/** The value of HASURA_GRAPHQL_JWT_SECRET for ID tokens of this client. Throws TypeError. */
export function hasuraJwtSecret({
  clientId,
  jwksUrl,
  ...pool
}: IssuerOption & { clientId: string; jwksUrl?: string }): string {
  const issuer = issuerOf(pool)
  if (typeof clientId !== 'string' || clientId === '') throw new TypeError('clientId must be set')
  return JSON.stringify({
    jwk_url: jwksUrl ?? `${issuer}/.well-known/jwks.json`,
    issuer,
    audience: clientId,
    claims_format: 'stringified_json',
  })
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
}

function readObject(value: unknown): Record<string, unknown> {
  let found = value
  try {
    if (typeof value === 'string') found = JSON.parse(value)
  } catch (cause) {
    throw unreadable(cause)
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw unreadable()
  return found as Record<string, unknown>
}

function unreadable(cause?: unknown): AuthError {
  return new AuthError('malformed', 'The token has no readable claims for Hasura', { cause })
}
