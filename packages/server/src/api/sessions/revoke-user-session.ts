import { authorize } from '../../core/access-tokens.ts'
import * as sessions from '../../core/sessions.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html */
export const revokeUserSession: Operation<'RevokeUserSession'> = async (services, input) => {
  const { user, familyId } = await authorize(services, input.AccessToken)
  const linked = input.RevokeAssociatedSessions === 'LINKED'
  await sessions.revoke(services, user, { sessionId: input.SessionId, linked, askedBy: familyId })
  return {}
}
