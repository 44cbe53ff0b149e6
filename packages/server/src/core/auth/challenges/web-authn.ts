import * as webAuthn from '../../../crypto/web-authn.ts'
import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { Passkey } from '../../../storage/passkeys.ts'
import * as passkeys from '../../../storage/passkeys.ts'
import { countsAsMfa, requiresVerification, toDescriptor, userHandle } from '../../passkeys.ts'
import { findRelyingPartyId, isAllowedOrigin } from '../../relying-party.ts'
import { type Auth, type AuthStep, incorrectUsernameOrPassword, requireParameter } from '../auth.ts'
import type { ChallengeSession } from '../challenge-session.ts'
import * as challengeSession from '../challenge-session.ts'
import * as choice from '../choice.ts'
import { nobodysPublicKey } from '../first-factor-pretence.ts'
import { type Candidate, needsMfa, type Offer, offerTo } from '../first-factors.ts'
import { afterFirstFactor, finish, type Proven } from '../next-step.ts'
import { requireActive } from '../sign-in-user.ts'

/** What the browser is to sign, for a user who has a passkey; undefined for others. */
export async function credentialRequest(
  services: Services,
  auth: Auth,
  { user }: Candidate,
  offer: Offer,
): Promise<{ challenge: string; parameters: Record<string, string> } | undefined> {
  if (offer.passkeys.length === 0) return undefined
  const challenge = webAuthn.newChallenge()
  const options = {
    challenge,
    timeout: auth.client.settings.authSessionValidity * 60_000,
    rpId: await findRelyingPartyId(services, auth.pool),
    allowCredentials: offer.passkeys.map(toDescriptor),
    userVerification: mustVerify(auth, user) ? 'required' : 'preferred',
  }
  return { challenge, parameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) } }
}

/** Asks for a passkey. */
export async function webAuthnChallenge(
  services: Services,
  auth: Auth,
  candidate: Candidate,
  offer: Offer,
): Promise<AuthStep> {
  const request = await credentialRequest(services, auth, candidate, offer)
  return {
    kind: 'challenge',
    name: 'WEB_AUTHN',
    parameters: request?.parameters ?? {},
    session: choice.createSession(services, auth, candidate, request?.challenge),
    availableChallenges: ['WEB_AUTHN'],
  }
}

/** Answers WEB_AUTHN. */
export async function webAuthnAnswer(services: Services, auth: Auth): Promise<AuthStep> {
  requireParameter(auth, 'CREDENTIAL')
  return proveByPasskey(services, auth, await choice.requireCandidate(services, auth))
}

/**
 * Checks the assertion of a passkey. The session's challenge is good for one answer, right or wrong. A passkey with user
 * verification ends the sign-in where the pool takes it for both factors.
 */
export async function proveByPasskey(
  services: Services,
  auth: Auth,
  { candidate, session }: { candidate: Candidate; session: ChallengeSession },
): Promise<AuthStep> {
  const response = webAuthn.readAssertion(webAuthn.parseObject(requireParameter(auth, 'CREDENTIAL')))
  if (!response) throw new InvalidParameterException('Invalid CREDENTIAL.') // our wording
  await challengeSession.use(services, session)
  const { user } = candidate
  const passkey = await allowedPasskey(services, auth, candidate, response)
  const relyingPartyId = await findRelyingPartyId(services, auth.pool)
  const isForUs =
    response.clientData.challenge === session.state?.['challenge'] &&
    relyingPartyId !== undefined &&
    !response.clientData.crossOrigin &&
    isAllowedOrigin(relyingPartyId, response.clientData.origin)
  if (!passkey || !isForUs) throw incorrectUsernameOrPassword()
  const ceremony = { relyingPartyId, requireUserVerification: mustVerify(auth, user) }
  const proof = await verify(response, passkey, ceremony)
  if (!user || !isOf(user, response)) throw incorrectUsernameOrPassword()
  requireActive(services, auth.pool, user)
  const proven: Proven = {
    user,
    withoutPassword: true,
    useUp: (services) => advance(services, { ...passkey, userId: user.id }, proof.signCount),
  }
  const isBoth = proof.userVerified && countsAsMfa(auth.pool) && user.mfa?.webAuthn !== false
  return isBoth ? finish(services, auth, proven) : afterFirstFactor(services, auth, proven)
}

type VerifiablePasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'signCount'>

/** The passkey that the response names, if the sign-in may use it. */
async function allowedPasskey(
  services: Services,
  auth: Auth,
  candidate: Candidate,
  { id }: webAuthn.AssertionResponse,
): Promise<VerifiablePasskey | undefined> {
  const offer = await offerTo(services, auth, candidate)
  if (!offer.passkeys.some(({ credentialId }) => credentialId === id)) return undefined
  if (!candidate.user) return { credentialId: id, publicKey: nobodysPublicKey, signCount: 0 }
  return passkeys.find(services.db, candidate.user.id, id)
}

async function verify(
  response: webAuthn.AssertionResponse,
  passkey: VerifiablePasskey,
  ceremony: webAuthn.Ceremony,
): Promise<{ signCount: number; userVerified: boolean }> {
  try {
    return await webAuthn.verifyAssertion(response, passkey, ceremony)
  } catch (error) {
    const isRefusal =
      error instanceof webAuthn.UnprovenError || error instanceof webAuthn.RelyingPartyMismatchError
    throw isRefusal ? incorrectUsernameOrPassword() : error
  }
}

/** Authenticators that tell for whom they made the passkey must tell this user. */
function isOf(user: { id: string }, { userHandle: handle }: webAuthn.AssertionResponse): boolean {
  return handle === undefined || handle === userHandle(user)
}

async function advance(
  services: Services,
  passkey: VerifiablePasskey & { userId: string },
  signCount: number,
): Promise<void> {
  if (!(await passkeys.advance(services.db, passkey, signCount))) throw incorrectUsernameOrPassword()
}

/** Whether the authenticator must have verified the user: by the pool's setting, or since it stands for MFA. */
function mustVerify({ pool }: Auth, user: Candidate['user']): boolean {
  return requiresVerification(pool) || needsMfa(pool, user) || user?.mfa?.webAuthn === true
}
