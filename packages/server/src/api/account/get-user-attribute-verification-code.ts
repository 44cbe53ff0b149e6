import { type CodeDeliveryDetailsType, toWire } from '@poolhouse/api-model'
import { authorize } from '../../core/access-tokens.ts'
import { sendCode } from '../../core/attribute-verification.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode: Operation<'GetUserAttributeVerificationCode'> = async (
  services,
  input,
) => {
  const authorized = await authorize(services, input.AccessToken)
  const delivery = await sendCode(services, authorized, {
    attributeName: input.AttributeName,
    clientMetadata: input.ClientMetadata,
  })
  return { CodeDeliveryDetails: toWire<CodeDeliveryDetailsType>('CodeDeliveryDetailsType', delivery) }
}
