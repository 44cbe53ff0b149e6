import { InvalidLambdaResponseException } from '../errors.ts'
import type { Services } from '../services.ts'
import { aboutUser, type EventSubject, invokeTrigger, unknownUser } from './invoke.ts'

/** A challenge of a custom sign-in that was answered. */
export interface ChallengeResult {
  challengeName: string
  challengeResult: boolean
  challengeMetadata: string | null
}

/** What the function wants next. */
export type AuthDecision = { kind: 'failure' } | { kind: 'tokens' } | { kind: 'challenge'; name: string }

/**
 * Asks the pool's function how a custom sign-in goes on. Failing wins over all else; an answer that says nothing is no
 * answer. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
 */
export async function defineAuthChallenge(
  services: Services,
  subject: EventSubject,
  session: readonly ChallengeResult[],
): Promise<AuthDecision> {
  const response = await invokeTrigger(services, {
    trigger: 'DefineAuthChallenge',
    occasion: 'Authentication',
    subject,
    request: { ...aboutUser(subject), session, ...unknownUser(subject) },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  })
  const fails = flag(response?.['failAuthentication'])
  const issues = flag(response?.['issueTokens'])
  if (fails) return { kind: 'failure' }
  if (issues) return { kind: 'tokens' }
  const name = response?.['challengeName']
  if (typeof name !== 'string' || name === '') throw new InvalidLambdaResponseException()
  return { kind: 'challenge', name }
}

/** A member that is not set counts as no. */
export function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === null || value === undefined) return false
  throw new InvalidLambdaResponseException()
}
