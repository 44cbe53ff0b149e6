import { type Services, transaction } from '../../services.ts'
import * as attachments from '../../storage/iam-attachments.ts'
import type { Role, RoleKey, RoleSettings, Tag } from '../../storage/iam-roles.ts'
import * as roles from '../../storage/iam-roles.ts'
import { requireLength, requireName, requirePath, requireRange } from './constraints.ts'
import { requireTrustPolicy } from './documents.ts'
import { DeleteConflict, EntityAlreadyExists, NoSuchEntity } from './errors.ts'
import { newId } from './names.ts'
import { withTags } from './tags.ts'

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const MAX_NAME = 64
const descriptionLength = { minimum: 0, maximum: 1000 }
const boundaryLength = { minimum: 20, maximum: 2048 }
const sessionSeconds = { minimum: 3600, maximum: 43_200 }

export interface NewRole extends RoleKey {
  path: string
  trustPolicy: string
  description?: string | undefined
  /** An hour where it is absent. */
  maxSessionSeconds?: number | undefined
  permissionsBoundary?: string | undefined
  tags: Tag[]
}

/**
 * Creates a role, which is kept and answered: nothing is allowed or denied by it. Throws EntityAlreadyExists,
 * MalformedPolicyDocument, InvalidInput, LimitExceeded, ValidationError.
 */
export async function create(services: Services, asked: NewRole): Promise<Role> {
  const { accountId, name, path, trustPolicy, maxSessionSeconds = sessionSeconds.minimum } = asked
  requireName('roleName', name, MAX_NAME)
  requirePath('path', path)
  requireTrustPolicy(trustPolicy)
  const settings = withOptions(
    { trustPolicy, maxSessionSeconds, tags: withTags([], asked.tags, 'Role'), inlinePolicies: [] },
    { description: asked.description, permissionsBoundary: asked.permissionsBoundary },
  )
  check(settings)
  const role = { accountId, name, id: newId('AROA'), path, settings, createdAt: services.clock.now() }
  if (!(await roles.add(services.db, role)))
    throw new EntityAlreadyExists(`Role with name ${name} already exists.`)
  return role
}

/** Throws NoSuchEntity, ValidationError. */
export async function requireRole(services: Services, key: RoleKey): Promise<Role> {
  requireName('roleName', key.name, MAX_NAME)
  const role = await roles.find(services.db, key)
  if (!role) throw missing(key)
  return role
}

/** The role, held until the end of the transaction. Throws NoSuchEntity, ValidationError. */
export async function lockRole(services: Services, key: RoleKey): Promise<Role> {
  requireName('roleName', key.name, MAX_NAME)
  const role = await roles.lock(services.db, key)
  if (!role) throw missing(key)
  return role
}

/** Changes the role's settings to what `next` makes of them. Throws NoSuchEntity, ValidationError and what `next` throws. */
export async function change(
  services: Services,
  key: RoleKey,
  next: (settings: RoleSettings) => RoleSettings,
): Promise<Role> {
  return transaction(services, async (services) => {
    const role = await lockRole(services, key)
    const changed = { ...role, settings: next(role.settings) }
    check(changed.settings)
    await roles.save(services.db, changed)
    return changed
  })
}

/** The settings with these, without those that are empty. */
export function withOptions(
  { description: _, permissionsBoundary: __, ...settings }: RoleSettings,
  {
    description,
    permissionsBoundary,
  }: { [Name in 'description' | 'permissionsBoundary']?: string | undefined },
): RoleSettings {
  return {
    ...settings,
    ...(description && { description }),
    ...(permissionsBoundary && { permissionsBoundary }),
  }
}

/** Throws NoSuchEntity, and DeleteConflict while it has policies. */
export async function remove(services: Services, key: RoleKey): Promise<void> {
  await transaction(services, async (services) => {
    const { settings } = await lockRole(services, key)
    const attached = await attachments.listOfRole(services.db, key, { limit: 1 })
    if (attached.items.length > 0)
      throw new DeleteConflict('Cannot delete entity, must detach all policies first.')
    if (settings.inlinePolicies.length > 0)
      throw new DeleteConflict('Cannot delete entity, must delete policies first.')
    await roles.remove(services.db, key)
  })
}

function check({ description = '', permissionsBoundary, maxSessionSeconds }: RoleSettings): void {
  requireLength('description', description, descriptionLength)
  if (permissionsBoundary !== undefined)
    requireLength('permissionsBoundary', permissionsBoundary, boundaryLength)
  requireRange('maxSessionDuration', maxSessionSeconds, sessionSeconds)
}

function missing({ name }: RoleKey): NoSuchEntity {
  return new NoSuchEntity(`The role with name ${name} cannot be found.`)
}
