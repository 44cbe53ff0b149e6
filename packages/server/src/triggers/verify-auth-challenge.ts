import type { Services } from '../services.ts'
import { flag } from './define-auth-challenge.ts'
import { aboutUser, type EventSubject, invokeTrigger, unknownUser } from './invoke.ts'

/**
 * Asks the pool's function whether the answer to a custom challenge is right. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
 */
export async function verifyAuthChallenge(
  services: Services,
  subject: EventSubject,
  { answer, privateParameters }: { answer: string; privateParameters: Record<string, string> },
): Promise<boolean> {
  const response = await invokeTrigger(services, {
    trigger: 'VerifyAuthChallengeResponse',
    occasion: 'Authentication',
    subject,
    request: {
      ...aboutUser(subject),
      privateChallengeParameters: privateParameters,
      challengeAnswer: answer,
      ...unknownUser(subject),
    },
    response: { answerCorrect: null },
  })
  return flag(response?.['answerCorrect'])
}
