import * as loginBrandings from '../../core/login-brandings.ts'
import { InvalidParameterException } from '../../errors.ts'
import type { Operation } from '../operation.ts'
import { readAssets, toManagedLoginBrandingType } from './to-managed-login-branding-type.ts'

/**
 * The model requires neither id, but nothing can be updated without them; the text is that of required members.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateManagedLoginBranding.html
 */
export const updateManagedLoginBranding: Operation<'UpdateManagedLoginBranding'> = async (
  services,
  input,
) => {
  const { UserPoolId: userPoolId, ManagedLoginBrandingId: id } = input
  if (userPoolId === undefined) throw missing('userPoolId')
  if (id === undefined) throw missing('managedLoginBrandingId')
  const branding = await loginBrandings.update(
    services,
    { userPoolId, id },
    {
      useProvidedValues: input.UseCognitoProvidedValues,
      settings: input.Settings,
      assets: readAssets(input.Assets),
    },
  )
  return { ManagedLoginBranding: toManagedLoginBrandingType(branding) }
}

function missing(member: string): InvalidParameterException {
  return new InvalidParameterException(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  )
}
