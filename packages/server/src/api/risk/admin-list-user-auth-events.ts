import { requireHistory } from '../../core/auth-events.ts'
import { openPosition, sealPosition } from '../../core/page-tokens.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import * as authEvents from '../../storage/auth-events.ts'
import type { Operation } from '../operation.ts'
import { toAuthEventType } from './to-auth-event-type.ts'

const PAGE = 60

/**
 * Newest first, with everything that this process noted before the call.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html
 */
export const adminListUserAuthEvents: Operation<'AdminListUserAuthEvents'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  requireHistory(pool)
  const user = await requireUser(services, pool, input.Username)
  const page = ['AdminListUserAuthEvents', user.id]
  const position = openPosition(services, page, input.NextToken)
  const before = position && { createdAt: Number(position[0]), id: position[1] ?? '' }
  const limit = input.MaxResults || PAGE
  await services.authEvents.flush()
  const events = await authEvents.list(services.db, user.id, { before, limit: limit + 1 })
  const shown = events.slice(0, limit)
  const last = shown.at(-1)
  return {
    AuthEvents: shown.map(toAuthEventType),
    ...(last &&
      events.length > limit && {
        NextToken: sealPosition(services, page, [String(last.createdAt), last.id]),
      }),
  }
}
