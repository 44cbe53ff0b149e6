import type { AppClient, AppClientSettings, TimeUnit } from '../storage/app-clients.ts'
import { asStored, type Given, type Stored, withoutEmptyLists } from './given.ts'

/** What CreateUserPoolClient and UpdateUserPoolClient may ask for. */
export type AskedAppClientSettings = Given<
  Omit<AppClientSettings, 'hasSecret' | 'refreshTokenRotation' | 'ssoSessionMinutes' | 'clientType'>
> & {
  refreshTokenRotation?:
    | { feature: 'ENABLED' | 'DISABLED'; retryGracePeriodSeconds?: number | undefined }
    | undefined
}

const secondsIn: Record<TimeUnit, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
const REFRESH_TOKEN_DAYS = 30
/** Seconds that access and ID tokens are valid where the client does not say. */
const TOKEN_SECONDS = 3600
const AUTH_SESSION_MINUTES = 3

/**
 * The settings with the defaults that Cognito gives a new client; empty lists mean that nothing was set.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function completeAppClientSettings(given: AskedAppClientSettings): AppClientSettings {
  const asked = asStored(given)
  return withoutEmptyLists({
    ...asked,
    refreshTokenValidity: refreshTokenValidity(asked),
    allowedOAuthFlowsUserPoolClient: asked.allowedOAuthFlowsUserPoolClient ?? false,
    enableTokenRevocation: asked.enableTokenRevocation ?? true,
    enablePropagateAdditionalUserContextData: asked.enablePropagateAdditionalUserContextData ?? false,
    authSessionValidity: asked.authSessionValidity ?? AUTH_SESSION_MINUTES,
  })
}

/** Nothing is 30 of the client's unit; 0 is 30 days in that unit, since Cognito overrides it with its default. */
function refreshTokenValidity(asked: Stored<AskedAppClientSettings>): number {
  if (asked.refreshTokenValidity === undefined) return REFRESH_TOKEN_DAYS
  if (asked.refreshTokenValidity > 0) return asked.refreshTokenValidity
  return (REFRESH_TOKEN_DAYS * secondsIn.days) / secondsIn[asked.tokenValidityUnits?.refreshToken ?? 'days']
}

export interface TokenValidity {
  accessToken: number
  idToken: number
  refreshToken: number
}

/** How long the client's tokens are valid, in seconds. Without a unit access and ID tokens count hours, refresh tokens days. */
export function validitySeconds({ settings }: Pick<AppClient, 'settings'>): TokenValidity {
  const { accessTokenValidity, idTokenValidity, refreshTokenValidity = REFRESH_TOKEN_DAYS } = settings
  const units = settings.tokenValidityUnits
  const seconds = (value: number | undefined, unit: TimeUnit = 'hours') =>
    value === undefined ? TOKEN_SECONDS : value * secondsIn[unit]
  return {
    accessToken: seconds(accessTokenValidity, units?.accessToken),
    idToken: seconds(idTokenValidity, units?.idToken),
    refreshToken: refreshTokenValidity * secondsIn[units?.refreshToken ?? 'days'],
  }
}

const flowsByDefault = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']
const legacyFlows: Record<string, string> = {
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  CUSTOM_AUTH_FLOW_ONLY: 'ALLOW_CUSTOM_AUTH',
}

/**
 * The flows that the client allows, by their `ALLOW_` names. Nothing set means refresh, SRP and custom; the legacy names
 * add to these, but for CUSTOM_AUTH_FLOW_ONLY, which leaves custom and refresh. Rotation excludes REFRESH_TOKEN_AUTH.
 */
export function authFlows({ settings }: Pick<AppClient, 'settings'>): Set<string> {
  const flows = namedFlows(settings.explicitAuthFlows ?? [])
  if (settings.refreshTokenRotation?.feature === 'ENABLED') flows.delete('ALLOW_REFRESH_TOKEN_AUTH')
  return flows
}

function namedFlows(names: string[]): Set<string> {
  if (names.some((name) => name.startsWith('ALLOW_'))) return new Set(names)
  if (names.includes('CUSTOM_AUTH_FLOW_ONLY'))
    return new Set(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH'])
  return new Set([...flowsByDefault, ...names.flatMap((name) => legacyFlows[name] ?? [])])
}

/** Whether the client hides from callers which users exist. */
export function preventsUserExistenceErrors({ settings }: Pick<AppClient, 'settings'>): boolean {
  return settings.preventUserExistenceErrors === 'ENABLED'
}

/** The pool itself among the identity providers of an app client. */
export const OWN_USERS = 'COGNITO'

/** Whether the application registered itself, under a name that nobody checked (RFC 7591). */
export function isSelfRegistered({ settings }: Pick<AppClient, 'settings'>): boolean {
  return settings.clientType === 'DCR'
}

/** Whether the pool's own users may sign in to the client on the pages: unless it names other providers alone. */
export function admitsOwnUsers({ settings }: Pick<AppClient, 'settings'>): boolean {
  const { supportedIdentityProviders = [] } = settings
  return supportedIdentityProviders.length === 0 || supportedIdentityProviders.includes(OWN_USERS)
}
