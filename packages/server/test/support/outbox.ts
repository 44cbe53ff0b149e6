import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { inject } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createRequestLimits } from '../../src/core/request-limits.ts'
import { createDataKey, openKeyring } from '../../src/crypto/keyring.ts'
import type { ModexpPool } from '../../src/crypto/modexp.ts'
import { generateSigningKey } from '../../src/crypto/signatures.ts'
import { createOutbound } from '../../src/http/outbound.ts'
import type { Services } from '../../src/services.ts'
import { type Db, migrate, openDatabase } from '../../src/storage/open.ts'
import type { UserPool, UserPoolSettings } from '../../src/storage/user-pools.ts'
import * as userPools from '../../src/storage/user-pools.ts'
import * as users from '../../src/storage/users.ts'
import { createTriggerCalls } from '../../src/triggers/calls.ts'
import { createDatabase } from './postgres.ts'

/** Both databases, each with a way to get an empty one that is migrated. */
export const outboxDatabases = [
  { name: 'SQLite', open: openMemory },
  { name: 'PostgreSQL', open: openServer },
]

/** A database and connections to it, all gone after `close`. */
export interface OutboxDatabase {
  db: Db
  /** Another process's view: a second pool of connections, or the same where only one process may open the file. */
  openAgain(): Promise<Db>
  close(): Promise<void>
}

async function openMemory(): Promise<OutboxDatabase> {
  const db = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(db)
  return { db, openAgain: async () => db, close: () => db.destroy() }
}

async function openServer(): Promise<OutboxDatabase> {
  const database = await createDatabase(inject('postgresUrl'), inject('migratedUrl'))
  const opened = [await openDatabase({ url: database.url })]
  const [db] = opened as [Db]
  await migrate(db)
  const openAgain = async () => {
    const again = await openDatabase({ url: database.url })
    opened.push(again)
    return again
  }
  const close = async () => {
    for (const each of opened) await each.destroy()
    await database.drop()
  }
  return { db, openAgain, close }
}

/** The turned clock of a test: `time.now` is epoch milliseconds. */
export interface TurnedTime {
  now: number
}

const masterKey = Buffer.alloc(32, 7)
const keyring = openKeyring({ masterKeys: [masterKey], wrapped: [createDataKey(masterKey, 1)] })

/** Services with a real database and keyring, a clock to turn, and the log as text. */
export function outboxServices(
  db: Db,
  options: { time?: TurnedTime; smtpUrl?: string; log?: string[] } = {},
): Services {
  const { time = { now: Date.UTC(2026, 0, 1) }, smtpUrl, log = [] } = options
  const argv = smtpUrl === undefined ? [] : ['--smtp-url', smtpUrl]
  return {
    config: readConfig(argv, {}),
    publicUrl: 'https://auth.example.com',
    clock: { now: () => time.now },
    db,
    keyring,
    modexp: {} as ModexpPool,
    log: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
    signingKeys: new Map(),
    generateSigningKey,
    sigV4Keys: new Map(),
    skippedTriggers: new Set(),
    triggerOverrides: new Map(),
    providerOutbound: createOutbound({ privateAddresses: true }),
    triggerCalls: createTriggerCalls(),
    authEvents: { add: () => undefined, flush: async () => undefined, stop: async () => undefined },
    requestLimits: createRequestLimits({ now: () => time.now }),
    wakeSender: () => undefined,
    wakeEventSender: () => undefined,
    wakeImporter: () => undefined,
    unpackedFunctions: new Map(),
    functionEvents: { add: () => undefined, settled: async () => undefined, stop: async () => undefined },
  }
}

/** A pool in the database with one user, who has an e-mail address and a telephone number. */
export async function addPoolAndUser(
  db: Db,
  settings: Partial<UserPoolSettings> = {},
): Promise<{ pool: UserPool; user: users.User }> {
  const pool = userPool(settings)
  await userPools.insert(db, pool)
  const user: users.User = {
    id: 'b3c7a1de-0000-4000-8000-000000000001',
    userPoolId: pool.id,
    username: 'jane',
    status: 'CONFIRMED',
    enabled: true,
    attributes: { email: 'jane@example.com', phone_number: '+15555551234' },
    createdAt: 1,
    updatedAt: 1,
  }
  await users.insert(db, user)
  return { pool, user }
}

/** A pool with Cognito's defaults and these settings. */
export function userPool(settings: Partial<UserPoolSettings> = {}): UserPool {
  return {
    id: 'us-east-1_Outbox001',
    region: 'us-east-1',
    accountId: '000000000000',
    name: 'outbox',
    settings: { ...bareSettings, ...settings },
    schemaAttributes: [],
    tags: {},
    createdAt: 1,
    updatedAt: 1,
  }
}

const bareSettings: UserPoolSettings = {
  policies: {
    passwordPolicy: {
      minimumLength: 8,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
    },
  },
  deletionProtection: 'INACTIVE',
  lambdaConfig: {},
  verificationMessageTemplate: { defaultEmailOption: 'CONFIRM_WITH_CODE' },
  mfaConfiguration: 'OFF',
  emailConfiguration: { emailSendingAccount: 'COGNITO_DEFAULT' },
  adminCreateUserConfig: { allowAdminCreateUserOnly: false },
  userPoolTier: 'ESSENTIALS',
}

/** A mail that the sink took. */
export interface SunkMail {
  from: string
  to: string[]
  text: string
}

export interface MailSink {
  url: string
  mails: SunkMail[]
  /** Resolves when the sink holds this many mails. */
  received(count: number): Promise<void>
  close(): Promise<void>
}

/** A real SMTP server on a free port (or the one given) that keeps what it takes. */
export async function startMailSink(
  options: Partial<SMTPServerOptions> & {
    port?: number
    refuse?: (mail: SunkMail) => Error | undefined
  } = {},
): Promise<MailSink> {
  const { port = 0, refuse, ...rest } = options
  const mails: SunkMail[] = []
  let waiting: { count: number; resolve: () => void }[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const mail = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((recipient) => recipient.address),
          text: Buffer.concat(chunks).toString('utf8'),
        }
        const error = refuse?.(mail)
        if (error) return done(error)
        mails.push(mail)
        done()
        for (const { count, resolve } of waiting) if (mails.length >= count) resolve()
        waiting = waiting.filter(({ count }) => mails.length < count)
      })
    },
    ...rest,
  })
  server.on('error', () => undefined) // a client that leaves is what some tests do
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    received: (count) =>
      new Promise((resolve) => {
        if (mails.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** An SMTP refusal. */
export function smtpError(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode })
}
