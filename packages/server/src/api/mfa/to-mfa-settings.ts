import type { MFAOptionType } from '@poolhouse/api-model'
import type { User } from '../../storage/users.ts'

/** The members of GetUser and AdminGetUser that tell of second factors; absent where there are none. */
export function toMfaSettings({ mfa }: User): {
  UserMFASettingList?: string[]
  PreferredMfaSetting?: string
  MFAOptions?: MFAOptionType[]
} {
  return {
    ...(mfa?.enabled.length && { UserMFASettingList: mfa.enabled }),
    ...(mfa?.preferred && { PreferredMfaSetting: mfa.preferred }),
    ...(mfa?.bySettings && { MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] }),
  }
}
