import { randomUUID } from 'node:crypto'
import { signJwt } from '../crypto/signatures.ts'
import { InvalidParameterException, NotAuthorizedException, OAuthError } from '../errors.ts'
import type { Services } from '../services.ts'
import { preTokenGeneration } from '../triggers/pre-token-generation.ts'
import { authFlows, validitySeconds } from './app-clients.ts'
import { type ClientAndPool, checkClientSecret } from './client-authentication.ts'
import { issuerOf } from './issuer.ts'
import { listed, notAmong } from './refusal-reasons.ts'
import { existingScopes } from './resource-servers.ts'
import { parseScopes } from './scopes.ts'
import { signingKeys } from './signing-keys.ts'
import { customizeAccessToken } from './token-customization.ts'

export interface ClientToken {
  accessToken: string
  expiresInSeconds: number
}

/**
 * Signs an access token of the application itself, for scopes that were checked, with what the pool's function changes;
 * only the newest version of its event knows tokens of machines. Claims as those of client_credentials. Throws
 * UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException.
 */
export async function signClientToken(
  services: Services,
  { client, pool }: ClientAndPool,
  {
    scopes,
    clientMetadata,
  }: { scopes: readonly string[]; clientMetadata?: Record<string, string> | undefined },
): Promise<ClientToken> {
  const { access } = await signingKeys(services, pool.id)
  const now = Math.floor(services.clock.now() / 1000)
  const { accessToken: expiresInSeconds } = validitySeconds(client)
  const subject = {
    pool,
    clientId: client.id,
    username: 'ClientCredentials',
    user: undefined,
    clientMetadata,
  }
  const asked = { occasion: 'ClientCredentials', scopes, groups: undefined } as const
  const changes = await preTokenGeneration(services, subject, asked)
  const claims = {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: now,
    iss: issuerOf(services, pool),
    exp: now + expiresInSeconds,
    iat: now,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  }
  const accessToken = await signJwt(access, changes ? customizeAccessToken(claims, changes) : claims)
  return { accessToken, expiresInSeconds }
}

/**
 * A token for an application that has authenticated itself (RFC 6749, section 4.4): for the custom scopes that it asks for,
 * or for all that it has. Those that no resource server has any more are left out. Throws OAuthError `invalid_scope`, also
 * where nothing is left, which is our reading, and what `signClientToken` throws.
 */
export async function grantClientCredentials(
  services: Services,
  clientAndPool: ClientAndPool,
  { scope, clientMetadata }: { scope: string; clientMetadata?: Record<string, string> | undefined },
): Promise<ClientToken> {
  const { client, pool } = clientAndPool
  const allowed = (client.settings.allowedOAuthScopes ?? []).filter((each) => each.includes('/'))
  const asked = parseScopes(scope)
  const existing = await existingScopes(services, pool.id, asked.length > 0 ? asked : allowed)
  const refused = asked.filter((each) => !allowed.includes(each))
  const all = { setting: 'AllowedOAuthScopes of resource servers', values: allowed }
  if (refused.length > 0) throw invalidScope(notAmong(`scope ${listed(refused)}`, client, all))
  if (existing.length === 0) throw invalidScope(`no resource server of user pool ${pool.id} has such a scope`)
  return signClientToken(services, clientAndPool, { scopes: existing, clientMetadata })
}

function invalidScope(reason: string): OAuthError {
  return new OAuthError('invalid_scope', undefined, { reason })
}

/**
 * A token for the application that proves its secret: for the scopes that it asks for, or for all that it has. Throws
 * NotAuthorizedException, InvalidParameterException.
 *
 * Deviation: AWS asks of a scope only that a resource server of the pool has it; here the client must have been given it
 * as well (AllowedOAuthScopes), as the token endpoint wants it.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html
 */
export async function getClientToken(
  services: Services,
  clientAndPool: ClientAndPool,
  input: {
    secret: string
    scopes: readonly string[] | undefined
    clientMetadata?: Record<string, string> | undefined
  },
): Promise<ClientToken> {
  const { client, pool } = clientAndPool
  if (!client.settings.hasSecret || !authFlows(client).has('ALLOW_CLIENT_TOKEN_AUTH'))
    throw new NotAuthorizedException('ALLOW_CLIENT_TOKEN_AUTH is not enabled for the client.') // our wording
  await checkClientSecret(services, client, input.secret)
  const allowed = client.settings.allowedOAuthScopes ?? []
  const asked = input.scopes?.length ? [...new Set(input.scopes)] : allowed
  const existing = await existingScopes(services, pool.id, asked)
  const refused = input.scopes?.find((scope) => !allowed.includes(scope) || !existing.includes(scope))
  if (refused !== undefined) throw new InvalidParameterException(`Invalid scope requested: ${refused}`)
  return signClientToken(services, clientAndPool, { scopes: existing, clientMetadata: input.clientMetadata })
}
