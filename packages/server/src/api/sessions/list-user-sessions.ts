import { authorize } from '../../core/access-tokens.ts'
import { openPosition } from '../../core/page-tokens.ts'
import * as userSessions from '../../core/user-sessions.ts'
import type { Operation } from '../operation.ts'
import { toSessionDescriptionType } from './to-session-description-type.ts'

/**
 * All on one page, of at most 125.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html
 */
export const listUserSessions: Operation<'ListUserSessions'> = async (services, input) => {
  const { user, familyId } = await authorize(services, input.AccessToken)
  openPosition(services, ['ListUserSessions', user.id], input.NextToken)
  const sessions = await userSessions.list(services, user)
  return { Sessions: sessions.map((session) => toSessionDescriptionType(session, familyId)) }
}
