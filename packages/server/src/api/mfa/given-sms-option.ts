import type { MFAOptionType } from '@poolhouse/api-model'
import { InvalidParameterException } from '../../errors.ts'

/**
 * Whether SetUserSettings or AdminSetUserSettings asks for SMS, the only option that they know; an empty list turns it off.
 * Throws InvalidParameterException (our wording).
 */
export function givenSmsOption(options: MFAOptionType[]): boolean {
  const isSms = ({ DeliveryMedium, AttributeName }: MFAOptionType) =>
    DeliveryMedium === 'SMS' && AttributeName === 'phone_number'
  if (options.every(isSms)) return options.length > 0
  throw new InvalidParameterException('Only SMS to phone_number can be given in MFAOptions.')
}
