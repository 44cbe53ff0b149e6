import { randomUUID } from 'node:crypto'
import { InvalidParameterException } from '../errors.ts'
import type { Services } from '../services.ts'
import * as messages from '../storage/messages.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { refuseTrigger } from '../triggers/require-runnable.ts'
import type { MessageContent } from './content.ts'
import { sealContent } from './content.ts'
import type { Channel } from './destination.ts'
import { render, type TemplateName } from './templates.ts'

export type TriggerSource =
  | 'CustomMessage_SignUp'
  | 'CustomMessage_ResendCode'
  | 'CustomMessage_ForgotPassword'
  | 'CustomMessage_UpdateUserAttribute'
  | 'CustomMessage_VerifyUserAttribute'
  | 'CustomMessage_AdminCreateUser'
  | 'CustomMessage_Authentication'

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
  triggerSource: TriggerSource
}

/**
 * Renders the pool's template and puts the message into the outbox, in the transaction of `services.db`; after the commit
 * the caller calls `services.wakeSender()`. Without an SMTP server, and for SMS, it stays there to be read by the
 * operator. Answers the row's id. Throws InvalidParameterException for an address that could smuggle headers or further
 * recipients in, UnexpectedLambdaException where a function would write or send the message.
 */
export async function deliver(services: Services, pool: UserPool, message: OutgoingMessage): Promise<string> {
  refuseTrigger(services, pool, message.channel === 'sms' ? 'CustomSMSSender' : 'CustomEmailSender')
  refuseTrigger(services, pool, 'CustomMessage')
  requireOneAddress(message)
  const id = randomUUID()
  const now = services.clock.now()
  const sends = message.channel === 'email' && services.config.smtpUrl !== undefined
  await messages.insert(services.db, {
    id,
    userPoolId: pool.id,
    channel: message.channel,
    recipient: message.to,
    triggerSource: message.triggerSource,
    sealedContent: sealContent(services, id, contentOf(pool, message)),
    createdAt: now,
    ...(sends && { dueAt: now }),
  })
  return id
}

function contentOf(pool: UserPool, message: OutgoingMessage): MessageContent {
  const { emailConfiguration } = pool.settings
  const rendered = render(pool, message)
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
