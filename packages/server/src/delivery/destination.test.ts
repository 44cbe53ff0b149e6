import { describe, expect, it } from 'vitest'
import { userPool } from '../../test/support/outbox.ts'
import type { UserPoolSettings, VerifiedAttribute } from '../storage/user-pools.ts'
import { chooseDelivery, chooseRecovery, describeDelivery, isAdminOnly, mask } from './destination.ts'

const email = 'jane@example.com'
const phone = '+15555551234'
const both = { email, phone_number: phone }
const verified = { ...both, email_verified: 'true', phone_number_verified: 'True' }

function recovery(...names: ('verified_email' | 'verified_phone_number' | 'admin_only')[]) {
  const recoveryMechanisms = names.map((name, index) => ({ name, priority: index + 1 }))
  return { accountRecoverySetting: { recoveryMechanisms: recoveryMechanisms.reverse() } }
}

describe('the code of a sign-up', () => {
  it.each<[string, VerifiedAttribute[] | undefined, Record<string, string>, string | undefined]>([
    ['the phone when both are verified and given', ['email', 'phone_number'], both, phone],
    ['the e-mail address when only it is given', ['email', 'phone_number'], { email }, email],
    ['the e-mail address when only it is verified', ['email'], both, email],
    ['nowhere when the attribute is absent', ['phone_number'], { email }, undefined],
    ['nowhere when nothing is verified', undefined, both, undefined],
  ])('goes to %s', (_, autoVerifiedAttributes, attributes, to) => {
    const pool = userPool(autoVerifiedAttributes ? { autoVerifiedAttributes } : {})
    expect(chooseDelivery(pool, attributes)?.to).toBe(to)
  })
})

describe('the code of a forgotten password', () => {
  it.each<[string, Partial<UserPoolSettings>, Record<string, string>, string | undefined]>([
    ['the phone first, without a setting', {}, verified, phone],
    ['the e-mail address where only it is verified', {}, { ...both, email_verified: 'true' }, email],
    ['nowhere when nothing is verified', {}, { ...both, email_verified: 'false' }, undefined],
    ['the best priority', recovery('verified_email', 'verified_phone_number'), verified, email],
    ['the only mechanism', recovery('verified_phone_number'), { ...verified, phone_number: '' }, undefined],
    ['nowhere when only the administrator may', recovery('admin_only'), verified, undefined],
  ])('goes to %s', (_, settings, attributes, to) => {
    expect(chooseRecovery(userPool(settings), attributes)?.to).toBe(to)
  })

  it('is never sent where only the administrator may reset', () => {
    expect(isAdminOnly(userPool(recovery('admin_only')))).toBe(true)
    expect(isAdminOnly(userPool(recovery('verified_email')))).toBe(false)
    expect(isAdminOnly(userPool())).toBe(false)
  })
})

describe('the mask', () => {
  it.each([
    ['email', 'jane@gmail.com', 'j***@g***'],
    ['email', 'Jane@Gmail.com', 'j***@g***'],
    ['email', 'j@g', 'j***@g***'],
    ['email', '😀x@e.com', '😀***@e***'],
    ['phone_number', '+15555551234', '+*******1234'],
    ['phone_number', '+4912345', '+*******2345'],
  ] as const)('of %s %s is %s', (attribute, value, masked) => {
    expect(mask(attribute, value)).toBe(masked)
  })

  it('is what the answer tells', () => {
    expect(describeDelivery({ attribute: 'email', to: email })).toEqual({
      attributeName: 'email',
      deliveryMedium: 'EMAIL',
      destination: 'j***@e***',
    })
    expect(describeDelivery({ attribute: 'phone_number', to: phone }).deliveryMedium).toBe('SMS')
  })
})
