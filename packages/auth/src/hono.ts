import type { Context, MiddlewareHandler } from 'hono'
import type { RequirementInput } from './core/requirement.ts'
import type { CustomAttributes, User } from './core/user.ts'
import type { Verifier } from './core/verifier.ts'
import { type RefusalOptions, toRefusal } from './http/bearer.ts'
import { authenticateHeader, type Check, groupCheck, requireUser, scopeCheck } from './http/guard.ts'

/** What handlers behind `authenticate` find in `context.var`. */
export type AuthEnvironment<Custom extends object = CustomAttributes> = { Variables: { auth: User<Custom> } }

/** Middleware that lets only requests with a good token through, and keeps their user in `context.var.auth`. */
export function authenticate<Custom extends object = CustomAttributes>(
  verifier: Verifier<Custom>,
  options: RefusalOptions = {},
): MiddlewareHandler<AuthEnvironment<Custom>> {
  return async (context, next) => {
    let user: User<Custom>
    try {
      user = await authenticateHeader(verifier, context.req.header('authorization'))
    } catch (error) {
      return answer(error, context, options)
    }
    context.set('auth', user)
    return next()
  }
}

/** Middleware after `authenticate` that asks for a group, or for `anyOf` or `allOf` several. Throws TypeError. */
export function requireGroup(groups: RequirementInput, options: RefusalOptions = {}): MiddlewareHandler {
  return guard(groupCheck(groups), options)
}

/** Middleware after `authenticate` that asks for a scope, or for `anyOf` or `allOf` several. Throws TypeError. */
export function requireScope(scopes: RequirementInput, options: RefusalOptions = {}): MiddlewareHandler {
  return guard(scopeCheck(scopes), options)
}

/** The user of a request behind `authenticate`. Throws AuthError `missing` elsewhere. */
export function userOf<Custom extends object = CustomAttributes>(context: {
  get(key: 'auth'): User<Custom> | undefined
}): User<Custom> {
  return requireUser(context.get('auth'))
}

function guard(check: Check, options: RefusalOptions): MiddlewareHandler {
  return async (context, next) => {
    try {
      check(context.get('auth'))
    } catch (error) {
      return answer(error, context, options)
    }
    return next()
  }
}

function answer(error: unknown, context: Pick<Context, 'json'>, options: RefusalOptions): Response {
  const { status, headers, body } = toRefusal(error, options)
  return context.json(body, status, headers)
}
