import { InvalidLambdaResponseException } from '../errors.ts'
import type { Services } from '../services.ts'
import { asObject } from './as-object.ts'
import type { ChallengeResult } from './define-auth-challenge.ts'
import { aboutUser, type EventSubject, invokeTrigger, unknownUser } from './invoke.ts'

export interface CreatedChallenge {
  /** Shown to the client. */
  publicParameters: Record<string, string>
  /** Kept for the function that checks the answer. */
  privateParameters: Record<string, string>
  metadata: string | null
}

/**
 * Lets the pool's function make the next custom challenge. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html
 */
export async function createAuthChallenge(
  services: Services,
  subject: EventSubject,
  session: readonly ChallengeResult[],
): Promise<CreatedChallenge> {
  const response = await invokeTrigger(services, {
    trigger: 'CreateAuthChallenge',
    occasion: 'Authentication',
    subject,
    request: { ...aboutUser(subject), challengeName: 'CUSTOM_CHALLENGE', session, ...unknownUser(subject) },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  })
  return {
    publicParameters: texts(response?.['publicChallengeParameters']),
    privateParameters: texts(response?.['privateChallengeParameters']),
    metadata: text(response?.['challengeMetadata']) ?? null,
  }
}

function texts(value: unknown): Record<string, string> {
  if (value === null || value === undefined) return {}
  const members = asObject(value)
  if (!members) throw new InvalidLambdaResponseException()
  const entries = Object.entries(members).map(([name, member]) => [name, text(member)] as const)
  return Object.fromEntries(
    entries.flatMap(([name, member]) => (member === undefined ? [] : [[name, member]])),
  )
}

/** Numbers and booleans are written as text; what has parts is refused. */
function text(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'object') throw new InvalidLambdaResponseException()
  return String(value)
}
