import { InvalidParameterException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { AppClientSettings } from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { requireOAuth } from './app-client-oauth-rules.ts'
import { authFlows, validitySeconds } from './app-client-settings.ts'
import { usesArgon2id } from './passwords.ts'
import { requireEssentials } from './user-pool-tiers.ts'

/** Cognito names the operation in some texts. */
export type Writing = 'creating' | 'updating'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html */
const tokenSeconds = { shortest: 300, longest: 86_400 }
const refreshTokenSeconds = { shortest: 3600, longest: 3650 * 86_400 }

/** What users prove and the server keeps; no client writes it. */
const unwritable = ['sub', 'email_verified', 'phone_number_verified', 'identities']

/**
 * Refuses settings that contradict each other or the pool, with Cognito's texts (recorded from real deployments by
 * badmintoncryer/cdk-preflight, 2026, unless a rule says otherwise). Throws InvalidParameterException,
 * InvalidOAuthFlowException, ScopeDoesNotExistException, FeatureUnavailableInTierException.
 */
export async function requireValidSettings(
  services: Services,
  pool: UserPool,
  settings: AppClientSettings,
  writing: Writing,
): Promise<void> {
  requireFlows(pool, settings)
  requireValidity(settings)
  requireAttributes(pool, settings, writing)
  await requireOAuth(services, pool, settings)
  requireRotation(pool, settings)
  requireContextData(settings)
}

function requireFlows(pool: UserPool, settings: AppClientSettings): void {
  const flows = settings.explicitAuthFlows ?? []
  const prefixed = flows.filter((flow) => flow.startsWith('ALLOW_'))
  if (prefixed.length > 0 && prefixed.length < flows.length)
    throw new InvalidParameterException(
      "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
    )
  requireMachineFlow(settings)
  if (flows.includes('ALLOW_USER_AUTH')) requireEssentials(pool, 'Passwordless Sign-In')
  if (usesArgon2id(pool) && authFlows({ settings }).has('ALLOW_USER_SRP_AUTH'))
    throw new InvalidParameterException(
      'This user pool stores passwords as Argon2id (tag _password_hash_): ExplicitAuthFlows must name the flows, without ALLOW_USER_SRP_AUTH.',
    )
}

/** The texts are ours, after API_GetClientToken. */
function requireMachineFlow({ explicitAuthFlows: flows = [], hasSecret }: AppClientSettings): void {
  if (!flows.includes('ALLOW_CLIENT_TOKEN_AUTH')) return
  if (flows.length > 1)
    throw new InvalidParameterException(
      'ALLOW_CLIENT_TOKEN_AUTH can not be used with other authentication flows.',
    )
  if (!hasSecret)
    throw new InvalidParameterException('ALLOW_CLIENT_TOKEN_AUTH requires a client with a client secret.')
}

function requireValidity(settings: AppClientSettings): void {
  const { accessToken, idToken, refreshToken } = validitySeconds({ settings })
  const inRange = (seconds: number, range: typeof tokenSeconds) =>
    seconds >= range.shortest && seconds <= range.longest
  if (
    !inRange(accessToken, tokenSeconds) ||
    !inRange(idToken, tokenSeconds) ||
    !inRange(refreshToken, refreshTokenSeconds)
  )
    throw new InvalidParameterException('Invalid range for token validity.')
  if (Math.max(accessToken, idToken) > refreshToken)
    throw new InvalidParameterException(
      'Access and Id Token expiration times must be less than or equal to refresh token expiration times.',
    )
}

function requireAttributes(pool: UserPool, settings: AppClientSettings, writing: Writing): void {
  const { readAttributes, writeAttributes } = settings
  const known = pool.schemaAttributes.map((attribute) => attribute.name)
  if (readAttributes && !readAttributes.every((name) => known.includes(name)))
    throw new InvalidParameterException(`Invalid read attributes specified while ${writing} a client`)
  if (!writeAttributes) return
  const required = pool.schemaAttributes.filter((attribute) => attribute.required).map(({ name }) => name)
  const isComplete = required.every((name) => unwritable.includes(name) || writeAttributes.includes(name))
  if (!isComplete || !writeAttributes.every((name) => known.includes(name) && !unwritable.includes(name)))
    throw new InvalidParameterException(`Invalid write attributes specified while ${writing} a client`)
}

/**
 * The first text is our reading.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
function requireRotation(pool: UserPool, settings: AppClientSettings): void {
  if (settings.refreshTokenRotation?.feature !== 'ENABLED') return
  requireEssentials(pool, 'Refresh Token Rotation')
  if (settings.explicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH'))
    throw new InvalidParameterException(
      'ALLOW_REFRESH_TOKEN_AUTH can not be used when refresh token rotation is enabled.',
    )
}

/** The API reference allows it only to clients with a secret; the text is our reading. */
function requireContextData(settings: AppClientSettings): void {
  if (settings.enablePropagateAdditionalUserContextData && !settings.hasSecret)
    throw new InvalidParameterException(
      'EnablePropagateAdditionalUserContextData can only be enabled for a client with a client secret.',
    )
}
