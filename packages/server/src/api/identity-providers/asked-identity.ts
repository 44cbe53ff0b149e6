import type { ProviderUserIdentifierType } from '@poolhouse/api-model'
import type { AskedIdentity } from '../../core/linked-identities.ts'

export function askedIdentity(user: ProviderUserIdentifierType): AskedIdentity {
  return {
    providerName: user.ProviderName,
    attributeValue: user.ProviderAttributeValue,
    ...(user.ProviderAttributeName !== undefined && { attributeName: user.ProviderAttributeName }),
  }
}
