import { sendNotification } from '../../delivery/notification.ts'
import { LimitExceededException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AuthEvent } from '../../storage/auth-events.ts'
import * as riskConfigurations from '../../storage/risk-configurations.ts'
import type { User } from '../../storage/users.ts'
import { countDestination } from '../attempts.ts'
import type { AuthEventDraft } from '../auth-events.ts'
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
  await sendNotification(services, pool, {
    to: email,
    email: blockEmail,
    triggerSource: 'AccountTakeover_Block',
    ...(from && { from }),
    ...(replyTo && { replyTo }),
    values: {
      username: user.username,
      'ip-address': event.details.ipAddress ?? 'unknown',
      'login-time': new Date(event.createdAt).toUTCString(),
      'device-name': event.details.deviceName ?? 'unknown',
      city: 'unknown',
      country: 'unknown',
      'one-click-link-valid': feedbackLink(services, event, 'Valid'),
      'one-click-link-invalid': feedbackLink(services, event, 'Invalid'),
    },
  })
  services.wakeSender()
}
