import { requireUserPool } from '../../core/user-pools.ts'
import { ResourceNotFoundException } from '../../errors.ts'
import * as identityProviders from '../../storage/identity-providers.ts'
import type { Operation } from '../operation.ts'
import { toIdentityProviderType } from './to-identity-provider-type.ts'

/**
 * The text is ours.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html
 */
export const getIdentityProviderByIdentifier: Operation<'GetIdentityProviderByIdentifier'> = async (
  services,
  input,
) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const provider = await identityProviders.findByIdentifier(services.db, pool.id, input.IdpIdentifier)
  if (!provider)
    throw new ResourceNotFoundException(
      `Identity provider with identifier ${input.IdpIdentifier} does not exist.`,
    )
  return { IdentityProvider: toIdentityProviderType(services, provider) }
}
