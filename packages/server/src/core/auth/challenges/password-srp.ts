import * as srp from '../../../crypto/srp.ts'
import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as choice from '../choice.ts'
import type { Candidate } from '../first-factors.ts'
import { passwordVerifierChallenge } from '../flows/user-srp.ts'
import { refuseMissingPassword } from '../sign-in-user.ts'
import { requireOffered } from './password.ts'

/** Asks for SRP_A. */
export function passwordSrpChallenge(services: Services, auth: Auth, candidate: Candidate): AuthStep {
  return {
    kind: 'challenge',
    name: 'PASSWORD_SRP',
    parameters: {},
    session: choice.createSession(services, auth, candidate),
    availableChallenges: ['PASSWORD_SRP'],
  }
}

/** Answers PASSWORD_SRP. */
export async function passwordSrp(services: Services, auth: Auth): Promise<AuthStep> {
  readPublicA(auth)
  return askForSrp(services, auth, await requireOffered(services, auth, 'PASSWORD_SRP'))
}

/** PASSWORD_VERIFIER for the SRP_A that came with the request; here it carries a session, which its answer needs not send. */
export async function askForSrp(services: Services, auth: Auth, candidate: Candidate): Promise<AuthStep> {
  const publicA = readPublicA(auth)
  if (candidate.user) refuseMissingPassword(auth, candidate.user)
  const step = await passwordVerifierChallenge(services, auth, { ...candidate, publicA })
  const session = choice.createSession(services, auth, candidate)
  return step.kind === 'challenge' ? { ...step, session } : step
}

function readPublicA(auth: Auth): bigint {
  const publicA = srp.parsePublicA(requireParameter(auth, 'SRP_A'))
  if (publicA === undefined) throw new InvalidParameterException('Invalid SRP_A value.')
  return publicA
}
