import { AuthError } from './core/auth-error.ts'
import type { User } from './core/user.ts'
import type { Verifier } from './core/verifier.ts'
import { readBearer } from './http/bearer.ts'

/** What Cube calls the security context. */
export type SecurityContext = Record<string, unknown>

/** A request as Cube hands it to `checkAuth`. */
export interface CubeRequest {
  securityContext?: unknown
}

/**
 * The value of the claim for a pre-token-generation function of the first version, which takes only text. The second
 * version takes the object itself, the only form that Cube's own `CUBEJS_JWT_CLAIMS_NAMESPACE` can read.
 * @see https://cube.dev/docs/product/auth/context
 */
export function cubeClaims(context: SecurityContext): string {
  return JSON.stringify(context)
}

/**
 * The security context in this claim of a verified user, whether it is an object or JSON text. Throws AuthError
 * `malformed` without it: filters of Cube let a missing value see every row.
 */
export function readCubeClaims({ claims }: Pick<User, 'claims'>, namespace: string): SecurityContext {
  let found = claims[namespace]
  try {
    if (typeof found === 'string') found = JSON.parse(found)
  } catch (cause) {
    throw new AuthError('malformed', 'The claims for Cube are no JSON', { cause })
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new AuthError('malformed', `The token has no claims for Cube in ${namespace}`)
  }
  return found as SecurityContext
}

/** `checkAuth` and `checkSqlAuth` for cube.js; both throw AuthError, which Cube answers as 403 or as a failed login. */
export function cubeAuth({ verifier, namespace }: { verifier: Verifier<object>; namespace: string }) {
  const contextOf = async (token: string) => readCubeClaims(await verifier.verify(token), namespace)
  return {
    /** For REST and GraphQL: the token comes with or without `Bearer`, as Cube's Playground sends it. */
    checkAuth: async (request: CubeRequest, authorization: string | undefined): Promise<void> => {
      request.securityContext = await contextOf(readToken(authorization))
    },
    /** For the SQL API: the token is the password, the name of the user does not count. */
    checkSqlAuth: async (
      _request: unknown,
      _username: string | null,
      password?: string | null,
    ): Promise<{ password: string; securityContext: SecurityContext }> => {
      const token = readToken(password ?? undefined)
      return { password: token, securityContext: await contextOf(token) }
    },
  }
}

function readToken(value: string | undefined): string {
  return value?.includes(' ') ? readBearer(value) : readBearer(value && `Bearer ${value}`)
}
