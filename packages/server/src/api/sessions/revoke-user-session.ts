import { authorize } from '../../core/access-tokens.ts'
import * as userSessions from '../../core/user-sessions.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html */
export const revokeUserSession: Operation<'RevokeUserSession'> = async (services, input) => {
  const { user, familyId } = await authorize(services, input.AccessToken)
  await userSessions.revoke(services, user, { sessionId: input.SessionId, askedBy: familyId })
  return {}
}
