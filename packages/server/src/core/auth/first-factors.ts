import type { Services } from '../../services.ts'
import * as passkeys from '../../storage/passkeys.ts'
import type { UserPool, VerifiedAttribute } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'
import { isPhoneNumber } from '../attribute-formats.ts'
import { isVerified } from '../attributes.ts'
import { countsAsMfa, isEnabled } from '../passkeys.ts'
import { usesArgon2id } from '../passwords.ts'
import { findRelyingPartyId } from '../relying-party.ts'
import type { Auth } from './auth.ts'
import { pretendedPasskey } from './first-factor-pretence.ts'
import { secondFactorOf } from './mfa.ts'

/** What a choice-based sign-in can begin with, by the name of its challenge. */
export type FirstFactor = 'PASSWORD_SRP' | 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'

/** Who signs in: `user` is undefined for a name that nobody has, where the client hides that. */
export interface Candidate {
  user: User | undefined
  /** The name as it was given when the sign-in began. */
  username: string
}

/** A passkey that may be asked for. */
export type OfferedPasskey = Pick<passkeys.Passkey, 'credentialId' | 'transports'>

export interface Offer {
  factors: FirstFactor[]
  /** The passkeys that a sign-in may use; empty where it may use none. */
  passkeys: OfferedPasskey[]
}

/**
 * The first factors that the pool allows and the user has. Codes and passkeys are not offered to whoever needs a second
 * factor, but for passkeys that count as both. A user without any is offered the password, which then is refused. A name
 * that nobody has is offered what a user would be.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export async function offerTo(services: Services, auth: Auth, candidate: Candidate): Promise<Offer> {
  const { pool } = auth
  const { user } = candidate
  const usable = await usablePasskeys(services, auth, candidate)
  const factors: FirstFactor[] = [
    ...passwordFactors(pool, user),
    ...(['EMAIL_OTP', 'SMS_OTP'] as const).filter((factor) => mayUseCode(pool, candidate, factor)),
    ...(usable.length > 0 ? (['WEB_AUTHN'] as const) : []),
  ]
  return { factors: factors.length > 0 ? factors : passwordFactors(pool, undefined), passkeys: usable }
}

function passwordFactors(pool: UserPool, user: User | undefined): FirstFactor[] {
  if (user && !user.password) return []
  const hasVerifier = user?.password ? user.password.kind === 'srp' : !usesArgon2id(pool)
  return hasVerifier ? ['PASSWORD_SRP', 'PASSWORD'] : ['PASSWORD']
}

/** Whether a code may stand for the password. One who has not confirmed gets it at the address that it will verify. */
function mayUseCode(pool: UserPool, { user, username }: Candidate, factor: 'EMAIL_OTP' | 'SMS_OTP'): boolean {
  if (!allows(pool, factor) || needsMfa(pool, user)) return false
  if (!user) return factor === pretendedCode(pool, username)
  return mayDoWithoutPassword(user) && canReceive(user, attributeOf(factor))
}

function pretendedCode(pool: UserPool, username: string): 'EMAIL_OTP' | 'SMS_OTP' {
  const isPhone = isPhoneNumber(username) || !allows(pool, 'EMAIL_OTP')
  return isPhone ? 'SMS_OTP' : 'EMAIL_OTP'
}

function canReceive(user: User, attribute: VerifiedAttribute): boolean {
  if (!user.attributes[attribute]) return false
  return user.status === 'UNCONFIRMED' || isVerified(user.attributes, attribute)
}

/** Whether the password is no condition: not while it must be changed or reset, nor for who signs in elsewhere. */
function mayDoWithoutPassword({ status, password }: User): boolean {
  if (status === 'RESET_REQUIRED') return password === undefined // imported without one
  return status === 'CONFIRMED' || status === 'UNCONFIRMED'
}

async function usablePasskeys(
  services: Services,
  { pool }: Auth,
  candidate: Candidate,
): Promise<OfferedPasskey[]> {
  const { user } = candidate
  if (!isEnabled(pool) || !mayUsePasskey(pool, user)) return []
  const id = await findRelyingPartyId(services, pool)
  if (id === undefined) return []
  if (!user) return pretendedPasskey(services, pool, candidate.username)
  const own = await passkeys.listAll(services.db, user.id)
  return own.filter((passkey) => passkey.relyingPartyId === id)
}

function mayUsePasskey(pool: UserPool, user: User | undefined): boolean {
  if (user && (user.status === 'UNCONFIRMED' || !mayDoWithoutPassword(user))) return false
  return !needsMfa(pool, user) || (countsAsMfa(pool) && user?.mfa?.webAuthn !== false)
}

/** Whether a sign-in of this user asks for a second factor. */
export function needsMfa(pool: UserPool, user: User | undefined): boolean {
  return user ? secondFactorOf(pool, user) !== undefined : pool.settings.mfaConfiguration === 'ON'
}

/** Whether the pool's sign-in policy allows the factor; none of the tier LITE allows more than the password. */
export function allows({ settings }: UserPool, factor: FirstFactor): boolean {
  return settings.policies.signInPolicy?.allowedFirstAuthFactors?.includes(factor) === true
}

/** The attribute whose address gets the code. */
export function attributeOf(factor: 'EMAIL_OTP' | 'SMS_OTP'): VerifiedAttribute {
  return factor === 'EMAIL_OTP' ? 'email' : 'phone_number'
}
