import { setLimit } from '../../core/provisioned-limits.ts'
import type { Operation } from '../operation.ts'
import { limitScope, toLimitType } from './limit-scope.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateProvisionedLimit.html */
export const updateProvisionedLimit: Operation<'UpdateProvisionedLimit'> = async (
  services,
  input,
  request,
) => {
  const scope = limitScope(input.LimitDefinition, request)
  return { Limit: toLimitType(scope, await setLimit(services, scope, input.RequestedLimitValue)) }
}
