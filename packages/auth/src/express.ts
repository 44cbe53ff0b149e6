import type { Request, RequestHandler, Response } from 'express'
import type { RequirementInput } from './core/requirement.ts'
import type { CustomAttributes, User } from './core/user.ts'
import type { Verifier } from './core/verifier.ts'
import { type RefusalOptions, toRefusal } from './http/bearer.ts'
import { authenticateHeader, type Check, groupCheck, requireUser, scopeCheck } from './http/guard.ts'

declare global {
  namespace Express {
    interface Request {
      /** The user of the request's token, after `authenticate`. */
      auth?: User
    }
  }
}

/** Middleware that lets only requests with a good token through, and keeps their user in `request.auth`. */
export function authenticate(verifier: Verifier<object>, options: RefusalOptions = {}): RequestHandler {
  return async (request, response, next) => {
    try {
      request.auth = (await authenticateHeader(verifier, request.headers.authorization)) as User
    } catch (error) {
      answer(error, response, next, options)
      return
    }
    next()
  }
}

/** Middleware after `authenticate` that asks for a group, or for `anyOf` or `allOf` several. Throws TypeError. */
export function requireGroup(groups: RequirementInput, options: RefusalOptions = {}): RequestHandler {
  return guard(groupCheck(groups), options)
}

/** Middleware after `authenticate` that asks for a scope, or for `anyOf` or `allOf` several. Throws TypeError. */
export function requireScope(scopes: RequirementInput, options: RefusalOptions = {}): RequestHandler {
  return guard(scopeCheck(scopes), options)
}

/** The user of a request behind `authenticate`. Throws AuthError `missing` elsewhere. */
export function userOf<Custom extends object = CustomAttributes>(
  request: Pick<Request, 'auth'>,
): User<Custom> {
  return requireUser(request.auth) as User<Custom>
}

function guard(check: Check, options: RefusalOptions): RequestHandler {
  return (request, response, next) => {
    try {
      check(request.auth)
    } catch (error) {
      answer(error, response, next, options)
      return
    }
    next()
  }
}

/** Express 4 does not see rejections, so that other errors are handed on. */
function answer(error: unknown, response: Response, next: (error: unknown) => void, options: RefusalOptions) {
  try {
    const { status, headers, body } = toRefusal(error, options)
    response.status(status).set(headers).json(body)
  } catch (other) {
    next(other)
  }
}
