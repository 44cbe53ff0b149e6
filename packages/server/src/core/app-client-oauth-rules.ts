import {
  InvalidOAuthFlowException,
  InvalidParameterException,
  ScopeDoesNotExistException,
} from '../errors.ts'
import type { AppClientSettings } from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { requireRedirectUri } from './redirect-uris.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html */
const standardScopes = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin']

/**
 * Refuses sign-in addresses, flows, scopes and providers that cannot work. Throws InvalidParameterException,
 * InvalidOAuthFlowException, ScopeDoesNotExistException.
 */
export function requireOAuth(pool: UserPool, settings: AppClientSettings): void {
  requireAddresses(settings)
  requireProviders(pool, settings.supportedIdentityProviders ?? [])
  requireFlows(settings)
  requireScopes(settings.allowedOAuthScopes ?? [])
}

function requireAddresses({
  callbackURLs = [],
  logoutURLs = [],
  defaultRedirectURI,
}: AppClientSettings): void {
  for (const uri of [...callbackURLs, ...logoutURLs]) requireRedirectUri(uri)
  if (defaultRedirectURI !== undefined && !callbackURLs.includes(defaultRedirectURI))
    throw new InvalidParameterException(
      `The default redirect URI ${defaultRedirectURI} is not in the callback URIs list.`,
    )
}

function requireProviders(pool: UserPool, providers: string[]): void {
  const unknown = providers.find((provider) => provider !== 'COGNITO')
  if (unknown !== undefined)
    throw new InvalidParameterException(`The provider ${unknown} does not exist for User Pool ${pool.id}.`)
}

/** Flows and scopes without AllowedOAuthFlowsUserPoolClient are kept and have no effect. */
function requireFlows(settings: AppClientSettings): void {
  const { allowedOAuthFlows: flows = [], allowedOAuthScopes: scopes = [], callbackURLs = [] } = settings
  if (settings.allowedOAuthFlowsUserPoolClient && (flows.length === 0 || scopes.length === 0))
    throw new InvalidParameterException(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    )
  if (flows.includes('client_credentials')) requireMachineClient(flows, settings)
  else if (flows.length > 0 && callbackURLs.length === 0)
    throw new InvalidOAuthFlowException(
      'CallbackUrls can not be empty when code flow or implicit flow is selected',
    )
}

function requireMachineClient(flows: string[], settings: AppClientSettings): void {
  if (flows.length > 1)
    throw new InvalidOAuthFlowException(
      'client_credentials flow can not be selected along with code flow or implicit flow.',
    )
  if (!settings.hasSecret)
    throw new InvalidOAuthFlowException(
      'client_credentials flow can not be selected if client does not have a client secret.',
    )
}

/** Scopes of resource servers come as `<identifier>/<scope>`; a user pool without resource servers has none. */
function requireScopes(scopes: string[]): void {
  const unknown = scopes.find((scope) => !standardScopes.includes(scope))
  if (unknown !== undefined) throw new ScopeDoesNotExistException(`Invalid scope requested: ${unknown}`)
}
