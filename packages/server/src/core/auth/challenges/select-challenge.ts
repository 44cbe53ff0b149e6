import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import * as choice from '../choice.ts'
import { type Candidate, type FirstFactor, type Offer, offerTo } from '../first-factors.ts'
import { askForFirstCode } from './first-factor-code.ts'
import { passwordChallenge, provePasswordOf } from './password.ts'
import { askForSrp, passwordSrpChallenge } from './password-srp.ts'
import { credentialRequest, proveByPasskey, webAuthnChallenge } from './web-authn.ts'

/** Asks the user to choose a first factor. What a passkey would sign comes with it, so that one answer can do. */
export async function selectChallenge(
  services: Services,
  auth: Auth,
  candidate: Candidate,
  offer: Offer,
): Promise<AuthStep> {
  const request = await credentialRequest(services, auth, candidate, offer)
  return {
    kind: 'challenge',
    name: 'SELECT_CHALLENGE',
    parameters: request?.parameters ?? {},
    session: choice.createSession(services, auth, candidate, request?.challenge),
    availableChallenges: offer.factors,
  }
}

/** Answers SELECT_CHALLENGE: the chosen factor, and with it the password, SRP_A or credential if the caller has it already. */
export async function selectedChallenge(services: Services, auth: Auth): Promise<AuthStep> {
  const answer = requireParameter(auth, 'ANSWER')
  const { candidate, session } = await choice.requireCandidate(services, auth)
  const offer = await offerTo(services, auth, candidate)
  const factor = offer.factors.find((name) => name === answer)
  if (!factor) throw new InvalidParameterException(`${answer} is not an available challenge.`) // our wording
  if (factor === 'WEB_AUTHN' && auth.parameters['CREDENTIAL'])
    return proveByPasskey(services, auth, { candidate, session })
  await challengeSession.use(services, session)
  return ask(services, auth, { candidate, offer, factor })
}

/** The challenge of one first factor, or what follows it where the request proves it already. */
export async function ask(
  services: Services,
  auth: Auth,
  { candidate, offer, factor }: { candidate: Candidate; offer: Offer; factor: FirstFactor },
): Promise<AuthStep> {
  switch (factor) {
    case 'PASSWORD':
      return auth.parameters['PASSWORD']
        ? provePasswordOf(services, auth, candidate)
        : passwordChallenge(services, auth, candidate)
    case 'PASSWORD_SRP':
      return auth.parameters['SRP_A']
        ? askForSrp(services, auth, candidate)
        : passwordSrpChallenge(services, auth, candidate)
    case 'WEB_AUTHN':
      return webAuthnChallenge(services, auth, candidate, offer)
    case 'EMAIL_OTP':
    case 'SMS_OTP':
      return askForFirstCode(services, auth, candidate, factor)
  }
}
