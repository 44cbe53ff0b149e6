import type { Db } from './open.ts'
import type { GroupsTable } from './schema.ts'

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

/** All groups of the user, the one that wins first. */
export async function listOfUser(db: Db, userId: string): Promise<Group[]> {
  const rows = await db
    .selectFrom('group_members as member')
    .innerJoin('groups as group', (join) =>
      join.onRef('group.user_pool_id', '=', 'member.user_pool_id').onRef('group.name', '=', 'member.group_name'),
    )
    .selectAll('group')
    .where('member.user_id', '=', userId)
    .execute()
  return rows.map(toGroup).sort(byPrecedence)
}

function byPrecedence(one: Group, other: Group): number {
  const difference = (one.precedence ?? Number.MAX_SAFE_INTEGER) - (other.precedence ?? Number.MAX_SAFE_INTEGER)
  return difference || (one.name < other.name ? -1 : 1)
}

export function toGroup(row: GroupsTable): Group {
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
