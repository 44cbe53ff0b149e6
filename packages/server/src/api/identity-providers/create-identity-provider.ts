import * as identityProviders from '../../core/identity-providers.ts'
import type { Operation } from '../operation.ts'
import { toChangedProvider } from './to-identity-provider-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const createIdentityProvider: Operation<'CreateIdentityProvider'> = async (services, input) => {
  const provider = await identityProviders.create(services, {
    userPoolId: input.UserPoolId,
    name: input.ProviderName,
    type: input.ProviderType,
    details: input.ProviderDetails,
    settings: {
      attributeMapping: input.AttributeMapping,
      idpIdentifiers: input.IdpIdentifiers,
      acrMapping: input.AcrMapping,
    },
  })
  return { IdentityProvider: toChangedProvider(services, provider, input) }
}
