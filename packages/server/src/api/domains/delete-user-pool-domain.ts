import * as domains from '../../core/domains.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const deleteUserPoolDomain: Operation<'DeleteUserPoolDomain'> = async (services, input) => {
  await domains.remove(services, { domain: input.Domain, userPoolId: input.UserPoolId })
  return {}
}
