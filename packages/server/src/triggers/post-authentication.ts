import type { Services } from '../services.ts'
import { aboutUser, type EventSubject, invokeTrigger } from './invoke.ts'

/**
 * Tells the pool's function of a user who proved everything, before tokens are given; its failure ends the sign-in.
 * Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
 */
export async function postAuthentication(
  services: Services,
  subject: EventSubject,
  newDeviceUsed: boolean,
): Promise<void> {
  await invokeTrigger(services, {
    trigger: 'PostAuthentication',
    occasion: 'Authentication',
    subject,
    request: { ...aboutUser(subject), newDeviceUsed },
    response: {},
  })
}
