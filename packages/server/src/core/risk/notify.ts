import { sendNotification } from '../../delivery/notification.ts'
import { LimitExceededException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AuthEvent } from '../../storage/auth-events.ts'
import * as riskConfigurations from '../../storage/risk-configurations.ts'
import type { User } from '../../storage/users.ts'
import { countDestination } from '../attempts.ts'
import type { AuthEventDraft } from '../auth-events.ts'
import { NO_CLIENT } from '../event-subject.ts'
import { feedbackLink } from './feedback.ts'

/**
 * Tells the user of a sign-in that was refused, where the pool has a template for that and wants high risks told. One
 * address gets no more of them in an hour than of codes.
 */
export async function notifyBlocked(
  services: Services,
  { pool, client }: AuthEventDraft,
  { event, user }: { event: AuthEvent; user: User },
): Promise<void> {
  const { email, email_verified: verified } = user.attributes
  const found = await riskConfigurations.findEffective(services.db, pool.id, client?.id)
  const takeover = found?.settings.accountTakeoverRiskConfiguration
  const { blockEmail, from, replyTo } = takeover?.notifyConfiguration ?? {}
  if (!email || verified?.toLowerCase() !== 'true' || !blockEmail || !takeover?.actions.highAction?.notify)
    return
  try {
    await countDestination(services, pool.id, email)
  } catch (error) {
    if (error instanceof LimitExceededException) return
    throw error
  }
  const facts = {
    'ip-address': event.details.ipAddress ?? 'unknown',
    'login-time': new Date(event.createdAt).toUTCString(),
    'device-name': event.details.deviceName ?? 'unknown',
    city: 'unknown',
    country: 'unknown',
    'one-click-link-valid': feedbackLink(services, event, 'Valid'),
    'one-click-link-invalid': feedbackLink(services, event, 'Invalid'),
  }
  await sendNotification(services, pool, {
    to: email,
    email: blockEmail,
    triggerSource: 'AccountTakeover_Block',
    sender: {
      clientId: client?.id ?? NO_CLIENT,
      username: user.username,
      userAttributes: senderAttributes(user, event, facts),
    },
    ...(from && { from }),
    ...(replyTo && { replyTo }),
    values: { username: user.username, ...facts },
  })
  services.wakeSender()
}

/**
 * What a function is told that sends the notice in the server's place.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html
 */
function senderAttributes(
  user: User,
  event: AuthEvent,
  facts: Readonly<Record<string, string>>,
): Record<string, string> {
  const inCapitals = Object.entries(facts).map(([name, value]) => [
    name.toUpperCase().replaceAll('-', '_'),
    value,
  ])
  const link = facts['one-click-link-valid'] ?? ''
  return {
    EVENT_ID: event.id,
    USER_NAME: user.username,
    ACCOUNT_TAKE_OVER_ACTION: 'BLOCK',
    FEEDBACK_TOKEN: new URL(link).searchParams.get('token') ?? '',
    ...Object.fromEntries(inCapitals),
  }
}
