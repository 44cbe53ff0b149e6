import * as identityProviders from '../../core/identity-providers.ts'
import type { Operation } from '../operation.ts'
import { toChangedProvider } from './to-identity-provider-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html */
export const updateIdentityProvider: Operation<'UpdateIdentityProvider'> = async (services, input) => {
  const provider = await identityProviders.update(services, {
    userPoolId: input.UserPoolId,
    name: input.ProviderName,
    details: input.ProviderDetails,
    settings: {
      attributeMapping: input.AttributeMapping,
      idpIdentifiers: input.IdpIdentifiers,
      acrMapping: input.AcrMapping,
    },
  })
  return { IdentityProvider: toChangedProvider(services, provider, input) }
}
