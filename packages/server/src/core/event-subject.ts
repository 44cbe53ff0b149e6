import type { AppClient } from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import type { UserSubject } from '../triggers/invoke.ts'

/** What a caller tells the pool's functions, which is neither kept nor checked. */
export type ClientMetadata = Readonly<Record<string, string>> | undefined

/** The client id of events of operations that name none; our reading. */
export const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE'

/** Whom the pool's functions are told of, where the user is there. */
export function userSubject(
  { pool, client }: { pool: UserPool; client?: AppClient | undefined },
  user: User,
  clientMetadata?: ClientMetadata,
): UserSubject {
  return { pool, clientId: client?.id ?? NO_CLIENT, username: user.username, user, clientMetadata }
}
