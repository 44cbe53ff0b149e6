import { getLimit } from '../../core/provisioned-limits.ts'
import type { Operation } from '../operation.ts'
import { limitScope, toLimitType } from './limit-scope.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetProvisionedLimit.html */
export const getProvisionedLimit: Operation<'GetProvisionedLimit'> = async (services, input, request) => {
  const scope = limitScope(input.LimitDefinition, request)
  return { Limit: toLimitType(scope, await getLimit(services, scope)) }
}
