import { countRows } from './count-rows.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import { prepared } from './prepared.ts'
import type { GroupsTable } from './schema.ts'
import { toUser, type User } from './users.ts'

export interface Group {
  userPoolId: string
  name: string
  description?: string
  roleArn?: string
  /** The lowest wins; without one a group comes last. */
  precedence?: number
  createdAt: number
  updatedAt: number
}

export type GroupKey = Pick<Group, 'userPoolId' | 'name'>

/** The group of exactly this name. */
export async function find(db: Db, userPoolId: string, name: string): Promise<Group | undefined> {
  const row = await db
    .selectFrom('groups')
    .selectAll()
    .where('user_pool_id', '=', userPoolId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toGroup(row)
}

/** Adds the group; false when its name is taken, also in other case. */
export async function insert(db: Db, group: Group): Promise<boolean> {
  const result = await db
    .insertInto('groups')
    .values(toRow(group))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes description, role and precedence; undefined when the group is not there. */
export async function update(
  db: Db,
  group: Pick<Group, 'userPoolId' | 'name' | 'description' | 'roleArn' | 'precedence' | 'updatedAt'>,
): Promise<Group | undefined> {
  const row = await db
    .updateTable('groups')
    .set({
      ...(group.description !== undefined && { description: group.description }),
      ...(group.roleArn !== undefined && { role_arn: group.roleArn }),
      ...(group.precedence !== undefined && { precedence: group.precedence }),
      updated_at: group.updatedAt,
    })
    .where('user_pool_id', '=', group.userPoolId)
    .where('name', '=', group.name)
    .returningAll()
    .executeTakeFirst()
  return row && toGroup(row)
}

/** Removes the group and its memberships, not its members; false when it is not there. */
export async function remove(db: Db, userPoolId: string, name: string): Promise<boolean> {
  const result = await db
    .deleteFrom('groups')
    .where('user_pool_id', '=', userPoolId)
    .where('name', '=', name)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** The pool's groups in the order of their names. */
export async function list(db: Db, userPoolId: string, page: PageRequest): Promise<Page<Group>> {
  const query = db.selectFrom('groups').selectAll().where('user_pool_id', '=', userPoolId)
  const rows = await readPage(query, 'name', page)
  return toPage(rows.map(toGroup), page.limit, (group) => group.name)
}

/** How many groups the pool has. */
export function count(db: Db, userPoolId: string): Promise<number> {
  return countRows(db.selectFrom('groups').where('user_pool_id', '=', userPoolId))
}

/** Makes the user a member; false when it is one. Run it after `find` of the group in the same transaction. */
export async function addMember(db: Db, group: Group, userId: string, now: number): Promise<boolean> {
  const result = await db
    .insertInto('group_members')
    .values({ user_pool_id: group.userPoolId, group_name: group.name, user_id: userId, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Ends the membership; false when there is none. */
export async function removeMember(db: Db, group: GroupKey, userId: string): Promise<boolean> {
  return (await removeMembers(db, group, [userId])).has(userId)
}

/** Ends the memberships of these users, and returns the ids of those who were members. */
export async function removeMembers(
  db: Db,
  group: GroupKey,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const rows = await db
    .deleteFrom('group_members')
    .where('user_pool_id', '=', group.userPoolId)
    .where('group_name', '=', group.name)
    .where('user_id', 'in', userIds)
    .returning('user_id')
    .execute()
  return new Set(rows.map((row) => row.user_id))
}

/** Holds the group's row until the end of the transaction, so that it is not deleted meanwhile. */
export async function lock(db: Db, userPoolId: string, name: string): Promise<Group | undefined> {
  const row = await db
    .updateTable('groups')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('user_pool_id', '=', userPoolId)
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirst()
  return row && toGroup(row)
}

/** The members in the order of their ids. */
export async function listMembers(db: Db, group: GroupKey, page: PageRequest): Promise<Page<User>> {
  const query = db
    .selectFrom('group_members as member')
    .innerJoin('users as user', 'user.id', 'member.user_id')
    .selectAll('user')
    .where('member.user_pool_id', '=', group.userPoolId)
    .where('member.group_name', '=', group.name)
  const rows = await readPage(query, 'member.user_id', page)
  return toPage(rows.map(toUser), page.limit, (user) => user.id)
}

const selectOfUser = prepared((db, { userId }: { userId: string }) => ofUser(db, userId))

/** All groups of the user, the one that wins first. */
export async function listOfUser(db: Db, userId: string): Promise<Group[]> {
  const { rows } = await selectOfUser(db, { userId })
  return rows.map(toGroup).sort(byPrecedence)
}

/** The names of each user's groups in their order, by the user's id; users without a group are missing. */
export async function namesOfUsers(db: Db, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('group_members')
    .select(['user_id', 'group_name'])
    .where('user_id', 'in', userIds)
    .orderBy('group_name')
    .execute()
  const names = new Map<string, string[]>()
  for (const row of rows) names.set(row.user_id, [...(names.get(row.user_id) ?? []), row.group_name])
  return names
}

/** One page of the user's groups in the order of their names. */
export async function pageOfUser(db: Db, userId: string, page: PageRequest): Promise<Page<Group>> {
  const query = ofUser(db, userId)
  const rows = await readPage(query, 'member.group_name', page)
  return toPage(rows.map(toGroup), page.limit, (group) => group.name)
}

function ofUser(db: Db, userId: string) {
  return db
    .selectFrom('group_members as member')
    .innerJoin('groups as group', (join) =>
      join
        .onRef('group.user_pool_id', '=', 'member.user_pool_id')
        .onRef('group.name', '=', 'member.group_name'),
    )
    .selectAll('group')
    .where('member.user_id', '=', userId)
}

function byPrecedence(one: Group, other: Group): number {
  const difference =
    (one.precedence ?? Number.MAX_SAFE_INTEGER) - (other.precedence ?? Number.MAX_SAFE_INTEGER)
  return difference || (one.name < other.name ? -1 : 1)
}

function toGroup(row: GroupsTable): Group {
  return {
    userPoolId: row.user_pool_id,
    name: row.name,
    ...(row.description !== null && { description: row.description }),
    ...(row.role_arn !== null && { roleArn: row.role_arn }),
    ...(row.precedence !== null && { precedence: row.precedence }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(group: Group): GroupsTable {
  return {
    user_pool_id: group.userPoolId,
    name: group.name,
    name_key: group.name.toLowerCase(),
    description: group.description ?? null,
    role_arn: group.roleArn ?? null,
    precedence: group.precedence ?? null,
    created_at: group.createdAt,
    updated_at: group.updatedAt,
  }
}
