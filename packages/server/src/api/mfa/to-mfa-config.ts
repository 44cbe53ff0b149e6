import type { GetUserPoolMfaConfigResponse } from '@poolhouse/api-model'
import { toWire } from '@poolhouse/api-model'
import type { UserPoolSettings } from '../../storage/user-pools.ts'

/** The pool's MFA as GetUserPoolMfaConfig and SetUserPoolMfaConfig show it: only what was set. */
export function toMfaConfig(settings: UserPoolSettings): GetUserPoolMfaConfigResponse {
  const { smsConfiguration, smsAuthenticationMessage } = settings
  const shown = {
    mfaConfiguration: settings.mfaConfiguration,
    softwareTokenMfaConfiguration: settings.softwareTokenMfaConfiguration,
    emailMfaConfiguration: settings.emailMfaConfiguration,
    webAuthnConfiguration: settings.webAuthnConfiguration,
    smsMfaConfiguration: settings.smsMfaEnabled ? { smsConfiguration, smsAuthenticationMessage } : undefined,
  }
  return toWire<GetUserPoolMfaConfigResponse>('GetUserPoolMfaConfigResponse', shown)
}
