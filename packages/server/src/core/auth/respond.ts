import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { checkSecretHash } from '../client-authentication.ts'
import { type Auth, type AuthStep, type Challenge, requireParameter } from './auth.ts'
import * as challengeSession from './challenge-session.ts'
import { customChallenge } from './challenges/custom-challenge.ts'
import { devicePasswordVerifier } from './challenges/device-password-verifier.ts'
import { deviceSrpAuth } from './challenges/device-srp-auth.ts'
import { emailOtp, smsOtp } from './challenges/first-factor-code.ts'
import { mfaSetup } from './challenges/mfa-setup.ts'
import { newPasswordRequired } from './challenges/new-password-required.ts'
import { smsMfa } from './challenges/one-time-code.ts'
import { password } from './challenges/password.ts'
import { passwordSrp } from './challenges/password-srp.ts'
import { passwordVerifier } from './challenges/password-verifier.ts'
import { selectedChallenge } from './challenges/select-challenge.ts'
import { selectMfaType } from './challenges/select-mfa-type.ts'
import { softwareTokenMfa } from './challenges/software-token-mfa.ts'
import { webAuthnAnswer } from './challenges/web-authn.ts'
import { withHistory } from './history.ts'

const challenges = new Map<string, Challenge>([
  ['PASSWORD_VERIFIER', passwordVerifier],
  ['NEW_PASSWORD_REQUIRED', newPasswordRequired],
  ['SMS_MFA', smsMfa],
  ['SELECT_CHALLENGE', selectedChallenge],
  ['PASSWORD', password],
  ['PASSWORD_SRP', passwordSrp],
  ['WEB_AUTHN', webAuthnAnswer],
  ['EMAIL_OTP', emailOtp],
  ['SMS_OTP', smsOtp],
  ['SOFTWARE_TOKEN_MFA', softwareTokenMfa],
  ['SELECT_MFA_TYPE', selectMfaType],
  ['MFA_SETUP', mfaSetup],
  ['CUSTOM_CHALLENGE', customChallenge],
  ['DEVICE_SRP_AUTH', deviceSrpAuth],
  ['DEVICE_PASSWORD_VERIFIER', devicePasswordVerifier],
])

/** Answers the challenge of that name. One that this server never asks has no session that could be answered. */
export async function respond(services: Services, auth: Auth, challengeName: string): Promise<AuthStep> {
  const username = requireParameter(auth, 'USERNAME')
  await checkSecretHash(services, auth.client, { username, secretHash: auth.parameters['SECRET_HASH'] })
  return answer(services, auth, challengeName)
}

/** Answers a challenge of a sign-in on the hosted pages, which need no secret. */
export async function respondHosted(
  services: Services,
  auth: Auth,
  challengeName: string,
): Promise<AuthStep> {
  return answer(services, { ...auth, hosted: true }, challengeName)
}

function answer(services: Services, auth: Auth, challengeName: string): Promise<AuthStep> {
  const challenge = challenges.get(challengeName)
  if (!challenge) throw new NotAuthorizedException('Invalid session for the user.')
  const marked = challengeSession.withCustomAuth(services, auth, challengeName)
  return withHistory(services, auth, challengeName, () => challenge(services, marked))
}
