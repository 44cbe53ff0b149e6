import { requireBrandingOfClient } from '../../core/login-brandings.ts'
import type { Operation } from '../operation.ts'
import { toManagedLoginBrandingType } from './to-managed-login-branding-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBrandingByClient.html */
export const describeManagedLoginBrandingByClient: Operation<'DescribeManagedLoginBrandingByClient'> = async (
  services,
  input,
) => {
  const key = { userPoolId: input.UserPoolId, clientId: input.ClientId }
  const branding = await requireBrandingOfClient(services, key)
  return { ManagedLoginBranding: toManagedLoginBrandingType(branding, input.ReturnMergedResources) }
}
