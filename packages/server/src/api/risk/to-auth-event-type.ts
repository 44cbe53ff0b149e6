import { type AuthEventType, type Camel, toWire } from '@poolhouse/api-model'
import type { AuthEvent } from '../../storage/auth-events.ts'

/** An event of the history. */
export function toAuthEventType({ id, createdAt, details, feedback }: AuthEvent): AuthEventType {
  const { type, response, risk, challengeResponses, ipAddress, deviceName } = details
  const shown: Camel<AuthEventType> = {
    eventId: id,
    eventType: type,
    creationDate: new Date(createdAt),
    eventResponse: response,
    eventRisk: risk,
    challengeResponses,
    eventContextData: { ipAddress, deviceName },
    ...(feedback && {
      eventFeedback: {
        feedbackValue: feedback.value,
        provider: feedback.provider,
        feedbackDate: new Date(feedback.at),
      },
    }),
  }
  return toWire<AuthEventType>('AuthEventType', shown)
}
