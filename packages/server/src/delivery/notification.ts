import { randomUUID } from 'node:crypto'
import type { Services } from '../services.ts'
import * as messages from '../storage/messages.ts'
import type { NotifyEmail } from '../storage/risk-configurations.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { SenderEvent } from '../triggers/custom-sender.ts'
import { isConfigured } from '../triggers/targets.ts'
import { type MessageContent, sealContent } from './content.ts'

const TRIGGER = 'CustomEmailSender'

export interface Notification {
  to: string
  email: NotifyEmail
  triggerSource: string
  /** Told to the pool's function instead, where one sends its e-mails. */
  sender: Omit<SenderEvent, 'trigger' | 'occasion'>
  from?: string
  replyTo?: string
  /** What stands for `{name}` in the template. */
  values: Readonly<Record<string, string>>
}

/** Puts a notification of threat protection into the outbox; the caller calls `services.wakeSender()`. */
export async function sendNotification(
  services: Services,
  pool: UserPool,
  notification: Notification,
): Promise<void> {
  const id = randomUUID()
  const now = services.clock.now()
  const { from, replyTo, triggerSource, to, sender } = notification
  const isTakenOver = isConfigured(services, pool, TRIGGER)
  const content: MessageContent = {
    ...(isTakenOver && { sender: { ...sender, trigger: TRIGGER, occasion: 'AccountTakeOverNotification' } }),
    subject: fill(notification.email.subject, notification.values),
    body: bodyOf(notification),
    ...(from && { from }),
    ...(replyTo && { replyTo }),
  }
  await messages.insert(services.db, {
    id,
    userPoolId: pool.id,
    channel: 'email',
    recipient: to,
    triggerSource,
    transport: isTakenOver ? 'function' : 'smtp',
    sealedContent: sealContent(services, id, content),
    createdAt: now,
    ...((isTakenOver || services.config.smtpUrl !== undefined) && { dueAt: now }),
  })
}

/** E-mails are HTML: what is put in is escaped, and so is a template of plain text. */
function bodyOf({ email, values }: Notification): string {
  const escaped = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)]))
  if (email.htmlBody) return fill(email.htmlBody, escaped)
  return `<pre>${fill(escapeHtml(email.textBody ?? ''), escaped)}</pre>`
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z-]+)\}/g, (whole, name: string) => values[name] ?? whole)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
