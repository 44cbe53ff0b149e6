import { type CodeDeliveryDetailsType, toWire } from '@poolhouse/api-model'
import { authorize } from '../../core/access-tokens.ts'
import * as account from '../../core/account.ts'
import type { Operation } from '../operation.ts'
import { givenAttributes } from '../users/given-attributes.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes: Operation<'UpdateUserAttributes'> = async (services, input) => {
  const authorized = await authorize(services, input.AccessToken)
  const deliveries = await account.update(services, authorized, {
    attributes: givenAttributes(input.UserAttributes),
    clientMetadata: input.ClientMetadata,
  })
  return {
    CodeDeliveryDetailsList: deliveries.map((delivery) =>
      toWire<CodeDeliveryDetailsType>('CodeDeliveryDetailsType', delivery),
    ),
  }
}
