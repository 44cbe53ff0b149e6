import { OAuthError } from '../errors.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as appClients from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { isStorable } from './attribute-formats.ts'
import type { ClientAndPool } from './client-authentication.ts'
import { listed, notAmong, quoted, refusedFlow } from './refusal-reasons.ts'
import { parseScopes } from './scopes.ts'
import type { Site } from './sites.ts'

/** An application's wish to have a user signed in (RFC 6749, section 4.1.1), checked. */
export interface AuthorizationRequest {
  pool: UserPool
  client: AppClient
  redirectUri: string
  responseType: ResponseType
  scopes: string[]
  state?: string
  nonce?: string
  /** Of PKCE, always S256. */
  codeChallenge?: string
  /** The audience of the access token (RFC 8707). */
  resource?: string
  prompt: ReadonlySet<string>
  /** How old the sign-in may be. */
  maxAgeSeconds?: number
  loginHint?: string
  /** The provider that the application chose, by its name or by one of its identifiers. */
  identityProvider?: string
  idpIdentifier?: string
}

type ResponseType = 'code' | 'token'

/** Where answers go: an address that the app client has registered. */
export interface Redirect {
  redirectUri: string
  responseType: ResponseType
  state?: string | undefined
}

/** The flow of an app client that each response type needs. */
const flowOf: Readonly<Record<ResponseType, string>> = { code: 'code', token: 'implicit' }
const challenge = /^[\w-]{43}$/
const once = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'resource',
  'prompt',
  'max_age',
]

/**
 * Reads an authorization request. Throws OAuthError: with a location where the redirect URI can be trusted, else without,
 * for the page of the error.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export async function readAuthorizationRequest(
  services: Services,
  written: URLSearchParams,
  site: Site,
): Promise<AuthorizationRequest> {
  const parameters = effectiveParameters(written)
  const found = await requireClientOfSite(services, parameters, site)
  const redirect = requireRedirect(found.client, parameters)
  const refuse: Refuse = (code, description, reason) => {
    throw new OAuthError(code, description, {
      location: errorLocation(redirect, { code, description }),
      reason,
    })
  }
  const repeated = once.find((name) => parameters.getAll(name).length > 1)
  if (repeated !== undefined) refuse('invalid_request', `${repeated} is given more than once`)
  if (parameters.has('request')) refuse('request_not_supported')
  if (parameters.has('request_uri')) refuse('request_uri_not_supported')
  requireFlow(found.client, parameters, refuse)
  return {
    ...found,
    ...redirect,
    scopes: requireScopes(found.client, parameters.get('scope') ?? '', refuse),
    prompt: requirePrompt(parameters, refuse),
    ...proofKey(parameters, refuse),
    ...checked(parameters, refuse),
    ...hints(parameters),
  } as AuthorizationRequest
}

const keptEmpty = ['state', 'redirect_uri', 'logout_uri']

/**
 * The parameters of a request without those that have no value, which count as left out (RFC 6749, section 3.1); but an
 * empty state goes back as it came, and an empty address is none that is registered. What comes twice with one value counts
 * once: clients are in use that append what the address that they were given has already, and work with Cognito
 * (https://github.com/authts/oidc-client-ts/issues/802).
 */
export function effectiveParameters(written: URLSearchParams): URLSearchParams {
  const isPlain =
    new Set(written.keys()).size === written.size && !written.values().some((value) => value === '')
  if (isPlain) return written
  const pairs = [...written].filter(([name, value]) => value !== '' || keptEmpty.includes(name))
  return new URLSearchParams([...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()])
}

/** The app client may not use the OAuth endpoints at all. */
export class OAuthDisabledError extends OAuthError {
  constructor(client: AppClient) {
    super('invalid_request', 'Client is not enabled for OAuth2.0 flows.', {
      reason: refusedFlow(client, 'code'),
    })
  }
}

/** The reason is for the log alone. */
type Refuse = (code: string, description?: string, reason?: string) => never

