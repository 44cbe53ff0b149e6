import { randomUUID } from 'node:crypto'
import { InvalidParameterException } from '../errors.ts'
import type { Services } from '../services.ts'
import * as messages from '../storage/messages.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { MessageOccasion } from '../triggers/custom-message.ts'
import type { Composition } from './compose.ts'
import type { MessageContent } from './content.ts'
import { sealContent } from './content.ts'
import type { Channel } from './destination.ts'
import { render, type TemplateName } from './templates.ts'

export interface OutgoingMessage {
  template: TemplateName
  channel: Channel
  /** An e-mail address or a phone number. */
  to: string
  username: string
  /** The code, or the temporary password of an invitation. */
  code: string
  /** What `confirmationLink` gives, where the flow can be ended by a link; used only if the pool's e-mails ask for it. */
  link?: string
  occasion: MessageOccasion
  /** What `compose` found out; absent where no function has a say. */
  composition?: Composition | undefined
}

/**
 * Renders the message in the function's words or the pool's, and puts it into the outbox in the transaction of
 * `services.db`; after the commit the caller calls `services.wakeSender()`. Without an SMTP server, and for SMS, it stays
 * there to be read by the operator, unless a function of the pool sends it. Answers the row's id. Throws
 * InvalidParameterException for an address that could smuggle headers or further recipients in.
 */
export async function deliver(services: Services, pool: UserPool, message: OutgoingMessage): Promise<string> {
  requireOneAddress(message)
  const id = randomUUID()
  const now = services.clock.now()
  const transport = message.composition?.sender ? 'function' : 'smtp'
  const isSent =
    transport === 'function' || (message.channel === 'email' && services.config.smtpUrl !== undefined)
  await messages.insert(services.db, {
    id,
    userPoolId: pool.id,
    channel: message.channel,
    recipient: message.to,
    triggerSource: `CustomMessage_${message.occasion}`,
    transport,
    sealedContent: sealContent(services, id, contentOf(pool, message)),
    createdAt: now,
    ...(isSent && { dueAt: now }),
  })
  return id
}

function contentOf(pool: UserPool, message: OutgoingMessage): MessageContent {
  const { emailConfiguration } = pool.settings
  const { texts, sender } = message.composition ?? {}
  const rendered = { ...render(pool, { ...message, texts }), ...(sender && { sender }) }
  if (message.channel === 'sms') return { ...rendered, code: message.code }
  const from = emailConfiguration.from ?? addressOfArn(emailConfiguration.sourceArn)
  const replyTo = emailConfiguration.replyToEmailAddress
  return { ...rendered, code: message.code, ...(from && { from }), ...(replyTo && { replyTo }) }
}

/** An SES identity can be a whole domain, which is no address. */
function addressOfArn(arn: string | undefined): string | undefined {
  const identity = arn?.split(':identity/')[1]
  return identity?.includes('@') ? identity : undefined
}

/** No separators, quotes or control characters: one address, and nothing that continues on another line. */
const emailAddress = /^[^\s\p{C}@<>,;:"()[\]\\]+@[^\s\p{C}@<>,;:"()[\]\\]+$/u
const phoneNumber = /^\+[0-9]+$/

function requireOneAddress({ channel, to }: OutgoingMessage): void {
  if (channel === 'email' && !emailAddress.test(to))
    throw new InvalidParameterException('Invalid email address format.')
  if (channel === 'sms' && !phoneNumber.test(to))
    throw new InvalidParameterException('Invalid phone number format.')
}
