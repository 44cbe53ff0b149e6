import { InvalidParameterException, NotAuthorizedException } from '../../../errors.ts'
import { type Services, transaction } from '../../../services.ts'
import * as users from '../../../storage/users.ts'
import type { ChallengeResult } from '../../../triggers/define-auth-challenge.ts'
import { verifyAuthChallenge } from '../../../triggers/verify-auth-challenge.ts'
import type { Auth, AuthStep } from '../auth.ts'
import type { ChallengeSession } from '../challenge-session.ts'
import * as challengeSession from '../challenge-session.ts'
import { CUSTOM_CHALLENGE, decide, requireFunction } from '../custom-auth.ts'
import { findKnownDevice } from '../device.ts'
import { subjectOf } from '../event-subject.ts'

/**
 * Lets the pool's functions check the answer and decide how to go on. The session is used up before they run, so that it
 * gives one try however many answers come at once.
 */
export async function customChallenge(services: Services, auth: Auth): Promise<AuthStep> {
  const answer = auth.parameters['ANSWER']
  if (answer === undefined) throw new InvalidParameterException('Missing required parameter ANSWER')
  const session = await challengeSession.requireSession(services, auth, CUSTOM_CHALLENGE)
  const { username, known, results, privateParameters, metadata } = stateOf(session)
  requireFunction(services, auth, 'VerifyAuthChallengeResponse')
  const user = await users.find(services.db, auth.pool.id, session.userId)
  if (known && !user) throw new NotAuthorizedException('Invalid session for the user.')
  if (user) await findKnownDevice(services, auth, user)
  await transaction(services, (services) => challengeSession.use(services, session))
  const who = { user, username }
  const isRight = await verifyAuthChallenge(services, subjectOf(auth, who), { answer, privateParameters })
  const result = {
    challengeName: CUSTOM_CHALLENGE,
    challengeResult: isRight,
    challengeMetadata: metadata,
  }
  return decide(services, auth, who, { results: [...results, result] })
}

function stateOf({ state = {} }: ChallengeSession) {
  return {
    username: state['username'] ?? '',
    known: state['known'] === 'yes',
    results: JSON.parse(state['results'] ?? '[]') as ChallengeResult[],
    privateParameters: JSON.parse(state['privateParameters'] ?? '{}') as Record<string, string>,
    metadata: JSON.parse(state['metadata'] ?? 'null') as string | null,
  }
}
