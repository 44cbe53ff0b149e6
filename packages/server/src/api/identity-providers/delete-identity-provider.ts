import * as identityProviders from '../../core/identity-providers.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const deleteIdentityProvider: Operation<'DeleteIdentityProvider'> = async (services, input) => {
  await identityProviders.remove(services, { userPoolId: input.UserPoolId, name: input.ProviderName })
}
