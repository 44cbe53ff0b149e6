import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RequirementInput } from './core/requirement.ts'
import type { CustomAttributes, User } from './core/user.ts'
import type { Verifier } from './core/verifier.ts'
import { type RefusalOptions, toRefusal } from './http/bearer.ts'
import { authenticateHeader, type Check, groupCheck, requireUser, scopeCheck } from './http/guard.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The user of the request's token; null on routes with `config: { auth: false }`. */
    auth: User | null
  }
  interface FastifyContextConfig {
    /** `false` opens the route to everybody. */
    auth?: boolean
  }
}

/** Runs before a route's handler. */
export type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/**
 * Plugin that lets only requests with a good token through, to all routes of the instance that are not opened by
 * `config: { auth: false }`, and keeps their user in `request.auth`.
 */
export async function auth(
  app: FastifyInstance,
  { verifier, ...options }: RefusalOptions & { verifier: Verifier<object> },
): Promise<void> {
  app.decorateRequest('auth', null)
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config?.auth === false) return undefined
    try {
      request.auth = (await authenticateHeader(verifier, request.headers.authorization)) as User
    } catch (error) {
      return answer(error, reply, options)
    }
    return undefined
  })
}

// https://fastify.dev/docs/latest/Reference/Plugins/#handle-the-scope: the hook is for the instance, not for the plugin.
Object.assign(auth, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: '@poolhouse/auth',
})

/** An `onRequest` hook of a route that asks for a group, or for `anyOf` or `allOf` several. Throws TypeError. */
export function requireGroup(groups: RequirementInput, options: RefusalOptions = {}): Hook {
  return guard(groupCheck(groups), options)
}

/** An `onRequest` hook of a route that asks for a scope, or for `anyOf` or `allOf` several. Throws TypeError. */
export function requireScope(scopes: RequirementInput, options: RefusalOptions = {}): Hook {
  return guard(scopeCheck(scopes), options)
}

/** The user of a request that is not open to everybody. Throws AuthError `missing` elsewhere. */
export function userOf<Custom extends object = CustomAttributes>(
  request: Pick<FastifyRequest, 'auth'>,
): User<Custom> {
  return requireUser(request.auth) as User<Custom>
}

function guard(check: Check, options: RefusalOptions): Hook {
  return async (request, reply) => {
    try {
      check(request.auth)
    } catch (error) {
      return answer(error, reply, options)
    }
    return undefined
  }
}

function answer(error: unknown, reply: FastifyReply, options: RefusalOptions): FastifyReply {
  const { status, headers, body } = toRefusal(error, options)
  return reply.code(status).headers(headers).send(body)
}
