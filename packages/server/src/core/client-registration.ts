import { ApiError, InvalidParameterException, LimitExceededException, OAuthError } from '../errors.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { DcrConfiguration, UserPool } from '../storage/user-pools.ts'
import { authorizeClient, hasScope } from './access-tokens.ts'
import * as appClients from './app-clients.ts'
import * as attempts from './attempts.ts'
import { isStorable } from './attribute-formats.ts'
import { clientSecrets } from './client-secrets.ts'
import { requireRedirectUri } from './redirect-uris.ts'
import { quoted } from './refusal-reasons.ts'
import { REGISTRATION_SCOPE } from './resource-servers.ts'
import { parseScopes } from './scopes.ts'

/** What an application says of itself (RFC 7591, section 2), with the defaults of the RFC. */
export interface ClientMetadata {
  name: string
  redirectUris: string[]
  logoutUris: string[]
  /** As the RFC spells them. */
  grantTypes: string[]
  scope: string
  authentication: string
}

export interface RegisteredClient {
  client: AppClient
  /** In plain text, for the only time; absent for a public client. */
  secret?: string
  grantTypes: string[]
}

type Flow = 'code' | 'client_credentials'

/**
 * The flows of an app client by the grants of the RFC. Refreshing comes with the code; the implicit flow cannot be
 * registered, also where the pool's settings name it, as on Cognito.
 */
const flows = new Map<string, Flow | undefined>([
  ['authorization_code', 'code'],
  ['client_credentials', 'client_credentials'],
  ['refresh_token', undefined],
])
/** Where the pool's settings name none; our reading. */
const grantsByDefault: readonly string[] = ['code']
const scopesByDefault: readonly string[] = ['openid', 'email', 'phone', 'profile']
const withSecret = ['client_secret_basic', 'client_secret_post']
/** CallbackURLsListType and RedirectUrlType of the API. */
const MAX_ADDRESSES = 100
const address = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,1024}$/u
const MAX_NAME_LENGTH = 128

/**
 * The pool that an application may register in, and whether it proved to be entitled: by an access token of a client that
 * has the scope for it, or by nothing where the pool is open. Throws OAuthError.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html
 */
export async function admit(
  services: Services,
  { pool, accessToken }: { pool: UserPool | undefined; accessToken: string | undefined },
): Promise<{ pool: UserPool; isOpen: boolean }> {
  const registrar = accessToken === undefined ? undefined : await requireRegistrar(services, accessToken)
  const target = pool ?? registrar
  if (!target)
    throw new OAuthError(
      'invalid_request',
      'Register at the domain of a user pool, with its id, or with an access token',
    )
  if (registrar && registrar.id !== target.id)
    throw invalidToken(`the access token is of user pool ${registrar.id}, and not of ${target.id}`)
  const { dcrConfiguration } = target.settings
  if (dcrConfiguration?.enableStatus !== 'Enabled')
    throw new OAuthError('invalid_request', 'Dynamic client registration is not enabled for the user pool')
  if (!registrar && !dcrConfiguration.openDcrEnabled)
    throw invalidToken(`no access token came, and OpenDcrEnabled of user pool ${target.id} is not true`)
  return { pool: target, isOpen: !registrar }
}

/** The pool of the client whose token this is. The client must have the scope still. */
async function requireRegistrar(services: Services, accessToken: string): Promise<UserPool> {
  const { pool, client, scope } = await authorizeClient(services, accessToken).catch((error: unknown) => {
    throw error instanceof ApiError ? invalidToken(error.message) : error
  })
  const mayRegister =
    hasScope({ scope }, REGISTRATION_SCOPE) &&
    client.settings.allowedOAuthScopes?.includes(REGISTRATION_SCOPE)
  if (!mayRegister) {
    const reason = `the access token or its app client ${client.id} lacks the scope ${REGISTRATION_SCOPE}`
    throw new OAuthError('insufficient_scope', undefined, { status: 403, reason })
  }
  return pool
}

/**
 * Makes an app client of what an application says of itself, within what the pool's settings allow. It signs in by the OAuth
 * endpoints alone, and can never register others. Throws OAuthError `invalid_redirect_uri`, `invalid_client_metadata`
 * (RFC 7591, section 3.2.2), and with status 429 past the hourly number of open registrations.
 */
export async function register(
  services: Services,
  { pool, isOpen }: { pool: UserPool; isOpen: boolean },
  metadata: ClientMetadata,
): Promise<RegisteredClient> {
  const allowed = pool.settings.dcrConfiguration ?? {}
  const flow = requireFlow(metadata.grantTypes, grantsOf(allowed, isOpen))
  const hasSecret = requireAuthentication(metadata.authentication, flow)
  const scopes = requireScopes(metadata.scope, allowed.allowedScopes ?? scopesByDefault, flow)
  requireAddresses(metadata, flow)
  if (isOpen) await countRegistration(services, pool)
  const client = await create(services, pool, { metadata, flow, hasSecret, scopes })
  const [secret] = await clientSecrets(services, client)
  const grantTypes = flow === 'code' ? ['authorization_code', 'refresh_token'] : ['client_credentials']
  return { client, ...(secret !== undefined && { secret }), grantTypes }
}