/** The app client that the request names, with its pool. Throws OAuthError without a location. */
export async function requireClientOfSite(
  services: Services,
  parameters: URLSearchParams,
  site: Site,
): Promise<ClientAndPool> {
  const [clientId, ...others] = new Set(parameters.getAll('client_id'))
  if (!clientId)
    throw new OAuthError('invalid_request', "Required String parameter 'client_id' is not present")
  if (others.length > 0) throw new OAuthError('invalid_request', 'client_id is given more than once')
  const found = isStorable(clientId) ? await appClients.findWithPool(services.db, clientId) : undefined
  const isElsewhere = site.kind === 'domain' && site.pool.id !== found?.pool.id
  if (!found || isElsewhere || site.kind === 'unknown-domain')
    throw new OAuthError('invalid_request', 'Client does not exist.', {
      reason: missingClient(clientId, found, site),
    })
  if (!found.client.settings.allowedOAuthFlowsUserPoolClient) throw new OAuthDisabledError(found.client)
  return found
}

/** Why an app client is not to be found at a host, for the log. */
export function missingClient(clientId: string, found: ClientAndPool | undefined, site: Site): string {
  if (!found) return `there is no app client ${quoted(clientId)}`
  if (site.kind !== 'domain') return 'the host is the domain of no user pool'
  return `app client ${found.client.id} is of user pool ${found.pool.id}, and the host is a domain of ${site.pool.id}`
}

/** Exactly one of the client's callback addresses, compared as text (RFC 9700, section 2.1). */
function requireRedirect(client: AppClient, parameters: URLSearchParams): Redirect {
  const { callbackURLs = [], defaultRedirectURI } = client.settings
  const [given, ...others] = parameters.getAll('redirect_uri')
  const redirectUri = given ?? defaultRedirectURI
  if (redirectUri === undefined)
    throw new OAuthError('invalid_request', "Required String parameter 'redirect_uri' is not present")
  if (others.length > 0 || !callbackURLs.includes(redirectUri)) throw redirectMismatch(client, parameters)
  const responseType = readResponseType(parameters) ?? 'code'
  const state = parameters.get('state')
  return { redirectUri, responseType, ...(state !== null && { state }) }
}

/** An address that is not exactly one of the client's callback addresses. */
export function redirectMismatch(client: AppClient, parameters: URLSearchParams): OAuthError {
  const [uri = '', ...others] = parameters.getAll('redirect_uri')
  const allowed = { setting: 'CallbackURLs', values: client.settings.callbackURLs }
  const reason =
    others.length > 0
      ? 'redirect_uri is given more than once'
      : notAmong(`redirect_uri ${quoted(uri)}`, client, allowed)
  return new OAuthError('redirect_mismatch', undefined, { reason })
}

/** In capitals too, as in guides to Cognito (https://github.com/furaiev/amazon-cognito-identity-dart-2#readme). */
function readResponseType(parameters: URLSearchParams): ResponseType | undefined {
  const written = parameters.get('response_type')?.toLowerCase()
  return written === 'code' || written === 'token' ? written : undefined
}

function requireFlow(client: AppClient, parameters: URLSearchParams, refuse: Refuse): void {
  const responseType = readResponseType(parameters)
  if (responseType === undefined) {
    const written = parameters.get('response_type')
    const given = written === null ? 'missing' : `${quoted(written)}, and neither code nor token`
    throw refuse('invalid_request', 'invalid_response_type', `response_type is ${given}`)
  }
  const flow = flowOf[responseType]
  if (client.settings.allowedOAuthFlows?.includes(flow)) return
  refuse('unauthorized_client', undefined, refusedFlow(client, flow))
}

/**
 * Without any named, all of the client's. Those that tell of the user may come without `openid`: they did at Cognito, whose
 * documentation says otherwise. Another is refused with RFC 6749's code for it in the description, as observed on Cognito; one
 * page of AWS has `invalid_scope` for the code, and another that such a scope is ignored
 * (https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/82, mlops-club/awscdk-minecraft#40).
 */
