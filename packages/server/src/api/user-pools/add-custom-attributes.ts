import { toCamel } from '@poolhouse/api-model'
import * as userPools from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export const addCustomAttributes: Operation<'AddCustomAttributes'> = async (services, input) => {
  const { userPoolId, customAttributes } = toCamel('AddCustomAttributesRequest', input)
  await userPools.addCustomAttributes(services, userPoolId, customAttributes)
  return {}
}
