import type { IdentityProviderType, ProviderDescription } from '@poolhouse/api-model'
import { detailsOf } from '../../core/identity-providers.ts'
import type { Services } from '../../services.ts'
import type { IdentityProvider } from '../../storage/identity-providers.ts'

/**
 * The provider as the API shows it. Deviation: with the details that were given and no others, since those that Cognito
 * adds make Terraform plan an update for ever (hashicorp/terraform-provider-aws#4831). Apple's key is never shown.
 */
export function toIdentityProviderType(services: Services, provider: IdentityProvider): IdentityProviderType {
  const { private_key, ...details } = detailsOf(services, provider)
  const { attributeMapping, idpIdentifiers, acrMapping } = provider.settings
  return {
    UserPoolId: provider.userPoolId,
    ...toProviderDescription(provider),
    ProviderDetails: details,
    AttributeMapping: attributeMapping,
    IdpIdentifiers: idpIdentifiers ?? [],
    AcrMapping: acrMapping,
  }
}

/**
 * The provider as the answer to a change of it, which shows identifiers only where the change gave some.
 * Observed: floci-io/floci#2858.
 */
export function toChangedProvider(
  services: Services,
  provider: IdentityProvider,
  input: { IdpIdentifiers?: unknown },
): IdentityProviderType {
  const { IdpIdentifiers, ...rest } = toIdentityProviderType(services, provider)
  return input.IdpIdentifiers === undefined || !IdpIdentifiers ? rest : { ...rest, IdpIdentifiers }
}

/** The provider as ListIdentityProviders shows it. */
export function toProviderDescription(provider: IdentityProvider): ProviderDescription {
  return {
    ProviderName: provider.name,
    ProviderType: provider.type,
    LastModifiedDate: new Date(provider.updatedAt),
    CreationDate: new Date(provider.createdAt),
  }
}
