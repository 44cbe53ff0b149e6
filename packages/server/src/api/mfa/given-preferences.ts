import type { SetUserMFAPreferenceRequest } from '@poolhouse/api-model'
import type { FactorPreference, MfaPreferences } from '../../core/mfa-preferences.ts'

type Asked = Omit<SetUserMFAPreferenceRequest, 'AccessToken'>

/** What SetUserMFAPreference and AdminSetUserMFAPreference ask for. */
export function givenPreferences(input: Asked): MfaPreferences {
  return {
    factors: {
      SMS_MFA: toPreference(input.SMSMfaSettings),
      SOFTWARE_TOKEN_MFA: toPreference(input.SoftwareTokenMfaSettings),
      EMAIL_OTP: toPreference(input.EmailMfaSettings),
    },
    webAuthn: input.WebAuthnMfaSettings?.Enabled,
  }
}

function toPreference(settings: Asked['SMSMfaSettings'] = {}): FactorPreference {
  return { enabled: settings.Enabled, preferred: settings.PreferredMfa }
}
