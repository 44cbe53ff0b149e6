import { isStorable } from '../core/attribute-formats.ts'
import {
  admit,
  type ClientMetadata,
  type RegisteredClient,
  register as registerClient,
} from '../core/client-registration.ts'
import { requireLeave } from '../core/request-limits.ts'
import type { Site } from '../core/sites.ts'
import { OAuthError } from '../errors.ts'
import { readBody } from '../http/read-body.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'
import { errorJson, json } from './answers.ts'
import { bearerRefusal, bearerToken } from './bearer.ts'
import type { Endpoint } from './endpoint.ts'

const MAX_BODY_BYTES = 64 * 1024

/**
 * Client registration endpoint (RFC 7591, section 3): at the domain of the pool, or at the address of the server with an
 * access token or with the pool's id as `user_pool_id`, as the discovery document has it. What the application says besides is left out, as section 2 allows.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html
 */
export const register: Endpoint = {
  path: '/oauth2/register',
  methods: ['POST'],
  openToScripts: false,
  run: async (services, request, { site }) => {
    const pool = await namedPool(services, request, site)
    const admitted = await admit(services, { pool, accessToken: presentedToken(request) })
    requireLeave(services, admitted.pool, 'UserPoolClientUpdate')
    const body = await readObject(request)
    const metadata = readMetadata(body)
    const registered = await registerClient(services, admitted, metadata)
    return json(services, describe(registered, metadata), 201)
  },
  refuse: (services, error) =>
    [401, 403].includes(error.status) ? bearerRefusal(services, error) : errorJson(services, error),
}

/** The pool of the domain, else the one in the query; undefined where only a token tells. */
async function namedPool(services: Services, request: Request, site: Site): Promise<UserPool | undefined> {
  if (site.kind === 'domain') return site.pool
  if (site.kind === 'unknown-domain') throw new OAuthError('invalid_request', 'The domain does not exist')
  const id = new URL(request.url).searchParams.get('user_pool_id')
  if (id === null) return undefined
  const pool = isStorable(id) ? await userPools.find(services.db, id) : undefined
  if (!pool) throw new OAuthError('invalid_request', 'The user pool does not exist')
  return pool
}

/** A header of another form is a token that is wrong, and not the lack of one. */
function presentedToken(request: Request): string | undefined {
  return request.headers.has('authorization') ? (bearerToken(request) ?? '') : undefined
}

async function readObject(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw invalid('Content-Type must be application/json')
  const body = parseJson(await readBody(request, MAX_BODY_BYTES))
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The body must be a JSON object')
  return body as Record<string, unknown>
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function readMetadata(body: Record<string, unknown>): ClientMetadata {
  const grantTypes = texts(body, 'grant_types') ?? ['authorization_code']
  requireResponseTypes(texts(body, 'response_types'))
  return {
    name: text(body, 'client_name') ?? '',
    redirectUris: texts(body, 'redirect_uris', 'invalid_redirect_uri') ?? [],
    logoutUris: texts(body, 'post_logout_redirect_uris', 'invalid_redirect_uri') ?? [],
    grantTypes,
    scope: text(body, 'scope') ?? '',
    authentication: text(body, 'token_endpoint_auth_method') ?? 'client_secret_basic',
  }
}

function requireResponseTypes(responseTypes: string[] | undefined): void {
  if (responseTypes?.some((each) => each !== 'code')) throw invalid('response_types are not allowed')
}

function text(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw invalid(`${name} must be a string`)
  return value
}

function texts(body: Record<string, unknown>, name: string, code?: string): string[] | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw invalid(`${name} must be a list of strings`, code)
  return value
}

function invalid(description: string, code = 'invalid_client_metadata'): OAuthError {
  return new OAuthError(code, description)
}

/** Client information (RFC 7591, section 3.2.1): all that was registered, as it was. */
function describe(
  { client, secret, grantTypes }: RegisteredClient,
  metadata: ClientMetadata,
): Record<string, unknown> {
  const { callbackURLs, logoutURLs, allowedOAuthScopes } = client.settings
  return {
    client_id: client.id,
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    client_name: client.name,
    ...(callbackURLs && { redirect_uris: callbackURLs }),
    ...(logoutURLs && { post_logout_redirect_uris: logoutURLs }),
    grant_types: grantTypes,
    response_types: callbackURLs ? ['code'] : [],
    token_endpoint_auth_method: metadata.authentication,
    scope: allowedOAuthScopes?.join(' '),
  }
}
