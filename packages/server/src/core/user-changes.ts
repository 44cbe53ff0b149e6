import { type Services, transaction } from '../services.ts'
import * as groups from '../storage/groups.ts'
import type { NamedUser } from '../storage/imported-users.ts'
import * as importedUsers from '../storage/imported-users.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import type { UserEventType } from './user-events.ts'
import * as userEvents from './user-events.ts'

/** Users of one statement. */
const PAGE = 200

/*
 * Every change to stored users goes through here, so that none is kept from the systems that are to be told of them.
 */

/** Inserts a new user; their names are claimed separately. */
export async function insert(services: Services, user: User): Promise<void> {
  await users.insert(services.db, user)
  await userEvents.add(services, [{ type: 'user.created', user }])
}

/** Inserts imported users with their names. False when a name was taken meanwhile: roll the transaction back then. */
export async function insertAll(services: Services, imported: readonly NamedUser[]): Promise<boolean> {
  if (!(await importedUsers.insertAll(services.db, imported))) return false
  await userEvents.add(
    services,
    imported.map(({ user }) => ({ type: 'user.created', user })),
  )
  return true
}

/** Writes everything of the user but id, pool, and creation time. */
export async function update(services: Services, user: User): Promise<void> {
  if (!userEvents.isWanted(services, user.userPoolId)) return users.update(services.db, user)
  await transaction(services, async (services) => {
    const before = await users.lock(services.db, user.id)
    await users.update(services.db, user)
    if (!before) return
    await userEvents.add(
      services,
      typesOf(before, user).map((type) => ({ type, user })),
    )
  })
}

/** What the change is called. */
function typesOf(before: User, after: User): UserEventType[] {
  const types: UserEventType[] = []
  const isFirst = before.status === 'UNCONFIRMED' || before.status === 'FORCE_CHANGE_PASSWORD'
  const hasNewStatus = before.status !== after.status
  const isConfirmed = hasNewStatus && isFirst && after.status === 'CONFIRMED'
  const hasNewPassword = after.password !== undefined && before.password?.sealed !== after.password.sealed
  if (isConfirmed) types.push('user.confirmed')
  if (hasNewPassword) types.push('user.password_changed')
  if (before.enabled !== after.enabled) types.push(after.enabled ? 'user.enabled' : 'user.disabled')
  const isToldOtherwise = isConfirmed || hasNewPassword
  if (haveOtherAttributes(before, after) || (hasNewStatus && !isToldOtherwise)) types.push('user.updated')
  return types
}

function haveOtherAttributes({ attributes: before }: User, { attributes: after }: User): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].some((name) => before[name] !== after[name])
}

/** False when the user is gone already. */
export async function remove(services: Services, { id, userPoolId }: User): Promise<boolean> {
  if (!userEvents.isWanted(services, userPoolId)) return users.remove(services.db, id)
  return transaction(services, async (services) => {
    const user = await users.lock(services.db, id)
    if (!user) return false
    const memberships = await groups.namesOfUsers(services.db, [id])
    await users.remove(services.db, id)
    await userEvents.add(services, [{ type: 'user.deleted', user, groups: memberships.get(id) ?? [] }])
    return true
  })
}

/** Removes all users of a pool that is about to be deleted; without anybody to be told, that is left to the deletion. */
export async function removeAllOfPool(services: Services, userPoolId: string): Promise<void> {
  if (!userEvents.isWanted(services, userPoolId)) return
  for (;;) {
    const page = await users.listOfPool(services.db, userPoolId, PAGE)
    if (page.length === 0) return
    const ids = page.map(({ id }) => id)
    const memberships = await groups.namesOfUsers(services.db, ids)
    const removed = await users.removeAll(services.db, ids)
    await userEvents.add(
      services,
      removed.map((user) => ({ type: 'user.deleted', user, groups: memberships.get(user.id) ?? [] })),
    )
  }
}

/** Notes that the user signed in; call it in the transaction that keeps the sign-in. */
export async function signIn(services: Services, { id, userPoolId }: User): Promise<void> {
  if (!userEvents.isWanted(services, userPoolId)) return
  const user = await users.lock(services.db, id)
  if (user) await userEvents.add(services, [{ type: 'user.signed_in', user }])
}

/** Makes the user a member, if it is not one. Call it in the transaction that found the group. */
export async function addMember(services: Services, group: groups.Group, user: User): Promise<void> {
  const isNew = await groups.addMember(services.db, group, user.id, services.clock.now())
  if (isNew) await userEvents.add(services, [{ type: 'group.member_added', user, group: group.name }])
}

/** Ends the membership, if there is one. */
export async function removeMember(services: Services, group: groups.Group, member: User): Promise<void> {
  if (!userEvents.isWanted(services, member.userPoolId)) {
    await groups.removeMember(services.db, group, member.id)
    return
  }
  await transaction(services, async (services) => {
    const user = await users.lock(services.db, member.id)
    if (!user || !(await groups.removeMember(services.db, group, user.id))) return
    await userEvents.add(services, [{ type: 'group.member_removed', user, group: group.name }])
  })
}

/** Removes a group; its members stay users. False when it is not there. */
export async function removeGroup(services: Services, userPoolId: string, name: string): Promise<boolean> {
  if (!userEvents.isWanted(services, userPoolId)) return groups.remove(services.db, userPoolId, name)
  return transaction(services, async (services) => {
    await removeMembers(services, { userPoolId, name }) // before the group is locked: users are, before their groups
    const group = await groups.lock(services.db, userPoolId, name)
    if (!group) return false
    await removeMembers(services, group)
    return groups.remove(services.db, userPoolId, name)
  })
}

async function removeMembers(
  services: Services,
  group: Pick<groups.Group, 'userPoolId' | 'name'>,
): Promise<void> {
  for (;;) {
    const { items } = await groups.listMembers(services.db, group, { limit: PAGE })
    if (items.length === 0) return
    const members = await users.lockAll(
      services.db,
      items.map(({ id }) => id),
    )
    const left = await groups.removeMembers(
      services.db,
      group,
      members.map(({ id }) => id),
    )
    await userEvents.add(
      services,
      members
        .filter(({ id }) => left.has(id))
        .map((user) => ({ type: 'group.member_removed', user, group: group.name })),
    )
  }
}
