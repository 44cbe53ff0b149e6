import { requireBranding } from '../../core/login-brandings.ts'
import type { Operation } from '../operation.ts'
import { toManagedLoginBrandingType } from './to-managed-login-branding-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBranding.html */
export const describeManagedLoginBranding: Operation<'DescribeManagedLoginBranding'> = async (
  services,
  input,
) => {
  const key = { userPoolId: input.UserPoolId, id: input.ManagedLoginBrandingId }
  const branding = await requireBranding(services, key)
  return { ManagedLoginBranding: toManagedLoginBrandingType(branding, input.ReturnMergedResources) }
}
