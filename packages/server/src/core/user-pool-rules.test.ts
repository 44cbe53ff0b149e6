import { describe, expect, it } from 'vitest'
import { requireValidSettings } from './user-pool-rules.ts'
import { type AskedUserPoolSettings, completeUserPoolSettings } from './user-pool-settings.ts'

describe('requireValidSettings', () => {
  it('names every feature that the tier lacks', () => {
    const asked: AskedUserPoolSettings = {
      userPoolTier: 'LITE',
      userPoolAddOns: { advancedSecurityMode: 'AUDIT' },
      policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    }
    expect(() => requireValidSettings(asked, completeUserPoolSettings(asked))).toThrow(
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
