import { requireHistory } from '../../core/auth-events.ts'
import { giveFeedback, requireFeedbackToken } from '../../core/risk/feedback.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { findUser } from '../../core/usernames.ts'
import { NotAuthorizedException } from '../../errors.ts'
import type { Operation } from '../operation.ts'

/**
 * The token is looked at first, so that nobody learns from the answer who exists.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html
 */
export const updateAuthEventFeedback: Operation<'UpdateAuthEventFeedback'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  requireHistory(pool)
  const token = requireFeedbackToken(services, pool.id, input.FeedbackToken)
  const user = await findUser(services, pool, input.Username)
  if (user?.id !== token.userId || token.eventId !== input.EventId)
    throw new NotAuthorizedException('Invalid feedback token.') // our wording
  const given = { value: input.FeedbackValue, provider: 'User' } as const
  await giveFeedback(services, { id: token.eventId, userId: token.userId }, given)
  return {}
}
