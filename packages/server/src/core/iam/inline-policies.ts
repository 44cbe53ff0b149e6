import type { Services } from '../../services.ts'
import type { InlinePolicy, RoleKey } from '../../storage/iam-roles.ts'
import { requireName } from './constraints.ts'
import { requireInlinePolicies } from './documents.ts'
import { NoSuchEntity } from './errors.ts'
import * as roles from './roles.ts'

const MAX_NAME = 128

/**
 * Adds the policy to the role, in the place of a former one of that name. Throws NoSuchEntity, MalformedPolicyDocument,
 * LimitExceeded, ValidationError.
 */
export async function put(services: Services, key: RoleKey, policy: InlinePolicy): Promise<void> {
  requireName('policyName', policy.name, MAX_NAME)
  await roles.change(services, key, (settings) => {
    const others = settings.inlinePolicies.filter(({ name }) => name !== policy.name)
    const documents = others.map(({ document }) => document)
    requireInlinePolicies(key.name, policy.document, documents)
    return { ...settings, inlinePolicies: [...others, policy] }
  })
}

/** Throws NoSuchEntity. */
export async function requirePolicy(services: Services, key: RoleKey, name: string): Promise<InlinePolicy> {
  const { settings } = await roles.requireRole(services, key)
  const policy = settings.inlinePolicies.find((policy) => policy.name === name)
  if (!policy) throw missing(name)
  return policy
}

/** Throws NoSuchEntity. */
export async function remove(services: Services, key: RoleKey, name: string): Promise<void> {
  await roles.change(services, key, (settings) => {
    const inlinePolicies = settings.inlinePolicies.filter((policy) => policy.name !== name)
    if (inlinePolicies.length === settings.inlinePolicies.length) throw missing(name)
    return { ...settings, inlinePolicies }
  })
}

function missing(name: string): NoSuchEntity {
  return new NoSuchEntity(`The role policy with name ${name} cannot be found.`)
}
