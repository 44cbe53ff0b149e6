import { fakeUserSub, uuid } from '../../../crypto/random.ts'
import * as srp from '../../../crypto/srp.ts'
import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../storage/users.ts'
import { refuseTrigger } from '../../../triggers/require-runnable.ts'
import * as passwords from '../../passwords.ts'
import { nameKey } from '../../usernames.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import { newSingleUse } from '../challenge-session.ts'
import * as secretBlock from '../secret-block.ts'
import { findSignInUser, refuseMissingPassword } from '../sign-in-user.ts'

/** USER_SRP_AUTH: answers PASSWORD_VERIFIER, for a name that nobody has too where the client hides that. */
export async function userSrp(services: Services, auth: Auth): Promise<AuthStep> {
  const username = requireParameter(auth, 'USERNAME')
  const publicA = srp.parsePublicA(requireParameter(auth, 'SRP_A'))
  if (publicA === undefined) throw new InvalidParameterException('Invalid SRP_A value.')
  const user = await findSignInUser(services, auth, username)
  refuseTrigger(services, auth.pool, 'PreAuthentication')
  if (user) refuseMissingPassword(auth, user)
  return passwordVerifierChallenge(services, auth, { username, user, publicA })
}

/** The challenge to prove the password of the user, or of nobody. */
export async function passwordVerifierChallenge(
  services: Services,
  auth: Auth,
  { username, user, publicA }: { username: string; user: User | undefined; publicA: bigint },
): Promise<AuthStep> {
  const { salt, verifier } = secretOf(services, auth, username, user)
  const { privateB, publicB } = await srp.startSrp(services.modexp, { verifier })
  const userIdForSrp = user?.username ?? fakeUserId(services, auth, username)
  const sealed = secretBlock.seal(services, auth, {
    ...newSingleUse(services, auth),
    userId: user?.id ?? uuid(), // nobody's id, so that the block is as long and costs the same look-up
    names: [...new Set([userIdForSrp, username])],
    userIdForSrp,
    publicA: toBase64(publicA.toString(16)),
    privateB: privateB.toString('base64'),
    publicB: toBase64(publicB),
    ...(auth.custom && { custom: auth.custom.results }),
  })
  return {
    kind: 'challenge',
    name: 'PASSWORD_VERIFIER',
    parameters: {
      SALT: salt.toString('hex'),
      SECRET_BLOCK: sealed,
      SRP_B: publicB,
      USERNAME: userIdForSrp,
      USER_ID_FOR_SRP: userIdForSrp,
    },
  }
}

/** The user's salt and verifier, or made-up ones that stay the same over restarts and that no password matches. */
function secretOf(services: Services, auth: Auth, username: string, user: User | undefined) {
  const stored = user && passwords.srpVerifier(services, user)
  if (stored) return stored
  const key = services.keyring.deriveKey('fake-srp')
  const identity = fakeIdentity(auth, username)
  return { salt: srp.fakeSalt(key, identity), verifier: srp.fakeVerifier(key, identity) }
}

/** Where user names are generated a real answer holds a UUID; elsewhere it repeats the name. */
function fakeUserId(services: Services, auth: Auth, username: string): string {
  if (!auth.pool.settings.usernameAttributes) return username
  return fakeUserSub(services.keyring.deriveKey('fake-srp'), fakeIdentity(auth, username))
}

function fakeIdentity(auth: Auth, username: string): string {
  return `${auth.pool.id} ${nameKey(auth.pool, username)}`
}

function toBase64(hex: string): string {
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64')
}
