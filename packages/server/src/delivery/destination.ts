import type { UserPool, VerifiedAttribute } from '../storage/user-pools.ts'
import type { Attributes } from '../storage/users.ts'

export type Channel = 'email' | 'sms'

/** Where a code goes. */
export interface Destination {
  attribute: VerifiedAttribute
  channel: Channel
  /** The address in full. */
  to: string
}

/** What a caller learns of it (`CodeDeliveryDetails`). */
export interface CodeDelivery {
  attributeName: VerifiedAttribute
  deliveryMedium: 'EMAIL' | 'SMS'
  /** Masked. */
  destination: string
}

/**
 * Where the code of a sign-up goes: to the phone when both attributes are verified automatically and given; undefined
 * when none is.
 */
export function chooseDelivery(pool: UserPool, attributes: Attributes): Destination | undefined {
  return firstWithValue(signUpOrder(pool), attributes)
}

/** The attributes that a sign-up verifies, the first with a value: the phone before the e-mail address. */
export function signUpOrder(pool: UserPool): VerifiedAttribute[] {
  const verified = pool.settings.autoVerifiedAttributes ?? []
  const order: VerifiedAttribute[] = ['phone_number', 'email']
  return order.filter((attribute) => verified.includes(attribute))
}

/** Where the code of a forgotten password goes: the first verified address by priority; undefined when there is none. */
export function chooseRecovery(pool: UserPool, attributes: Attributes): Destination | undefined {
  const verified = recoveryOrder(pool).filter((name) => isTrue(attributes[`${name}_verified`]))
  return firstWithValue(verified, attributes)
}

/** Whether users of this pool cannot reset their passwords themselves. */
export function isAdminOnly(pool: UserPool): boolean {
  const mechanisms = pool.settings.accountRecoverySetting?.recoveryMechanisms ?? []
  return mechanisms.some((mechanism) => mechanism.name === 'admin_only')
}

/** The attributes that recovery tries, the best first. Without a setting: the phone, then the e-mail address. */
export function recoveryOrder(pool: UserPool): VerifiedAttribute[] {
  const mechanisms = pool.settings.accountRecoverySetting?.recoveryMechanisms
  if (!mechanisms || mechanisms.length === 0) return ['phone_number', 'email']
  const sorted = [...mechanisms].sort((left, right) => left.priority - right.priority)
  return sorted.flatMap(({ name }) => {
    if (name === 'admin_only') return []
    return name === 'verified_email' ? 'email' : 'phone_number'
  })
}

/** The address of this attribute as a destination. */
export function destinationOf(attribute: VerifiedAttribute, to: string): Destination {
  return { attribute, channel: attribute === 'email' ? 'email' : 'sms', to }
}

/** What the answer tells of the destination: attribute, medium and the masked address. */
export function describeDelivery({ attribute, to }: Pick<Destination, 'attribute' | 'to'>): CodeDelivery {
  return {
    attributeName: attribute,
    deliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS',
    destination: mask(attribute, to),
  }
}

/**
 * `j***@g***` for an e-mail address, `+*******1234` for a phone number; always as many stars and small letters, so
 * that neither length nor spelling tells a user's address from what a caller typed.
 */
export function mask(attribute: VerifiedAttribute, value: string): string {
  if (attribute === 'phone_number') return `+*******${value.slice(-4)}`
  const at = value.lastIndexOf('@')
  return `${firstLetter(value)}***@${firstLetter(value.slice(at + 1))}***`
}

function firstLetter(text: string): string {
  const [letter = ''] = text
  return letter.toLowerCase()
}

function firstWithValue(order: VerifiedAttribute[], attributes: Attributes): Destination | undefined {
  for (const attribute of order) {
    const value = attributes[attribute]
    if (value) return destinationOf(attribute, value)
  }
  return undefined
}

/** Boolean attributes keep the spelling that they were given ("True"). */
function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}
