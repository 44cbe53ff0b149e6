import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../app.ts'
import { readConfig } from '../config.ts'
import { listMessages } from '../operator/messages.ts'
import { createCall } from './call.ts'
import { useTriggers } from './functions.ts'
import type { PoolhouseOptions } from './options.ts'
import { createClient, createUsers, PASSWORD, type TestUser } from './pool.ts'
import { signIn, type Tokens } from './sign-in.ts'

export type { PoolhouseOptions, TriggerHandler, TriggerKey, UserOptions } from './options.ts'
export type { TestUser } from './pool.ts'
export type { Tokens } from './sign-in.ts'

/** A message that nobody has to receive. */
export interface Message {
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

/** A server of a test, with a user pool in it. */
export interface Poolhouse<Username extends string = string> {
  /** The endpoint for AWS SDKs, and the address of the sign-in pages. */
  url: string
  userPoolId: string
  clientId: string
  /** Where `client` asked for one with `GenerateSecret`. */
  clientSecret: string | undefined
  /** The `iss` of tokens. */
  issuer: string
  jwksUri: string
  /** What a client of an AWS SDK takes. */
  aws: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } }
  users: Record<Username, TestUser>
  /**
   * Signs in by a password, the one of `users` if none is given. Rejects with an Error whose name is the exception's, or
   * which names the challenge that comes first.
   */
  signIn(username: string, password?: string): Promise<Tokens>
  /** The messages of the server, the newest first. */
  outbox(filter?: { to?: string; limit?: number }): Promise<Message[]>
  /** The server's time. */
  now(): Date
  /** Turns the server's clock, and returns the new time. */
  advance(seconds: number): Date
  /** Ends the server and forgets everything; again does nothing. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a server in this process, in memory and on a free port of this machine, with a user pool, an app client and
 * users. Rejects with an Error of the exception's name where the pool, the client or a user cannot be made so, and with
 * `ConfigError` for wrong flags.
 */
export async function startPoolhouse<Username extends string = 'demo'>(
  options: PoolhouseOptions<Username> = {},
): Promise<Poolhouse<Username>> {
  const server = await startServer(readConfig(toFlags(options), {}))
  try {
    useTriggers(server.services, options.triggers ?? {})
    return await furnish(server, options)
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Nothing of this machine's settings, and no folder: a file of a function may lie anywhere. */
function toFlags({ lambdaEndpoint, flags = [] }: PoolhouseOptions): string[] {
  return [
    '--port=0',
    '--no-demo',
    '--test-clock',
    '--log-level=error',
    '--database-url=sqlite::memory:',
    `--data-dir=${join(tmpdir(), 'poolhouse-in-memory')}`,
    ...(lambdaEndpoint === undefined ? [] : [`--lambda-endpoint=${lambdaEndpoint}`]),
    ...flags,
  ]
}

async function furnish<Username extends string>(
  server: RunningServer,
  options: PoolhouseOptions<Username>,
): Promise<Poolhouse<Username>> {
  const { services, url } = server
  const call = createCall(services)
  const client = await createClient(call, options)
  const users = await createUsers(call, client, options.users ?? { demo: {} })
  const issuer = `${services.publicUrl}/${client.userPoolId}`
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const passwordOf = (username: string) =>
    Object.values(users).find((user) => user.username === username)?.password ?? PASSWORD
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= server.stop()
    return stopped
  }
  return {
    url: services.publicUrl,
    ...client,
    issuer,
    jwksUri: `${issuer}/.well-known/jwks.json`,
    aws: { endpoint: url, region: services.config.region, credentials },
    users: users as Record<Username, TestUser>,
    signIn: (username, password = passwordOf(username)) => signIn(call, client, { username, password }),
    outbox: (filter = {}) => readOutbox(server, filter),
    ...clockOf(server),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function readOutbox(
  { services }: RunningServer,
  { to, limit }: { to?: string; limit?: number },
): Promise<Message[]> {
  const query = new URLSearchParams()
  if (to !== undefined) query.set('to', to)
  if (limit !== undefined) query.set('limit', String(limit))
  const request = new Request(`${services.publicUrl}/_poolhouse/messages?${query}`)
  const response = await listMessages(services, request)
  if (!response.ok) throw new TypeError(((await response.json()) as { message: string }).message)
  return (await response.json()) as Message[]
}

function clockOf({ testClock }: RunningServer): Pick<Poolhouse, 'now' | 'advance'> {
  if (!testClock) throw new TypeError('A server without a test clock was started')
  const now = () => new Date(testClock.now())
  return {
    now,
    advance: (seconds) => {
      testClock.turnTo(testClock.now() + seconds * 1000)
      return now()
    },
  }
}
