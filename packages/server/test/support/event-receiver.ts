import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from './server.ts'

const SECRET = Buffer.alloc(32, 9)

/** The secret that events of tests are signed with, as the option takes it. */
export const EVENT_SECRET = `whsec_${SECRET.toString('base64')}`

/** An event as it came. */
export interface ReceivedEvent {
  id: string
  type: string
  timestamp: string
  data: Answer
  /** What the receiver answered. */
  status: number
  text: string
  headers: IncomingHttpHeaders
}

export interface EventReceiver {
  url: string
  /** Flags that let a server tell this receiver. */
  flags: string[]
  /** Everything that came, in its order. */
  events: ReceivedEvent[]
  /** Answers with this status instead of 204; undefined lets the sender wait. */
  answer: (event: Omit<ReceivedEvent, 'status'>) => number | undefined | Promise<number | undefined>
  /** `type` of the events of this user that were taken, each id once. */
  taken(sub: string): string[]
  close(): Promise<void>
}

/** A real HTTP server that other servers tell their events; an event whose signature is wrong is answered with 401. */
export async function startEventReceiver(options: { port?: number } = {}): Promise<EventReceiver> {
  const events: ReceivedEvent[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const { headers } = request
    if (!isSigned(headers, text, SECRET)) return void response.writeHead(401).end()
    const event = { ...JSON.parse(text), id: String(headers['webhook-id']), text, headers }
    const status = await receiver.answer(event)
    events.push({ ...event, status: status ?? 0 })
    if (status !== undefined) response.writeHead(status, { location: '/elsewhere' }).end('{"ignored":true}')
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events?key=of-the-endpoint`
  const receiver: EventReceiver = {
    url,
    flags: [`--event-endpoint=${url}`, `--event-secret=${EVENT_SECRET}`],
    events,
    answer: () => 204,
    taken: (sub) => {
      const taken = events.filter(({ data, status }) => data.sub === sub && status < 300)
      return [...new Map(taken.map(({ id, type }) => [id, type])).values()]
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}

/** The check of Standard Webhooks, written from its specification. */
export function isSigned(headers: IncomingHttpHeaders, text: string, secret: Buffer): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  const expected = createHmac('sha256', secret).update(signed).digest()
  const given = String(headers['webhook-signature'] ?? '').split(' ')
  return given.some((each) => {
    const [version, signature = ''] = each.split(',')
    const bytes = Buffer.from(signature, 'base64')
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected)
  })
}
