import { inject } from 'vitest'
import { type RunningServer, startServer } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { TriggerInvoker } from '../../src/triggers/invoker.ts'
import { noteCalls } from './call-notes.ts'
import { createDatabase } from './postgres.ts'
import { createKeyDealer } from './signing-keys.ts'

/** The databases that everything must work on alike. */
export const databases = ['sqlite', 'postgres'] as const
export type DatabaseKind = (typeof databases)[number]

/** An exception of the API as a client sees it. */
export class CallError extends Error {
  readonly status: number
  readonly body: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body['message'] === 'string' ? body['message'] : '')
    this.name = String(body['__type'])
    this.status = status
    this.body = body
  }
}

/** The JSON of an answer; tests read members without types in their way. */
// biome-ignore lint/suspicious/noExplicitAny: the answer's shape differs by operation, and a typo fails the test
export type Answer = any

export interface TestServer extends RunningServer {
  /** Calls an operation over HTTP as the operator. Rejects with `CallError`. */
  call(operation: string, input?: Record<string, unknown>): Promise<Answer>
  /** The outbox, newest message first. */
  outbox(filter?: Record<string, string>): Promise<OutboxMessage[]>
  /** The newest code that was sent to this address. */
  codeFor(to: string): Promise<string>
  advance(seconds: number): void
}

export interface OutboxMessage {
  id: string
  channel: 'email' | 'sms'
  to: string
  subject: string
  body: string
  code?: string
  link?: string
  createdAt: string
  triggerSource: string
}

/** A server of its own on a fresh database, with a clock that turns. `flags` are added to its command line; `invoke` runs its functions. */
export async function startTestServer(
  kind: DatabaseKind,
  flags: string[] = [],
  options: { invoke?: TriggerInvoker } = {},
): Promise<TestServer> {
  const database = await freshDatabase(kind)
  const key = Buffer.alloc(32, 7).toString('base64')
  const config = readConfig(
    ['--port=0', '--no-demo', '--test-clock', '--log-level=error', `--encryption-key=${key}`]
      .concat(`--database-url=${database.url}`)
      .concat(flags),
    {},
  )
  const running = await startServer(config)
  running.services.generateSigningKey = createKeyDealer(inject('signingKeys'))
  if (options.invoke) running.services.invoke = options.invoke
  const client = clientOf(running)
  const end = async () => {
    await noteCalls(running.url, kind)
    await running.stop()
    await database.drop()
  }
  let ended: Promise<void> | undefined
  const stop = () => {
    ended ??= end()
    return ended
  }
  return { ...running, ...client, stop }
}

async function freshDatabase(kind: DatabaseKind): Promise<{ url: string; drop(): Promise<void> }> {
  if (kind === 'postgres') return createDatabase(inject('postgresUrl'), inject('migratedUrl'))
  return { url: 'sqlite::memory:', drop: async () => undefined }
}

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00'

/** How tests talk to a server, wherever it runs. */
export function clientOf({ url, testClock }: Pick<RunningServer, 'url' | 'testClock'>) {
  const outbox = async (filter: Record<string, string> = {}): Promise<OutboxMessage[]> => {
    const response = await fetch(`${url}/_poolhouse/messages?${new URLSearchParams(filter)}`)
    return (await response.json()) as OutboxMessage[]
  }
  return {
    call: (operation: string, input: Record<string, unknown> = {}) => call(url, operation, input),
    outbox,
    codeFor: async (to: string): Promise<string> => {
      const sent = (await outbox({ to })).find((message) => message.code)
      if (!sent?.code) throw new Error(`No code was sent to ${to}`)
      return sent.code
    },
    advance: (seconds: number): void => testClock?.turnTo(testClock.now() + seconds * 1000),
  }
}

async function call(url: string, operation: string, input: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: AUTHORIZATION,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  })
  const text = await response.text()
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  if (!response.ok) throw new CallError(response.status, body)
  return body
}
