import { type Services, transaction } from '../../services.ts'
import * as attachments from '../../storage/iam-attachments.ts'
import type { Policy, PolicyVersion } from '../../storage/iam-policies.ts'
import * as policies from '../../storage/iam-policies.ts'
import type { Tag } from '../../storage/iam-roles.ts'
import { requireLength, requireName, requirePath } from './constraints.ts'
import { requireManagedPolicy } from './documents.ts'
import { DeleteConflict, EntityAlreadyExists, LimitExceeded, NoSuchEntity } from './errors.ts'
import { arnOfPolicy, newId, readPolicyArn } from './names.ts'
import { withTags } from './tags.ts'

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
const MAX_NAME = 128
const descriptionLength = { minimum: 0, maximum: 1000 }
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_VERSIONS = 5

export interface NewPolicy {
  accountId: string
  name: string
  path: string
  document: string
  description?: string | undefined
  tags: Tag[]
}

/** Creates a managed policy. Throws EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, ValidationError. */
export async function create(services: Services, asked: NewPolicy): Promise<Policy> {
  const { accountId, name, path, document, description } = asked
  requireName('policyName', name, MAX_NAME)
  requirePath('path', path)
  requireManagedPolicy(document)
  requireLength('description', description ?? '', descriptionLength)
  const now = services.clock.now()
  const settings = {
    ...(description && { description }),
    tags: withTags([], asked.tags, 'Policy'),
    versions: [{ number: 1, document, createdAt: now }],
    defaultVersion: 1,
    lastVersion: 1,
  }
  const id = newId('ANPA')
  const policy = { accountId, name, id, path, settings, createdAt: now, updatedAt: now }
  if (!(await policies.add(services.db, policy)))
    throw new EntityAlreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`)
  return policy
}

/** Throws NoSuchEntity, InvalidInput, ValidationError. */
export async function requirePolicy(services: Services, arn: string): Promise<Policy> {
  return requireAt(arn, await policies.find(services.db, readPolicyArn(arn)))
}

/** Changes the policy to what `next` makes of it. Throws NoSuchEntity and what `next` throws. */
export async function change(
  services: Services,
  arn: string,
  next: (policy: Policy) => Policy,
): Promise<Policy> {
  return transaction(services, async (services) => {
    const policy = requireAt(arn, await policies.lock(services.db, readPolicyArn(arn)))
    const changed = next(policy)
    await policies.save(services.db, changed)
    return changed
  })
}

/** Throws NoSuchEntity, MalformedPolicyDocument, and LimitExceeded past five versions. */
export async function addVersion(
  services: Services,
  arn: string,
  { document, asDefault }: { document: string; asDefault: boolean },
): Promise<{ policy: Policy; version: PolicyVersion }> {
  requireManagedPolicy(document)
  const now = services.clock.now()
  const policy = await change(services, arn, (policy) => {
    const { versions, lastVersion, defaultVersion } = policy.settings
    if (versions.length >= MAX_VERSIONS)
      throw new LimitExceeded(
        `A managed policy can have up to ${MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      )
    const number = lastVersion + 1
    const settings = {
      ...policy.settings,
      versions: [{ number, document, createdAt: now }, ...versions],
      lastVersion: number,
      defaultVersion: asDefault ? number : defaultVersion,
    }
    return { ...policy, settings, updatedAt: now }
  })
  return { policy, version: versionOf(policy, `v${policy.settings.lastVersion}`) }
}

/** The version with this id, `v1` and so on. Throws NoSuchEntity. */
export function versionOf(policy: Policy, id: string): PolicyVersion {
  const version = policy.settings.versions.find(({ number }) => `v${number}` === id)
  if (version) return version
  throw new NoSuchEntity(`Policy ${arnOfPolicy(policy)} version ${id} does not exist or is not attachable.`)
}

/** Throws NoSuchEntity. */
export async function setDefaultVersion(services: Services, arn: string, id: string): Promise<void> {
  const updatedAt = services.clock.now()
  await change(services, arn, (policy) => {
    const settings = { ...policy.settings, defaultVersion: versionOf(policy, id).number }
    return { ...policy, settings, updatedAt }
  })
}

/** Throws NoSuchEntity, and DeleteConflict for the default one. */
export async function removeVersion(services: Services, arn: string, id: string): Promise<void> {
  const updatedAt = services.clock.now()
  await change(services, arn, (policy) => {
    const removed = versionOf(policy, id)
    if (removed.number === policy.settings.defaultVersion)
      throw new DeleteConflict('Cannot delete the default version of a policy.')
    const versions = policy.settings.versions.filter(({ number }) => number !== removed.number)
    return { ...policy, settings: { ...policy.settings, versions }, updatedAt }
  })
}

/** Throws NoSuchEntity, and DeleteConflict while it is attached or has several versions. */
export async function remove(services: Services, arn: string): Promise<void> {
  await transaction(services, async (services) => {
    const policy = requireAt(arn, await policies.lock(services.db, readPolicyArn(arn)))
    const attached = await attachments.counts(services.db, policy.accountId, [arn])
    if (attached.size > 0) throw new DeleteConflict('Cannot delete a policy attached to entities.')
    if (policy.settings.versions.length > 1)
      throw new DeleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      )
    await policies.remove(services.db, policy)
  })
}

/** A policy of the name at another path, or with the name in another case, has another ARN. */
function requireAt(arn: string, policy: Policy | undefined): Policy {
  if (!policy || arnOfPolicy(policy) !== arn) throw new NoSuchEntity(`Policy ${arn} was not found.`)
  return policy
}
