import type { Services } from '../services.ts'
import { asObject } from './as-object.ts'
import { asText } from './as-text.ts'
import { flag } from './define-auth-challenge.ts'
import { type EventSubject, invokeTrigger } from './invoke.ts'

/** A user of another directory, as the function describes them. */
export interface MigratedUser {
  attributes: Record<string, string>
  status: 'CONFIRMED' | 'RESET_REQUIRED'
  forceAliasCreation: boolean
  /** Whether codes by SMS become the second factor. */
  usesSmsMfa: boolean
}

/** What the user typed, and what the application told the function. */
export interface MigrationRequest {
  occasion: 'Authentication' | 'ForgotPassword'
  /** Absent where the password was forgotten. */
  password?: string
  validationData?: Readonly<Record<string, string>> | undefined
}

/**
 * Asks the pool's function for a user whom the pool does not know; undefined where it knows none either. Throws as
 * `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export async function userMigration(
  services: Services,
  subject: EventSubject,
  { occasion, password, validationData }: MigrationRequest,
): Promise<MigratedUser | undefined> {
  const response = await invokeTrigger(services, {
    trigger: 'UserMigration',
    occasion,
    subject,
    request: {
      ...(password !== undefined && { password }),
      validationData: validationData ?? null,
      clientMetadata: subject.clientMetadata ?? null,
    },
    response: {
      userAttributes: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
    },
  })
  const attributes = asObject(response?.['userAttributes'])
  if (!response || !attributes) return undefined
  return {
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, asText(value)])),
    status: response['finalUserStatus'] === 'CONFIRMED' ? 'CONFIRMED' : 'RESET_REQUIRED',
    forceAliasCreation: flag(response['forceAliasCreation']),
    usesSmsMfa: flag(response['enableSMSMFA']),
  }
}
