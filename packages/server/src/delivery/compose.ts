import type { Services } from '../services.ts'
import { customMessage, type MessageOccasion, type MessageTexts } from '../triggers/custom-message.ts'
import type { SenderEvent } from '../triggers/custom-sender.ts'
import { type EventSubject, userAttributes } from '../triggers/invoke.ts'
import { isConfigured } from '../triggers/targets.ts'
import type { Channel } from './destination.ts'

/** How a message is to be written and sent, found out before the transaction that puts it into the outbox. */
export interface Composition {
  /** The function's own words. */
  texts?: MessageTexts
  /** Set where a function of the pool sends the message instead of the server. */
  sender?: SenderEvent
}

/** By channel. */
export type Compositions = ReadonlyMap<Channel, Composition>

/** For whom and on which way the message is. */
export interface ComposeRequest {
  occasion: MessageOccasion
  channels: readonly Channel[]
}

const senders = { email: 'CustomEmailSender', sms: 'CustomSMSSender' } as const

/**
 * Lets the pool's functions have their say in a message: one that sends takes it over, else one that words it is called.
 * Call it outside of transactions. Throws as `customMessage`.
 */
export async function compose(
  services: Services,
  subject: EventSubject,
  { occasion, channels }: ComposeRequest,
): Promise<Compositions> {
  const { pool } = subject
  const isTakenOver = (channel: Channel) => isConfigured(services, pool, senders[channel])
  const worded =
    channels.some((channel) => !isTakenOver(channel)) && isConfigured(services, pool, 'CustomMessage')
  const texts = worded ? await customMessage(services, subject, occasion) : undefined
  return new Map(
    channels.map((channel) => [
      channel,
      isTakenOver(channel)
        ? { sender: senderEvent(subject, occasion, senders[channel]) }
        : { ...(texts && { texts }) },
    ]),
  )
}

function senderEvent(
  subject: EventSubject,
  occasion: MessageOccasion,
  trigger: SenderEvent['trigger'],
): SenderEvent {
  const { clientId, username, clientMetadata } = subject
  return {
    trigger,
    occasion,
    clientId,
    username,
    userAttributes: userAttributes(subject),
    ...(clientMetadata && { clientMetadata }),
  }
}
