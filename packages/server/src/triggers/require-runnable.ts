import { UnexpectedLambdaException } from '../errors.ts'
import type { UserPool } from '../storage/user-pools.ts'

export type TriggerName =
  | 'PreSignUp'
  | 'CustomMessage'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'DefineAuthChallenge'
  | 'PreTokenGeneration'
  | 'UserMigration'
  | 'CustomSMSSender'
  | 'CustomEmailSender'

/**
 * Refuses a flow whose trigger is configured, since functions cannot be run yet: to skip one silently could open what
 * it guards. Throws UnexpectedLambdaException.
 */
export function refuseTrigger(pool: UserPool, name: TriggerName): void {
  if (!isConfigured(pool, name)) return
  throw new UnexpectedLambdaException(`${name} invocation failed due to error ResourceNotFoundException.`)
}

/** Whether the pool names a function for this trigger. */
export function isConfigured(pool: UserPool, name: TriggerName): boolean {
  const { lambdaConfig } = pool.settings
  if (lambdaConfig[uncapitalize(name)]) return true
  return name === 'PreTokenGeneration' && Boolean(lambdaConfig['preTokenGenerationConfig'])
}

function uncapitalize(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
