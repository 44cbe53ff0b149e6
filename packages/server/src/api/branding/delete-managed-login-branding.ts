import * as loginBrandings from '../../core/login-brandings.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteManagedLoginBranding.html */
export const deleteManagedLoginBranding: Operation<'DeleteManagedLoginBranding'> = async (
  services,
  input,
) => {
  await loginBrandings.remove(services, { userPoolId: input.UserPoolId, id: input.ManagedLoginBrandingId })
}
