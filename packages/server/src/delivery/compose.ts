import type { Services } from '../services.ts'
import { customMessage, type MessageOccasion, type MessageTexts } from '../triggers/custom-message.ts'
import { type EventSubject, userAttributes } from '../triggers/invoke.ts'
import { isConfigured, type TriggerName } from '../triggers/require-runnable.ts'
import type { Channel } from './destination.ts'

/** How a message is to be written and sent, found out before the transaction that puts it into the outbox. */
export interface Composition {
  /** The function's own words. */
  texts?: MessageTexts
  /** Set where a function of the pool sends the message instead of the server. */
  sender?: SenderEvent
}

/** What a custom sender is told besides the code. */
export interface SenderEvent {
  trigger: TriggerName
  occasion: MessageOccasion
  clientId: string
  username: string
  userAttributes: Record<string, string>
  clientMetadata?: Readonly<Record<string, string>> | undefined
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
  const isTakenOver = (channel: Channel) => isConfigured(pool, senders[channel])
  const worded = channels.some((channel) => !isTakenOver(channel)) && isConfigured(pool, 'CustomMessage')
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

function senderEvent(subject: EventSubject, occasion: MessageOccasion, trigger: TriggerName): SenderEvent {
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
