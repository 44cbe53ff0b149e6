import * as srp from '../../../crypto/srp.ts'
import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { ChallengeResult } from '../../../triggers/define-auth-challenge.ts'
import { preventsUserExistenceErrors } from '../../app-clients.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import { decide, requireFunction } from '../custom-auth.ts'
import { preAuthentication } from '../event-subject.ts'
import { findSignInUser, requireNotRefused } from '../sign-in-user.ts'
import { passwordVerifierChallenge } from './user-srp.ts'

const SRP_A: ChallengeResult = { challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null }

/**
 * CUSTOM_AUTH: the pool's functions decide. With CHALLENGE_NAME `SRP_A` they may ask for the password first, which needs
 * SRP_A; functions that ask for something else need none (so it was on Cognito, 2024). For a name that nobody has they run too where the client hides that. A pool without them refuses, as Cognito does.
 */
export async function custom(services: Services, auth: Auth): Promise<AuthStep> {
  const username = requireParameter(auth, 'USERNAME')
  requireFunction(services, auth, 'DefineAuthChallenge')
  const offersPassword = auth.parameters['CHALLENGE_NAME'] === 'SRP_A'
  const publicA = offersPassword && auth.parameters['SRP_A'] ? readPublicA(auth) : undefined
  const user = await findSignInUser(services, auth, username)
  await preAuthentication(services, auth, { user, username })
  if (user && !preventsUserExistenceErrors(auth.client)) requireNotRefused(user)
  if (!offersPassword) return decide(services, auth, { user, username }, { results: [] })
  const results = [SRP_A]
  const askPassword = async () => {
    const exchange = { username, user, publicA: publicA ?? readPublicA(auth) }
    return passwordVerifierChallenge(services, { ...auth, custom: { results } }, exchange)
  }
  return decide(services, auth, { user, username }, { results, askPassword })
}

function readPublicA(auth: Auth): bigint {
  const publicA = srp.parsePublicA(requireParameter(auth, 'SRP_A'))
  if (publicA === undefined) throw new InvalidParameterException('Invalid SRP_A value.')
  return publicA
}
