import * as loginBrandings from '../../core/login-brandings.ts'
import type { Operation } from '../operation.ts'
import { readAssets, toManagedLoginBrandingType } from './to-managed-login-branding-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html */
export const createManagedLoginBranding: Operation<'CreateManagedLoginBranding'> = async (
  services,
  input,
) => {
  const key = { userPoolId: input.UserPoolId, clientId: input.ClientId }
  const branding = await loginBrandings.create(services, key, {
    useProvidedValues: input.UseCognitoProvidedValues,
    settings: input.Settings,
    assets: readAssets(input.Assets),
  })
  return { ManagedLoginBranding: toManagedLoginBrandingType(branding) }
}
