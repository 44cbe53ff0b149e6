import {
  GroupExistsException,
  InvalidParameterException,
  LimitExceededException,
  ResourceNotFoundException,
  UserNotFoundException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { Group } from '../storage/groups.ts'
import * as groups from '../storage/groups.ts'
import type { UserPool } from '../storage/user-pools.ts'
import * as users from '../storage/users.ts'
import { isStorable } from './attribute-formats.ts'
import * as userChanges from './user-changes.ts'
import { lockUserPool } from './user-pools.ts'
import { requireUser } from './usernames.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_GROUPS_OF_POOL = 10_000
const MAX_GROUPS_OF_USER = 100

export interface GroupSettings {
  name: string
  description?: string | undefined
  roleArn?: string | undefined
  precedence?: number | undefined
}

/** Adds a group. Throws GroupExistsException, also for a name in other case, and LimitExceededException. */
export async function createGroup(services: Services, pool: UserPool, input: GroupSettings): Promise<Group> {
  const now = services.clock.now()
  const group = { userPoolId: pool.id, ...settingsOf(input), createdAt: now, updatedAt: now }
  return transaction(services, async (services) => {
    await lockUserPool(services, pool.id)
    if ((await groups.count(services.db, pool.id)) >= MAX_GROUPS_OF_POOL)
      throw new LimitExceededException(`User pool ${pool.id} has reached its limit of groups.`)
    if (!(await groups.insert(services.db, group))) throw new GroupExistsException()
    return group
  })
}

/** Changes what is given, and leaves the rest. Throws ResourceNotFoundException. */
export async function updateGroup(services: Services, pool: UserPool, input: GroupSettings): Promise<Group> {
  const changes = { userPoolId: pool.id, ...settingsOf(input), updatedAt: services.clock.now() }
  const group = await groups.update(services.db, changes)
  if (!group) throw missing()
  return group
}

/** Removes a group; its members stay users. Throws ResourceNotFoundException. */
export async function deleteGroup(services: Services, pool: UserPool, name: string): Promise<void> {
  if (!(await userChanges.removeGroup(services, pool.id, name))) throw missing()
}

/** Throws ResourceNotFoundException. */
export async function requireGroup(services: Services, pool: UserPool, name: string): Promise<Group> {
  const group = await groups.find(services.db, pool.id, name)
  if (!group) throw missing()
  return group
}

/** Makes the user a member, who may be one already. Throws UserNotFoundException, ResourceNotFoundException. */
export async function addMember(
  services: Services,
  pool: UserPool,
  member: { username: string; groupName: string },
): Promise<void> {
  const found = await requireUser(services, pool, member.username)
  await transaction(services, async (services) => {
    const user = await users.lock(services.db, found.id)
    if (!user) throw new UserNotFoundException()
    const group = await groups.lock(services.db, pool.id, member.groupName)
    if (!group) throw missing()
    const others = (await groups.listOfUser(services.db, user.id)).filter(({ name }) => name !== group.name)
    if (others.length >= MAX_GROUPS_OF_USER)
      throw new InvalidParameterException(`User cannot be in more than ${MAX_GROUPS_OF_USER} groups.`)
    await userChanges.addMember(services, group, user)
  })
}

/** Ends the membership, if there is one. Throws UserNotFoundException, ResourceNotFoundException. */
export async function removeMember(
  services: Services,
  pool: UserPool,
  member: { username: string; groupName: string },
): Promise<void> {
  const user = await requireUser(services, pool, member.username)
  const group = await requireGroup(services, pool, member.groupName)
  await userChanges.removeMember(services, group, user)
}

function missing(): ResourceNotFoundException {
  return new ResourceNotFoundException('Group not found.')
}

function settingsOf({ name, description, roleArn, precedence }: GroupSettings) {
  if (description !== undefined && !isStorable(description))
    throw new InvalidParameterException('The description contains invalid characters.')
  return {
    name,
    ...(description !== undefined && { description }),
    ...(roleArn !== undefined && { roleArn }),
    ...(precedence !== undefined && { precedence }),
  }
}
