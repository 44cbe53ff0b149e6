import { authorize } from '../../core/access-tokens.ts'
import { openPosition } from '../../core/page-tokens.ts'
import * as sessions from '../../core/sessions.ts'
import type { Operation } from '../operation.ts'
import { toSessionDescriptionType } from './to-session-description-type.ts'

/**
 * All on one page, of at most 125.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html
 */
export const listUserSessions: Operation<'ListUserSessions'> = async (services, input) => {
  const { pool, user, familyId } = await authorize(services, input.AccessToken)
  openPosition(services, ['ListUserSessions', user.id], input.NextToken)
  const listed = await sessions.list(services, pool, user)
  return { Sessions: listed.map((session) => toSessionDescriptionType(session, familyId)) }
}