function requireScopes(client: AppClient, scope: string, refuse: Refuse): string[] {
  const allowed = client.settings.allowedOAuthScopes ?? []
  const asked = parseScopes(scope)
  if (asked.length === 0) return allowed
  const refused = asked.filter((each) => !allowed.includes(each))
  if (refused.length === 0) return asked
  const all = { setting: 'AllowedOAuthScopes', values: allowed }
  return refuse('invalid_request', 'invalid_scope', notAmong(`scope ${listed(refused)}`, client, all))
}

/** `none` forbids every page, so that nothing can stand beside it (OpenID Connect Core 1.0, section 3.1.2.1). */
function requirePrompt(parameters: URLSearchParams, refuse: Refuse): ReadonlySet<string> {
  const prompt = new Set(parseScopes(parameters.get('prompt') ?? ''))
  if (prompt.has('none') && prompt.size > 1) refuse('invalid_request', 'prompt none stands alone')
  return prompt
}

/** PKCE with S256 alone (RFC 7636, section 4.3). */
function proofKey(parameters: URLSearchParams, refuse: Refuse): Pick<AuthorizationRequest, 'codeChallenge'> {
  const codeChallenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  if (codeChallenge === null && method === null) return {}
  if (codeChallenge === null) return refuse('invalid_request', 'code_challenge is missing')
  if (method !== 'S256') return refuse('invalid_request', 'code_challenge_method must be S256')
  if (!challenge.test(codeChallenge)) return refuse('invalid_request', 'code_challenge is malformed')
  return { codeChallenge }
}

function checked(
  parameters: URLSearchParams,
  refuse: Refuse,
): Pick<AuthorizationRequest, 'nonce' | 'resource' | 'maxAgeSeconds'> {
  const nonce = parameters.get('nonce')
  const resource = parameters.get('resource')
  const maxAge = parameters.get('max_age')
  if (nonce !== null && !isStorable(nonce)) refuse('invalid_request', 'nonce is malformed')
  if (resource !== null && !isResource(resource))
    refuse(
      'invalid_target',
      undefined,
      `resource ${quoted(resource)} is no absolute address that may stand here`,
    )
  if (maxAge !== null && !/^\d{1,9}$/.test(maxAge)) refuse('invalid_request', 'max_age is malformed')
  return {
    ...(nonce !== null && { nonce }),
    ...(resource !== null && { resource }),
    ...(maxAge !== null && { maxAgeSeconds: Number(maxAge) }),
  }
}

/** An absolute address without a fragment: `https`, `http` on this machine, or an own scheme. */
function isResource(resource: string): boolean {
  const url = isStorable(resource) ? URL.parse(resource) : null
  if (!url || resource.includes('#')) return false
  return url.protocol !== 'http:' || url.hostname === 'localhost'
}

function hints(
  parameters: URLSearchParams,
): Pick<AuthorizationRequest, 'loginHint' | 'identityProvider' | 'idpIdentifier'> {
  const loginHint = parameters.get('login_hint')
  const identityProvider = parameters.get('identity_provider')
  const idpIdentifier = parameters.get('idp_identifier')
  return {
    ...(loginHint && { loginHint }),
    ...(identityProvider && { identityProvider }),
    ...(idpIdentifier && { idpIdentifier }),
  }
}

/**
 * Where the browser takes an error (RFC 6749, sections 4.1.2.1 and 4.2.2.1); one that has a description in the order that was
 * observed on Cognito.
 */
export function errorLocation(
  redirect: Redirect,
  { code, description }: { code: string; description?: string | undefined },
): string {
  if (description === undefined) return withAnswer(redirect, { error: code })
  return withParameters(redirect, { error_description: description, state: redirect.state, error: code })
}

/** The redirect URI with an answer and the state. */
export function withAnswer(redirect: Redirect, answer: Record<string, string>): string {
  return withParameters(redirect, { ...answer, state: redirect.state })
}

/** In the query for a code, in the fragment for tokens. */
function withParameters(
  { redirectUri, responseType }: Redirect,
  parameters: Record<string, string | undefined>,
): string {
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const text = new URLSearchParams(given).toString()
  if (responseType === 'token') return `${redirectUri}#${text}`
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${text}`
}
