import { requireHistory } from '../../core/auth-events.ts'
import { answerNotification } from '../../core/risk/feedback.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html */
export const updateAuthEventFeedback: Operation<'UpdateAuthEventFeedback'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  requireHistory(pool)
  await answerNotification(services, pool, {
    token: input.FeedbackToken,
    username: input.Username,
    eventId: input.EventId,
    value: input.FeedbackValue,
  })
  return {}
}
