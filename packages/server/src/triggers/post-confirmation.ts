import type { Services } from '../services.ts'
import { aboutUser, type EventSubject, invokeTrigger } from './invoke.ts'

/**
 * Tells the pool's function of a user who was confirmed, or has a new password by a code. Call it after the commit: what
 * it refuses stays done. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export async function postConfirmation(
  services: Services,
  subject: EventSubject,
  occasion: 'ConfirmSignUp' | 'ConfirmForgotPassword',
): Promise<void> {
  await invokeTrigger(services, {
    trigger: 'PostConfirmation',
    occasion,
    subject,
    request: aboutUser(subject),
    response: {},
  })
}
