import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { findOverride } from './overrides.ts'

export type TriggerName =
  | 'PreSignUp'
  | 'CustomMessage'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
  | 'PreTokenGeneration'
  | 'UserMigration'
  | 'CustomSMSSender'
  | 'CustomEmailSender'
  | 'InboundFederation'

/** Whether the operator or the pool names a function for this trigger. */
export function isConfigured(services: Services, pool: UserPool, name: TriggerName): boolean {
  return targetOf(services, pool, name) !== undefined
}

/** Warns that a trigger is skipped, once for each pool and trigger. */
export function warnOnce(services: Services, { id: userPoolId }: UserPool, trigger: TriggerName): void {
  if (!firstSight(services, `${userPoolId} ${trigger}`)) return
  services.log.warn({ userPoolId, trigger }, 'A trigger is skipped, because its function cannot be run')
}

/** Whether nothing was logged of this before; from now on it was. */
export function firstSight({ skippedTriggers }: Pick<Services, 'skippedTriggers'>, key: string): boolean {
  if (skippedTriggers.has(key)) return false
  skippedTriggers.add(key)
  return true
}

/** The function for this trigger: the operator's choice goes before the pool's. */
export function targetOf(
  { triggerOverrides }: Services,
  pool: UserPool,
  name: TriggerName,
): string | undefined {
  const override = findOverride(triggerOverrides, pool.id, name)
  if (override) return override.target
  const { lambdaConfig } = pool.settings
  const configured = lambdaConfig[uncapitalize(name)]
  const target = name === 'PreTokenGeneration' ? (versionedTarget(pool) ?? configured) : configured
  if (typeof target === 'string') return target === '' ? undefined : target
  return (target as { lambdaArn?: string } | undefined)?.lambdaArn
}

/** Which event the token trigger of the pool understands. */
export function tokenEventVersion({ triggerOverrides }: Services, pool: UserPool): '1' | '2' | '3' {
  const override = findOverride(triggerOverrides, pool.id, 'PreTokenGeneration')
  const version = override?.version ?? tokenConfig(pool)?.lambdaVersion
  if (version === 'V3_0') return '3'
  return version === 'V2_0' ? '2' : '1'
}

function versionedTarget(pool: UserPool): string | undefined {
  return tokenConfig(pool)?.lambdaArn
}

function tokenConfig({ settings }: UserPool): { lambdaArn?: string; lambdaVersion?: string } | undefined {
  return settings.lambdaConfig['preTokenGenerationConfig'] as ReturnType<typeof tokenConfig>
}

function uncapitalize(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
