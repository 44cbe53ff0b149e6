import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { checkSecretHash } from '../client-authentication.ts'
import { type Auth, type AuthStep, type Challenge, requireParameter } from './auth.ts'
import { newPasswordRequired } from './challenges/new-password-required.ts'
import { passwordVerifier } from './challenges/password-verifier.ts'

const challenges = new Map<string, Challenge>([
  ['PASSWORD_VERIFIER', passwordVerifier],
  ['NEW_PASSWORD_REQUIRED', newPasswordRequired],
])

/** Answers the challenge of that name. One that this server never asks has no session that could be answered. */
export async function respond(services: Services, auth: Auth, challengeName: string): Promise<AuthStep> {
  const username = requireParameter(auth, 'USERNAME')
  await checkSecretHash(services, auth.client, { username, secretHash: auth.parameters['SECRET_HASH'] })
  const challenge = challenges.get(challengeName)
  if (!challenge) throw new NotAuthorizedException('Invalid session for the user.')
  return challenge(services, auth)
}
