import { openPosition } from '../../core/page-tokens.ts'
import * as sessions from '../../core/sessions.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'
import { toSessionDescriptionType } from './to-session-description-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html */
export const adminListUserSessions: Operation<'AdminListUserSessions'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  openPosition(services, ['AdminListUserSessions', user.id], input.NextToken)
  const listed = await sessions.list(services, pool, user)
  return { Sessions: listed.map((session) => toSessionDescriptionType(session)) }
}
