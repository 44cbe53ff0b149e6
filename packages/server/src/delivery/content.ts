import type { Services } from '../services.ts'
import type { SenderEvent } from '../triggers/custom-sender.ts'

/** What the outbox keeps sealed. */
export interface MessageContent {
  /** Empty for SMS. */
  subject: string
  /** HTML for e-mail, plain text for SMS. */
  body: string
  code?: string
  link?: string
  /** The pool's own sender; else the server's. */
  from?: string
  replyTo?: string
  /** What the function is told that sends the message. */
  sender?: SenderEvent
}

/** Seals the content for the row of this message. */
export function sealContent(services: Services, id: string, content: MessageContent): string {
  return services.keyring.seal(JSON.stringify(content), place(id))
}

/** Opens what `sealContent` made for this message; throws SealedValueError for all else. */
export function openContent(
  services: Services,
  message: { id: string; sealedContent: string },
): MessageContent {
  return JSON.parse(services.keyring.open(message.sealedContent, place(message.id)).toString('utf8'))
}

function place(id: string): string {
  return `messages.sealed_content:${id}`
}
