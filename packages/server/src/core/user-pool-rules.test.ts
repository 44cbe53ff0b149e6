import { describe, expect, it } from 'vitest'
import type { UserPool } from '../storage/user-pools.ts'
import { requireValidSettings } from './user-pool-rules.ts'
import { type AskedUserPoolSettings, completeUserPoolSettings } from './user-pool-settings.ts'

const smsConfiguration = { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' }

function pool(settings: AskedUserPoolSettings): UserPool {
  return {
    id: 'us-east-1_abc',
    region: 'us-east-1',
    accountId: '000000000000',
    name: 'pool',
    settings: completeUserPoolSettings(settings),
    schemaAttributes: [],
    tags: {},
    createdAt: 0,
    updatedAt: 0,
  }
}

function update(former: AskedUserPoolSettings, asked: AskedUserPoolSettings): void {
  requireValidSettings(asked, completeUserPoolSettings(asked), pool(former))
}

describe('requireValidSettings of an update', () => {
  it('leaves MFA on where it never needed messages', () => {
    expect(() => update({ mfaConfiguration: 'ON' }, { mfaConfiguration: 'OPTIONAL' })).not.toThrow()
  })

  it('refuses to turn MFA on without messages, and to take them away', () => {
    const message = 'SMS configuration and Auto verification for phone_number are required'
    expect(() => update({}, { mfaConfiguration: 'ON' })).toThrow(message)
    expect(() => update({ mfaConfiguration: 'ON', smsConfiguration }, { mfaConfiguration: 'ON' })).toThrow(
      message,
    )
  })

  it('names every feature that the tier lacks', () => {
    const asked: AskedUserPoolSettings = {
      userPoolTier: 'LITE',
      userPoolAddOns: { advancedSecurityMode: 'AUDIT' },
      policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    }
    expect(() => update({}, asked)).toThrow(
      'The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In, Threat Protection',
    )
  })
})

describe('completeUserPoolSettings', () => {
  it('takes empty lists as not set', () => {
    const settings = completeUserPoolSettings({
      autoVerifiedAttributes: [],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: [] },
    })
    expect(settings).not.toHaveProperty('autoVerifiedAttributes')
    expect(settings).not.toHaveProperty('userAttributeUpdateSettings')
  })

  it('keeps an empty mail configuration valid for readers that need the sending account', () => {
    expect(completeUserPoolSettings({ emailConfiguration: {} }).emailConfiguration).toEqual({
      emailSendingAccount: 'COGNITO_DEFAULT',
    })
  })
})
