import type { ProviderUserIdentifierType } from '@poolhouse/api-model'
import type { AskedIdentity } from '../../core/linked-identities.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { ResourceNotFoundException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { UserPool } from '../../storage/user-pools.ts'

/** The user at a provider that a caller names, by an attribute or by the id there. */
export function askedIdentity(user: ProviderUserIdentifierType): AskedIdentity {
  return {
    providerName: user.ProviderName,
    attributeValue: user.ProviderAttributeValue,
    ...(user.ProviderAttributeName !== undefined && { attributeName: user.ProviderAttributeName }),
  }
}

/** The user pool. For these operations the model lets its id be any text, of which not all can be looked up. */
export async function requireNamedPool(services: Services, id: string): Promise<UserPool> {
  if (/^[\w-]+$/.test(id)) return requireUserPool(services, id)
  throw new ResourceNotFoundException(`User pool ${id} does not exist.`)
}
