import { type Services, transaction } from '../../services.ts'
import * as userStanding from '../../storage/user-standing.ts'
import type { User } from '../../storage/users.ts'
import { isForeignKeyViolation } from '../../storage/violations.ts'
import { postAuthentication } from '../../triggers/post-authentication.ts'
import type { TokenOccasion } from '../../triggers/pre-token-generation.ts'
import * as loginSessions from '../login-sessions.ts'
import * as tokens from '../tokens.ts'
import * as userChanges from '../user-changes.ts'
import type { RequestOrigin } from '../user-sessions.ts'
import { type Auth, type AuthStep, type CustomAuth, incorrectUsernameOrPassword } from './auth.ts'
import type { SingleUse } from './challenge-session.ts'
import * as challengeSession from './challenge-session.ts'
import { newPasswordChallenge } from './challenges/new-password-required.ts'
import { decide, resultsOf } from './custom-auth.ts'
import * as device from './device.ts'
import { subjectOf } from './event-subject.ts'
import * as lockout from './lockout.ts'
import { askFor, secondFactorOf } from './mfa.ts'
import { requireActive } from './sign-in-user.ts'

/** A user who proved a factor; `used` is what the proof uses up. */
export interface Proven {
  user: User
  used?: SingleUse
  /** What else the proof uses up, written in the same transaction; a throw undoes all of it. */
  useUp?: (services: Services) => Promise<void>
  /** What tokens at its end are issued for, where it is not just a sign-in. */
  occasion?: TokenOccasion
  /** The proof is not one of the password, so that it neither heeds nor ends the count of wrong ones. */
  withoutPassword?: boolean
}

/** What follows the first factor: a refusal by the user's status, a new password, a second factor, or the tokens. */
export async function afterFirstFactor(services: Services, auth: Auth, proven: Proven): Promise<AuthStep> {
  const { user } = proven
  await refuseInactive(services, auth, proven)
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return afterNewPassword(services, auth, proven)
  await settle(services, proven)
  return newPasswordChallenge(services, auth, user)
}

/** What the user's status refuses, but not to a guess that ran beside those which earned a lock. */
async function refuseInactive(
  services: Services,
  auth: Auth,
  { user, withoutPassword }: Proven,
): Promise<void> {
  try {
    requireActive(services, auth.pool, user)
  } catch (refusal) {
    if (!withoutPassword) await lockout.requireUnlocked(services, user.id)
    throw refusal
  }
}

/** What follows once the password is the user's own: the challenge of a remembered device or of MFA, or the tokens. */
export async function afterNewPassword(services: Services, auth: Auth, proven: Proven): Promise<AuthStep> {
  const challenge = await deviceStepAfterPassword(services, auth, proven.user)
  if (challenge) {
    await settle(services, proven)
    return challenge
  }
  const secondFactor = secondFactorOf(auth.pool, proven.user)
  if (!secondFactor) return finish(services, auth, proven)
  await settle(services, proven) // before a code is sent, so that one proof sends no more than one
  return askFor(services, auth, proven.user, secondFactor)
}

/** A custom sign-in asks for the proof of a device only at its end. */
async function deviceStepAfterPassword(
  services: Services,
  auth: Auth,
  user: User,
): Promise<AuthStep | undefined> {
  if (!auth.custom) return device.deviceStep(services, auth, user)
  await device.findKnownDevice(services, auth, user)
  return undefined
}

/** What follows when the pool's functions want tokens: the challenge of a remembered device, or the tokens. */
export async function afterCustomAuth(services: Services, auth: Auth, user: User): Promise<AuthStep> {
  const challenge = await device.deviceStep(services, auth, user)
  return challenge ?? finish(services, auth, { user, withoutPassword: true })
}

/** Goes on with the custom sign-in whose built-in challenge was passed. */
async function goOn(services: Services, auth: Auth, custom: CustomAuth, proven: Proven): Promise<AuthStep> {
  await settle(services, proven)
  const { user } = proven
  return decide(services, auth, { user, username: user.username }, { results: resultsOf(custom) })
}

/** Ends the sign-in with tokens. What the proof used up, and the count of failures, go in the transaction that keeps them. */
export async function finish(services: Services, auth: Auth, proven: Proven): Promise<AuthStep> {
  if (auth.custom) return goOn(services, auth, auth.custom, proven)
  const { pool, client, clientMetadata } = auth
  const { user, occasion = 'Authentication' } = proven
  const known = await device.findKnownDevice(services, auth, user)
  const fresh = known ? undefined : device.newDevice(services, auth)
  const subject = subjectOf(auth, { user, username: user.username })
  await postAuthentication(services, subject, fresh !== undefined)
  if (auth.hosted) return finishHosted(services, auth, proven)
  const deviceKey = known?.key ?? fresh?.key
  const origin = originOf(auth)
  const facts = { pool, client, user, origin, occasion, clientMetadata, ...(deviceKey && { deviceKey }) }
  const signIn = tokens.begin(services, facts)
  const signed = await tokens.sign(services, signIn)
  const refreshToken = await transaction(services, async (services) => {
    await requireUnchanged(services, user)
    await settle(services, proven)
    if (known) await device.recordSignIn(services, auth, known)
    const token = await tokens.storeFirstRefreshToken(services, signIn)
    await userChanges.signIn(services, user)
    return token
  }).catch(refuseDeleted)
  return { kind: 'tokens', tokens: { ...signed, refreshToken, ...(fresh && { newDevice: fresh }) } }
}

/** Ends the sign-in with a session of the browser, for which tokens are issued later. */
async function finishHosted(services: Services, auth: Auth, proven: Proven): Promise<AuthStep> {
  const { user } = proven
  const { pool, client } = auth
  const origin = originOf(auth)
  const session = await transaction(services, async (services) => {
    await requireUnchanged(services, user)
    await settle(services, proven)
    const session = await loginSessions.begin(services, { pool, client, user, origin })
    await userChanges.signIn(services, user)
    return session
  }).catch(refuseDeleted)
  const { token: loginSession, ...begun } = session
  return { kind: 'signed-in', user, loginSession, ...begun }
}

function originOf({ ipAddress, userAgent }: Auth): RequestOrigin {
  return { ipAddress, userAgent }
}

/** Refuses a user who was deleted, disabled or signed out, or got another password, while the proof was looked at. */
async function requireUnchanged(services: Services, user: User): Promise<void> {
  const current = await userStanding.find(services.db, user.userPoolId, user.id)
  if (!current?.enabled) throw incorrectUsernameOrPassword()
  if (current.signedOutAt !== user.signedOutAt) throw incorrectUsernameOrPassword()
  if (current.passwordSetAt !== user.password?.setAt) throw incorrectUsernameOrPassword()
}

/** A user who is deleted in the same moment leaves the token without an owner. */
function refuseDeleted(error: unknown): never {
  throw isForeignKeyViolation(error) ? incorrectUsernameOrPassword() : error
}

function settle(services: Services, { user, used, useUp, withoutPassword }: Proven): Promise<void> {
  return transaction(services, async (services) => {
    if (used) await challengeSession.use(services, used)
    await useUp?.(services)
    if (!withoutPassword) await lockout.clear(services, user.id)
  })
}
