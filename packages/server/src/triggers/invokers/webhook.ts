import { createHmac, randomUUID } from 'node:crypto'
import type { Outbound } from '../../http/outbound.ts'
import { AnswerError, FunctionError, InvocationError } from '../invoker.ts'
import { sendEvent, textOf } from './send.ts'

export interface WebhookSender {
  outbound: Outbound
  secret: Buffer
  clock: { now(): number }
}

/**
 * Posts the event to an address, signed by the rules of Standard Webhooks, and returns the JSON that it answers with status
 * 200. Statuses from 400 to 499 with `{"errorMessage": …}` are the refusal of a function, all others mean that none ran.
 * Rejects as `TriggerInvoker`.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function postEvent(
  { outbound, secret, clock }: WebhookSender,
  url: string,
  { event, timeoutMs }: { event: unknown; timeoutMs: number },
): Promise<unknown> {
  const content = JSON.stringify(event)
  const id = `msg_${randomUUID()}`
  const timestamp = String(Math.floor(clock.now() / 1000))
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signatureOf(secret, [id, timestamp, content])}`,
  }
  const { status, body } = await sendEvent(outbound, { url, headers, body: Buffer.from(content), timeoutMs })
  if (status !== 200) throw refusalOf(status, body)
  if (body === undefined) throw new AnswerError('The answer is not JSON')
  return body
}

function signatureOf(secret: Buffer, parts: readonly string[]): string {
  return createHmac('sha256', secret).update(parts.join('.')).digest('base64')
}

function refusalOf(status: number, body: unknown): Error {
  const message = textOf(body, 'errorMessage')
  if (status >= 400 && status < 500 && message !== undefined)
    return new FunctionError(message, { errorType: textOf(body, 'errorType') ?? 'Error' })
  return new InvocationError(`the address answered with status ${status}`)
}
