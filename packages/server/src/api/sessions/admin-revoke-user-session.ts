import * as sessions from '../../core/sessions.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html */
export const adminRevokeUserSession: Operation<'AdminRevokeUserSession'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  const linked = input.RevokeAssociatedSessions === 'LINKED'
  await sessions.revoke(services, user, { sessionId: input.SessionId, linked })
  return {}
}
