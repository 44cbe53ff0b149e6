import type { FederatedProfile, Provider } from '../../federation/provider.ts'
import type { Services } from '../../services.ts'
import * as linkedIdentities from '../../storage/linked-identities.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'
import * as users from '../../storage/users.ts'
import { type Identity, keyOf, SUBJECT } from '../identities.ts'
import { isSocial } from '../identity-providers.ts'

/** Of a profile's claims so many are looked up, in their order. */
const MAX_CLAIMS = 100

/** A user as a provider describes them. */
export interface Described {
  pool: UserPool
  provider: Provider
  profile: FederatedProfile
}

/** The user to whom this identity belongs, or to whom one of its claims was linked; the subject goes before all claims. */
export async function findOwner(services: Services, described: Described): Promise<User | undefined> {
  const keys = identitiesIn(described).map((identity) => keyOf(described.pool, identity))
  const [first] = keys
  if (!first) return undefined
  const owners = await linkedIdentities.findUserIds(
    services.db,
    first,
    keys.map(({ identityKey }) => identityKey),
  )
  const owned = keys.find(({ identityKey }) => owners.has(identityKey))
  const id = owned && owners.get(owned.identityKey)
  return id === undefined ? undefined : users.find(services.db, described.pool.id, id)
}

/** The identity by the provider's own name for the user. */
export function subjectOf({ provider, profile }: Omit<Described, 'pool'>): Identity {
  return { providerName: provider.name, attributeName: SUBJECT, attributeValue: profile.subject }
}

/**
 * Only the subject counts where the provider is a social one, as links there name nothing else. A claim that is called as
 * the subject is in links says nothing: it would be whoever it names.
 */
function identitiesIn({ provider, profile }: Described): Identity[] {
  const subject = subjectOf({ provider, profile })
  if (isSocial(provider.type)) return [subject]
  const claims = Object.entries(profile.claims)
    .filter(([name]) => name !== SUBJECT)
    .slice(0, MAX_CLAIMS)
    .flatMap(([attributeName, attributeValue]) =>
      typeof attributeValue === 'string'
        ? [{ providerName: provider.name, attributeName, attributeValue }]
        : [],
    )
  return [subject, ...claims]
}
