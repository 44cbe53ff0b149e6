import type { Services } from '../services.ts'
import { aboutUser, type EventSubject, invokeTrigger, unknownUser } from './invoke.ts'

/**
 * Lets the pool's function deny a sign-in before anything is proven, for a name that nobody has too where the app client
 * hides that. `validationData` is the ClientMetadata that the sign-in began with. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
 */
export async function preAuthentication(
  services: Services,
  subject: EventSubject,
  validationData: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  await invokeTrigger(services, {
    trigger: 'PreAuthentication',
    occasion: 'Authentication',
    subject,
    request: { ...aboutUser(subject), validationData: validationData ?? null, ...unknownUser(subject) },
    response: {},
  })
}
