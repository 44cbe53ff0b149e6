import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'

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

/** Whether the pool names a function for this trigger. */
export function isConfigured(pool: UserPool, name: TriggerName): boolean {
  const { lambdaConfig } = pool.settings
  if (lambdaConfig[uncapitalize(name)]) return true
  return name === 'PreTokenGeneration' && Boolean(lambdaConfig['preTokenGenerationConfig'])
}

/** Warns that a trigger is skipped, once for each pool and trigger. */
export function warnOnce(
  { log, skippedTriggers }: Services,
  { id: userPoolId }: UserPool,
  trigger: TriggerName,
): void {
  const key = `${userPoolId} ${trigger}`
  if (skippedTriggers.has(key)) return
  skippedTriggers.add(key)
  log.warn({ userPoolId, trigger }, 'A trigger is skipped, because its function cannot be run')
}

/** The function that the pool names for this trigger. */
export function targetOf(pool: UserPool, name: TriggerName): string | undefined {
  const { lambdaConfig } = pool.settings
  const configured = lambdaConfig[uncapitalize(name)]
  const target = name === 'PreTokenGeneration' ? (versionedTarget(pool) ?? configured) : configured
  if (typeof target === 'string') return target === '' ? undefined : target
  return (target as { lambdaArn?: string } | undefined)?.lambdaArn
}

function versionedTarget({ settings }: UserPool): string | undefined {
  return (settings.lambdaConfig['preTokenGenerationConfig'] as { lambdaArn?: string } | undefined)?.lambdaArn
}

function uncapitalize(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
