import { sha256 } from '../crypto/random.ts'
import * as webAuthn from '../crypto/web-authn.ts'
import {
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
  ResourceNotFoundException,
  WebAuthnChallengeNotFoundException,
  WebAuthnClientMismatchException,
  WebAuthnCredentialNotSupportedException,
  WebAuthnNotEnabledException,
  WebAuthnOriginNotAllowedException,
  WebAuthnRelyingPartyMismatchException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { Passkey } from '../storage/passkeys.ts'
import * as passkeys from '../storage/passkeys.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { type Authorized, authorizeOrRevoked } from './access-tokens.ts'
import { isStorable } from './attribute-formats.ts'
import { nameOf } from './passkey-names.ts'
import { isAllowedOrigin, relyingPartyId } from './relying-party.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html: passkeys per user. */
const MAX_PASSKEYS = 20
/** How long the browser may take, and the challenge with it; the API reference's example answer has a minute. */
const TIMEOUT_MS = 60_000
/** The answer travels too. */
const CHALLENGE_LIFE_MS = TIMEOUT_MS + 30_000

/** The user of an access token who may look after passkeys. Throws NotAuthorizedException, PasswordResetRequiredException. */
export function authorizeOwner(services: Services, accessToken: string): Promise<Authorized> {
  return authorizeOrRevoked(services, accessToken, ['UserNotFoundException', 'ResourceNotFoundException'])
}

/** PublicKeyCredentialCreationOptionsJSON. */
export interface CreationOptions {
  rp: { id: string; name: string }
  user: { id: string; name: string; displayName: string }
  challenge: string
  pubKeyCredParams: { type: 'public-key'; alg: number }[]
  timeout: number
  excludeCredentials: CredentialDescriptor[]
  authenticatorSelection: { requireResidentKey: true; residentKey: 'required'; userVerification: string }
  attestation: 'none'
}

interface CredentialDescriptor {
  type: 'public-key'
  id: string
  transports: string[]
}

/**
 * Begins the registration of a passkey; it takes the place of one that was begun and not completed. Throws
 * WebAuthnNotEnabledException, WebAuthnConfigurationMissingException, LimitExceededException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html
 */
export async function startRegistration(
  services: Services,
  { user, pool, client }: Authorized,
): Promise<CreationOptions> {
  requireEnabled(pool)
  const id = await relyingPartyId(services, pool)
  const known = await passkeys.listAll(services.db, user.id)
  requireRoom(known)
  const challenge = webAuthn.newChallenge()
  await passkeys.putRegistration(services.db, {
    userId: user.id,
    challengeHash: sha256(challenge),
    appClientId: client.id,
    expiresAt: services.clock.now() + CHALLENGE_LIFE_MS,
  })
  const name = shownName(pool, user)
  return {
    rp: { id, name: id },
    user: { id: userHandle(user), name, displayName: name },
    challenge,
    pubKeyCredParams: webAuthn.algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT_MS,
    excludeCredentials: known.filter((passkey) => passkey.relyingPartyId === id).map(toDescriptor),
    authenticatorSelection: {
      requireResidentKey: true,
      residentKey: 'required',
      userVerification: requiresVerification(pool) ? 'required' : 'preferred',
    },
    attestation: 'none',
  }
}

/**
 * Keeps the passkey that the browser made for the challenge, which is good for one answer, right or wrong. Throws
 * InvalidParameterException, LimitExceededException, WebAuthnNotEnabledException, WebAuthnChallengeNotFoundException,
 * WebAuthnClientMismatchException, WebAuthnOriginNotAllowedException, WebAuthnRelyingPartyMismatchException,
 * WebAuthnCredentialNotSupportedException, and NotAuthorizedException where the pool has no relying party any more.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html
 */
export async function completeRegistration(
  services: Services,
  { user, pool, client }: Authorized,
  credential: unknown,
): Promise<void> {
  requireEnabled(pool)
  const response = webAuthn.readRegistration(credential)
  if (!response) throw new InvalidParameterException('Invalid credential.') // our wording
  const id = await requireSameParty(services, pool)
  await takeChallenge(services, { user, clientId: client.id, challenge: response.clientData.challenge })
  const { origin, crossOrigin } = response.clientData
  if (crossOrigin || !isAllowedOrigin(id, origin)) throw new WebAuthnOriginNotAllowedException()
  const registered = await verifyRegistration(response, pool, id)
  const { aaguid, ...key } = registered
  await transaction(services, async (services) => {
    await store(services, user, {
      ...key,
      userPoolId: pool.id,
      userId: user.id,
      relyingPartyId: id,
      transports: response.transports,
      ...(response.attachment !== undefined && { attachment: response.attachment }),
      name: nameOf(aaguid),
      createdAt: services.clock.now(),
    })
  })
}

/** The operation that completes declares no WebAuthnConfigurationMissingException: nothing can align with no domain. */
async function requireSameParty(services: Services, pool: UserPool): Promise<string> {
  return relyingPartyId(services, pool).catch((error: unknown) => {
    throw new WebAuthnRelyingPartyMismatchException(undefined, { cause: error })
  })
}

async function takeChallenge(
  services: Services,
  { user, clientId, challenge }: { user: User; clientId: string; challenge: string },
): Promise<void> {
  const key = { userId: user.id, challengeHash: sha256(challenge) }
  const begun = await passkeys.takeRegistration(services.db, key)
  if (!begun || begun.expiresAt <= services.clock.now()) throw new WebAuthnChallengeNotFoundException()
  if (begun.appClientId !== clientId) throw new WebAuthnClientMismatchException()
}

async function verifyRegistration(response: webAuthn.RegistrationResponse, pool: UserPool, id: string) {
  const ceremony = { relyingPartyId: id, requireUserVerification: requiresVerification(pool) }
  try {
    return await webAuthn.verifyRegistration(response, ceremony)
  } catch (error) {
    if (error instanceof webAuthn.RelyingPartyMismatchError)
      throw new WebAuthnRelyingPartyMismatchException(undefined, { cause: error })
    if (error instanceof webAuthn.UnprovenError)
      throw new WebAuthnCredentialNotSupportedException(undefined, { cause: error })
    throw error
  }
}

/** Registrations of one user follow one another, so that no two get the last place. */
async function store(services: Services, user: User, passkey: Passkey): Promise<void> {
  if (!(await users.lock(services.db, user.id)))
    throw new NotAuthorizedException('Access Token has been revoked')
  requireRoom(await passkeys.listAll(services.db, user.id))
  if (await passkeys.insert(services.db, passkey)) return
  throw new InvalidParameterException('The credential is already registered.') // our wording
}

/** Removes the user's passkey. Throws ResourceNotFoundException, also for the passkey of another user. */
export async function remove(services: Services, user: User, credentialId: string): Promise<void> {
  if (isStorable(credentialId) && (await passkeys.remove(services.db, user.id, credentialId))) return
  throw new ResourceNotFoundException('The credential does not exist.') // our wording
}

/** Whether the pool lets users sign in by passkeys. */
export function isEnabled({ settings }: UserPool): boolean {
  return settings.policies.signInPolicy?.allowedFirstAuthFactors?.includes('WEB_AUTHN') === true
}

function requireEnabled(pool: UserPool): void {
  if (!isEnabled(pool)) throw new WebAuthnNotEnabledException()
}

function requireRoom(known: readonly Passkey[]): void {
  if (known.length >= MAX_PASSKEYS) throw new LimitExceededException('The user has too many passkeys.') // our wording
}

/** Whether a passkey with user verification stands for both factors in this pool. */
export function countsAsMfa(pool: UserPool): boolean {
  return pool.settings.webAuthnConfiguration?.factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION'
}

/** Whether the pool takes no passkey from whoever merely holds the authenticator. */
export function requiresVerification(pool: UserPool): boolean {
  return pool.settings.webAuthnConfiguration?.userVerification === 'required'
}

/** How authenticators know the user: the `sub` as base64url. */
export function userHandle(user: Pick<User, 'id'>): string {
  return Buffer.from(user.id, 'utf8').toString('base64url')
}

/** Where addresses are user names, nobody knows the one that is a UUID. */
function shownName(pool: UserPool, user: User): string {
  const addresses = (pool.settings.usernameAttributes ?? []).map((name) => user.attributes[name])
  return addresses.find((address) => address !== undefined) ?? user.username
}

/** PublicKeyCredentialDescriptor, by which a browser finds the passkey (Web Authentication, section 5.8.3). */
export function toDescriptor({ credentialId, transports }: Pick<Passkey, 'credentialId' | 'transports'>) {
  return { type: 'public-key' as const, id: credentialId, transports }
}
