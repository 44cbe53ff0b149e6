import {
  InvalidOAuthFlowException,
  InvalidParameterException,
  ScopeDoesNotExistException,
} from '../errors.ts'
import type { Services } from '../services.ts'
import type { AppClientSettings } from '../storage/app-clients.ts'
import * as identityProviders from '../storage/identity-providers.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { OWN_USERS } from './app-client-settings.ts'
import { requireRedirectUri } from './redirect-uris.ts'
import { existingScopes } from './resource-servers.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html */
const standardScopes = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin']

/**
 * Refuses sign-in addresses, flows, scopes and providers that cannot work. Throws InvalidParameterException,
 * InvalidOAuthFlowException, ScopeDoesNotExistException.
 */
export async function requireOAuth(
  services: Services,
  pool: UserPool,
  settings: AppClientSettings,
): Promise<void> {
  requireAddresses(settings)
  await requireProviders(services, pool, settings.supportedIdentityProviders ?? [])
  requireFlows(settings)
  await requireScopes(services, pool, settings.allowedOAuthScopes ?? [])
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

async function requireProviders(services: Services, pool: UserPool, providers: string[]): Promise<void> {
  const others = providers.filter((provider) => provider !== OWN_USERS)
  const known = await identityProviders.existingNames(services.db, pool.id, others)
  const unknown = others.find((provider) => !known.has(provider))
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

/** The texts as deployments met them (hashicorp/terraform-provider-aws#4984). */
function requireMachineClient(flows: string[], settings: AppClientSettings): void {
  if (flows.length > 1)
    throw new InvalidOAuthFlowException(
      'client_credentials flow can not be selected along with code flow or implicit flow.',
    )
  if (!settings.hasSecret)
    throw new InvalidOAuthFlowException(
      'client_credentials flow can not be selected if client does not have a client secret.',
    )
  const ofUsers = settings.allowedOAuthScopes?.find((scope) => standardScopes.includes(scope))
  if (ofUsers !== undefined)
    throw new InvalidOAuthFlowException(`${ofUsers} is not supported with client_credentials flow`)
}

/** Scopes of resource servers come as `<identifier>/<scope>`. */
async function requireScopes(services: Services, pool: UserPool, scopes: string[]): Promise<void> {
  const custom = scopes.filter((scope) => !standardScopes.includes(scope))
  const known = await existingScopes(services, pool.id, custom)
  const unknown = custom.find((scope) => !known.includes(scope))
  if (unknown !== undefined) throw new ScopeDoesNotExistException(`Invalid scope requested: ${unknown}`)
}
