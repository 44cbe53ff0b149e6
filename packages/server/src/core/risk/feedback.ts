import { InvalidParameterException, NotAuthorizedException, UserNotFoundException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AuthEvent, AuthEventFeedback } from '../../storage/auth-events.ts'
import * as authEvents from '../../storage/auth-events.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import * as users from '../../storage/users.ts'
import { findUser } from '../usernames.ts'

const LIFE_MS = 7 * 86_400_000

interface FeedbackToken {
  eventId: string
  userId: string
  expiresAt: number
}

/** Notes what the operator thinks of the event. Throws InvalidParameterException for an event of nobody or somebody else. */
export async function giveFeedback(
  services: Services,
  key: { id: string; userId: string },
  given: Pick<AuthEventFeedback, 'value' | 'provider'>,
): Promise<void> {
  await services.authEvents.flush()
  const feedback = { ...given, at: services.clock.now() }
  if (!(await authEvents.setFeedback(services.db, key, feedback)))
    throw new InvalidParameterException(`Event ${key.id} does not exist.`) // our wording
}

/** Proves, for a week, that its holder got the notification of this event; bound to the pool. */
function feedbackToken(services: Services, event: AuthEvent): string {
  const { id, userId, createdAt } = event
  const token: FeedbackToken = { eventId: id, userId, expiresAt: createdAt + LIFE_MS }
  return services.keyring.sealToken(token, binding(event.userPoolId))
}

/** The event that the token is for. Throws NotAuthorizedException. */
export function requireFeedbackToken(
  services: Services,
  userPoolId: string,
  text: string,
): Pick<FeedbackToken, 'eventId' | 'userId'> {
  const token = services.keyring.openToken(text, binding(userPoolId)) as FeedbackToken | undefined
  if (!token) throw new NotAuthorizedException('Invalid feedback token.') // our wording, and the next one
  if (token.expiresAt <= services.clock.now()) throw new NotAuthorizedException('Feedback token has expired.')
  return token
}

/**
 * Gives the feedback of a user who was notified. The token is looked at first, so that nobody learns from the answer who
 * exists. Throws NotAuthorizedException for a token of another user or event, UserNotFoundException where the token's own
 * user was deleted.
 */
export async function answerNotification(
  services: Services,
  pool: UserPool,
  answer: { token: string; username: string; eventId: string; value: AuthEventFeedback['value'] },
): Promise<void> {
  const { eventId, userId } = requireFeedbackToken(services, pool.id, answer.token)
  if (!(await users.find(services.db, pool.id, userId))) throw new UserNotFoundException()
  const user = await findUser(services, pool, answer.username)
  if (user?.id !== userId || eventId !== answer.eventId)
    throw new NotAuthorizedException('Invalid feedback token.') // our wording
  await giveFeedback(services, { id: eventId, userId }, { value: answer.value, provider: 'User' })
}

/** The page where the user answers; nothing happens by looking at it, since programs that read mail do that. */
export function feedbackLink(
  services: Services,
  event: AuthEvent,
  value: AuthEventFeedback['value'],
): string {
  const query = new URLSearchParams({ token: feedbackToken(services, event), value })
  return `${services.publicUrl}/${event.userPoolId}/feedback?${query}`
}

function binding(userPoolId: string) {
  return { purpose: 'auth-event-feedback', context: [userPoolId] }
}
