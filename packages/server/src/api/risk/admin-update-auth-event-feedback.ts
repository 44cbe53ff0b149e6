import { requireHistory } from '../../core/auth-events.ts'
import { giveFeedback } from '../../core/risk/feedback.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html */
export const adminUpdateAuthEventFeedback: Operation<'AdminUpdateAuthEventFeedback'> = async (
  services,
  input,
) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  requireHistory(pool)
  const user = await requireUser(services, pool, input.Username)
  const given = { value: input.FeedbackValue, provider: 'Admin' } as const
  await giveFeedback(services, { id: input.EventId, userId: user.id }, given)
  return {}
}
