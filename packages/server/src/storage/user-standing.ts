import type { Db } from './open.ts'
import { prepared } from './prepared.ts'

/** What every sign-in looks at again at its end, as it may have changed since it began: a fraction of the whole user. */
export interface UserStanding {
  enabled: boolean
  signedOutAt: number | undefined
  passwordSetAt: number | undefined
}

const selectStanding = prepared((db, given: { userPoolId: string; id: string }) =>
  db
    .selectFrom('users')
    .select(['enabled', 'signed_out_at', 'password_kind', 'password_set_at'])
    .where('id', '=', given.id)
    .where('user_pool_id', '=', given.userPoolId),
)

/** Undefined when there is no such user in the pool. */
export async function find(db: Db, userPoolId: string, id: string): Promise<UserStanding | undefined> {
  const [row] = (await selectStanding(db, { userPoolId, id })).rows
  if (!row) return undefined
  return {
    enabled: row.enabled === 1,
    signedOutAt: row.signed_out_at ?? undefined,
    passwordSetAt: row.password_kind === null ? undefined : (row.password_set_at ?? 0),
  }
}
