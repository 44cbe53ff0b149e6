import { authorizeForAnyScope, hasScope } from '../core/access-tokens.ts'
import { readable } from '../core/attributes.ts'
import { requireLeave } from '../core/request-limits.ts'
import { permitted } from '../core/scopes.ts'
import { ApiError, OAuthError } from '../errors.ts'
import { readForm, requireOnce } from '../http/form.ts'
import type { Services } from '../services.ts'
import { errorJson, json } from './answers.ts'
import { bearerRefusal, bearerToken } from './bearer.ts'
import type { Caller, Endpoint } from './endpoint.ts'

/** Cognito's texts (https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html); the last was seen. */
const MALFORMED = 'Bad OAuth2 request at UserInfo Endpoint'
const ENDED = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'
const NO_OPENID = 'Access token does not contain openid scope'

/**
 * What the application may know of the user whose access token it has (OpenID Connect Core 1.0, section 5.3). All values are
 * text, as on Cognito, also `email_verified`.
 */
export const userInfo: Endpoint = {
  path: '/oauth2/userInfo',
  alias: '/userInfo',
  methods: ['GET', 'POST'],
  openToScripts: true,
  run: async (services, request, caller) => {
    const { user, client, pool, scope } = await authorizeForUserInfo(services, await tokenOf(request), caller)
    requireLeave(services, pool, 'UserRead')
    const attributes = permitted(readable(client, pool, user), scope)
    return json(services, { sub: user.id, ...attributes, username: user.username })
  },
  refuse: (services, error) =>
    error.status === 429 ? errorJson(services, error) : bearerRefusal(services, error),
}

async function authorizeForUserInfo(services: Services, accessToken: string, { site }: Caller) {
  const authorized = await authorizeForAnyScope(services, accessToken).catch(refuse)
  const isHere = site.kind === 'base' || (site.kind === 'domain' && site.pool.id === authorized.pool.id)
  if (!isHere) throw invalidToken(ENDED)
  if (!hasScope(authorized, 'openid')) throw invalidToken(NO_OPENID)
  return authorized
}

/** The header, or on a POST the form (RFC 6750, sections 2.1 and 2.2), and not both. */
async function tokenOf(request: Request): Promise<string> {
  const header = bearerToken(request)
  const form = await formToken(request)
  if ((header === undefined) === (form === undefined)) throw new OAuthError('invalid_request', MALFORMED)
  return header ?? form ?? ''
}

async function formToken(request: Request): Promise<string | undefined> {
  if (request.method !== 'POST' || !request.headers.get('content-type')) return undefined
  const parameters = await readForm(request)
  requireOnce(parameters, ['access_token'])
  return parameters.get('access_token') ?? undefined
}

function refuse(error: unknown): never {
  throw error instanceof ApiError ? invalidToken(ENDED) : error
}

function invalidToken(description: string): OAuthError {
  return new OAuthError('invalid_token', description, { status: 401 })
}
