import { requireUserPool } from '../../core/user-pools.ts'
import * as userSessions from '../../core/user-sessions.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html */
export const adminRevokeUserSession: Operation<'AdminRevokeUserSession'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  await userSessions.revoke(services, user, { sessionId: input.SessionId })
  return {}
}
