import { OAuthError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import type { IdentityProvider } from '../../storage/identity-providers.ts'
import * as identityProviders from '../../storage/identity-providers.ts'
import { admitsOwnUsers, OWN_USERS } from '../app-clients.ts'
import { isStorable } from '../attribute-formats.ts'
import type { AuthorizationRequest } from '../authorization-requests.ts'
import type { LoginSession } from '../login-sessions.ts'
import { notAmong, quoted } from '../refusal-reasons.ts'

/** Where the user is to sign in: at a provider, in the pool itself, or where they choose on the page. */
export type Choice = IdentityProvider | typeof OWN_USERS | undefined

/**
 * What the application chose by `identity_provider` or `idp_identifier`. An app client with one provider, and without users
 * of the pool's own, has no choice. Throws OAuthError for a provider that is not there, or not for this client; its text
 * was seen on Cognito's error page.
 */
export async function chosenProvider(services: Services, asked: AuthorizationRequest): Promise<Choice> {
  const { identityProvider, idpIdentifier, client } = asked
  if (identityProvider === OWN_USERS) return OWN_USERS
  if ((identityProvider ?? idpIdentifier) === undefined) return onlyProvider(services, client)
  const provider = await find(services, asked)
  if (provider && admits(client, provider.name)) return provider
  throw unavailable(client, identityProvider ?? idpIdentifier ?? '')
}

/** Whether the user signed in where the application wants it. */
export function isOf({ providerName }: LoginSession, choice: Choice): boolean {
  if (choice === undefined) return true
  return choice === OWN_USERS ? providerName === undefined : providerName === choice.name
}

/** The provider of this name, where the client's users may still come from it. Throws OAuthError. */
export async function requireProviderOf(
  services: Services,
  client: AppClient,
  name: string,
): Promise<IdentityProvider> {
  const provider = isStorable(name) && (await identityProviders.find(services.db, client.userPoolId, name))
  if (provider && admits(client, provider.name)) return provider
  throw unavailable(client, name)
}

function unavailable(client: AppClient, name: string): OAuthError {
  const allowed = {
    setting: 'SupportedIdentityProviders',
    values: client.settings.supportedIdentityProviders,
  }
  return new OAuthError('invalid_request', 'Login option is not available. Please try another one', {
    reason: notAmong(`identity provider ${quoted(name)} is not in the user pool, or`, client, allowed),
  })
}

/** That a page with a single choice is left out is our reading of reports about Cognito. */
async function onlyProvider(services: Services, client: AppClient): Promise<Choice> {
  const [name, ...others] = client.settings.supportedIdentityProviders ?? []
  if (name === undefined || others.length > 0 || admitsOwnUsers(client)) return undefined
  return identityProviders.find(services.db, client.userPoolId, name)
}

async function find(
  services: Services,
  { pool, identityProvider, idpIdentifier }: AuthorizationRequest,
): Promise<IdentityProvider | undefined> {
  if (!isStorable(identityProvider ?? idpIdentifier ?? '')) return undefined
  return identityProvider !== undefined
    ? identityProviders.find(services.db, pool.id, identityProvider)
    : identityProviders.findByIdentifier(services.db, pool.id, idpIdentifier ?? '')
}

function admits({ settings }: AppClient, name: string): boolean {
  return settings.supportedIdentityProviders?.includes(name) ?? false
}
