import type { Services } from '../services.ts'
import type { Attributes } from '../storage/users.ts'
import { flag } from './define-auth-challenge.ts'
import { type EventSubject, invokeTrigger } from './invoke.ts'

/** What the function lets happen without a code. */
export interface SignUpDecision {
  confirm: boolean
  verifyEmail: boolean
  verifyPhone: boolean
}

/**
 * Lets the pool's function deny a new user, or take one without a code. It sees the attributes that were given and, as
 * `validationData`, what was given for it alone. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export async function preSignUp(
  services: Services,
  subject: EventSubject,
  given: {
    occasion: 'SignUp' | 'AdminCreateUser' | 'ExternalProvider'
    attributes: Attributes
    validationData: Readonly<Record<string, string>> | undefined
  },
): Promise<SignUpDecision> {
  const { clientMetadata } = subject
  const response = await invokeTrigger(services, {
    trigger: 'PreSignUp',
    occasion: given.occasion,
    subject,
    request: {
      userAttributes: given.attributes,
      validationData: given.validationData ?? null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  })
  return {
    confirm: flag(response?.['autoConfirmUser']),
    verifyEmail: flag(response?.['autoVerifyEmail']),
    verifyPhone: flag(response?.['autoVerifyPhone']),
  }
}