function grantsOf(allowed: DcrConfiguration, isOpen: boolean): readonly string[] {
  return (isOpen ? allowed.openDcrGrantTypes : allowed.authenticatedGrantTypes) ?? grantsByDefault
}

/** One of the two: Cognito has no client for both. */
function requireFlow(grantTypes: string[], allowed: readonly string[]): Flow {
  const unknown = grantTypes.find((grantType) => !flows.has(grantType))
  const [flow, ...others] = new Set(
    grantTypes.map((grantType) => flows.get(grantType)).filter((each) => each !== undefined),
  )
  if (unknown !== undefined || !flow || others.length > 0 || !allowed.includes(flow))
    throw invalidMetadata('grant_types are not allowed')
  return flow
}

function requireAuthentication(authentication: string, flow: Flow): boolean {
  const hasSecret = withSecret.includes(authentication)
  if (!hasSecret && (authentication !== 'none' || flow === 'client_credentials'))
    throw invalidMetadata('token_endpoint_auth_method is not allowed')
  return hasSecret
}

/** Without any named, all that are allowed; applications themselves have custom scopes alone. */
function requireScopes(scope: string, allowed: readonly string[], flow: Flow): string[] {
  const possible = allowed.filter(
    (each) => each !== REGISTRATION_SCOPE && (flow === 'code' || each.includes('/')),
  )
  const asked = parseScopes(scope)
  const scopes = asked.length > 0 ? asked : possible
  if (scopes.length === 0 || !scopes.every((each) => possible.includes(each)))
    throw invalidMetadata('scope is not allowed')
  return scopes
}

function requireAddresses({ redirectUris, logoutUris }: ClientMetadata, flow: Flow): void {
  const uris = [...redirectUris, ...logoutUris]
  if (flow === 'code' && redirectUris.length === 0) throw invalidRedirectUri('redirect_uris is empty')
  if (Math.max(redirectUris.length, logoutUris.length) > MAX_ADDRESSES)
    throw invalidRedirectUri(`there are more than ${MAX_ADDRESSES} addresses`)
  const refused = uris.find((uri) => !isAddress(uri))
  if (refused !== undefined) throw invalidRedirectUri(`${quoted(refused)} is no address that may stand here`)
}

/** The reason is for the log alone. */
function invalidRedirectUri(reason: string): OAuthError {
  return new OAuthError('invalid_redirect_uri', undefined, { reason })
}

function isAddress(uri: string): boolean {
  try {
    requireRedirectUri(uri)
    return isStorable(uri) && address.test(uri)
  } catch (error) {
    if (error instanceof InvalidParameterException) return false
    throw error
  }
}

async function countRegistration(services: Services, pool: UserPool): Promise<void> {
  try {
    await attempts.count(services, pool.id, 'register-client')
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error
    throw new OAuthError('temporarily_unavailable', error.message, { status: 429 })
  }
}

interface CheckedClient {
  metadata: ClientMetadata
  flow: Flow
  hasSecret: boolean
  scopes: string[]
}

async function create(
  services: Services,
  pool: UserPool,
  { metadata, flow, hasSecret, scopes }: CheckedClient,
): Promise<AppClient> {
  const { redirectUris, logoutUris } = metadata
  const settings = {
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: [flow],
    allowedOAuthScopes: scopes,
    ...(flow === 'code' && { callbackURLs: redirectUris, logoutURLs: logoutUris }),
    supportedIdentityProviders: [appClients.OWN_USERS],
    explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    preventUserExistenceErrors: 'ENABLED' as const,
  }
  const asked = { userPoolId: pool.id, name: nameOf(metadata.name), settings, generateSecret: hasSecret }
  try {
    return await appClients.create(services, { ...asked, clientType: 'DCR' })
  } catch (error) {
    throw error instanceof ApiError && error.status === 400 ? invalidMetadata(error.message) : error
  }
}

/** With the letters that names of app clients may have; none of these can choose the client's id. */
function nameOf(name: string): string {
  return name.replace(/[^\w\s+=,.@-]/g, '-').slice(0, MAX_NAME_LENGTH) || 'registered'
}

function invalidMetadata(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', description)
}

/** The reason is for the log alone. */
function invalidToken(reason: string): OAuthError {
  return new OAuthError('invalid_token', undefined, { status: 401, reason })
}
