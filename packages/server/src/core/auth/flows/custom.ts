import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { refuseTrigger } from '../../../triggers/require-runnable.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'

/** CUSTOM_AUTH: the pool's functions decide, so that a pool without them refuses, as Cognito does. */
export async function custom(services: Services, auth: Auth): Promise<AuthStep> {
  requireParameter(auth, 'USERNAME')
  refuseTrigger(services, auth.pool, 'DefineAuthChallenge')
  throw new InvalidParameterException('Custom auth lambda trigger is not configured for the user pool.')
}
