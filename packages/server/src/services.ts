import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { AuthEventLog } from './core/auth-event-log.ts'
import type { FunctionEvents } from './core/functions/events.ts'
import type { RequestLimits } from './core/request-limits.ts'
import type { Keyring } from './crypto/keyring.ts'
import type { ModexpPool } from './crypto/modexp.ts'
import type { generateSigningKey, toSigningKey } from './crypto/signatures.ts'
import type { Outbound } from './http/outbound.ts'
import type { SigningKeyCache } from './http/sigv4.ts'
import { type Db, inTransaction } from './storage/open.ts'
import type { TriggerCalls } from './triggers/calls.ts'
import type { TriggerInvoker } from './triggers/invoker.ts'
import type { TriggerOverrides } from './triggers/overrides.ts'
import type { LambdaRuntime } from './triggers/runtime/types.ts'

/** The time, which `--test-clock` can turn. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

/** The pair of keys that a user pool signs with now. */
export interface SigningKeys {
  id: SigningKey
  access: SigningKey
}

/** A user pool's key in memory, ready to sign and to verify. */
export type SigningKey = ReturnType<typeof toSigningKey>

/** What everything below the doors works with; always the first argument. */
export interface Services {
  config: Config
  /** Base of issuers and links, without a trailing slash. */
  publicUrl: string
  clock: Clock
  db: Db
  keyring: Keyring
  modexp: ModexpPool
  log: Logger
  /** The signing keys of user pools that were needed lately, by pool id. */
  signingKeys: Map<string, Promise<SigningKeys>>
  /** Makes a key for a user pool. */
  generateSigningKey: typeof generateSigningKey
  /** Keys derived from the operator's secret, by day, region and service. */
  sigV4Keys: SigningKeyCache
  /** Triggers of user pools whose function was left out, each once: `<pool id> <trigger>`. */
  skippedTriggers: Set<string>
  /** Writes the history of sign-ins in the background. */
  authEvents: AuthEventLog
  /** The request rates that were set. */
  requestLimits: RequestLimits
  /** Tells the sender that a message may be due; called after the commit. */
  wakeSender(): void
  /** Tells the sender of events that one may be due: at once, or after the commit of the transaction that is open. */
  wakeEventSender(): void
  /** The way to identity providers. */
  providerOutbound: Outbound
  /** Runs the functions of user pools; absent where none can be run. */
  invoke?: TriggerInvoker
  /** What runs for triggers in the place of what user pools name. */
  triggerOverrides: TriggerOverrides
  /** The calls of functions that triggers made lately. */
  triggerCalls: TriggerCalls
  /** Tells the importer that a job was started; called after the commit. */
  wakeImporter(): void
  /** Runs deployed functions; absent where none can be run. */
  lambdaRuntime?: LambdaRuntime
  /** The folders of the code that this process has unpacked, by the SHA-256 of the zip. */
  unpackedFunctions: Map<string, Promise<string>>
  /** Invocations of functions that nobody waits for. */
  functionEvents: FunctionEvents
}

/**
 * Runs `work` in one transaction, or in the one that is open. Inside it only SQL: hashing, mail and triggers would hold
 * up every other writer. What must outlive a rollback is written outside.
 */
export async function transaction<Result>(
  services: Services,
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  let hasEvents = false
  const wakeEventSender = () => {
    hasEvents = true
  }
  const result = await inTransaction(services.db, (db) => work({ ...services, db, wakeEventSender }))
  if (hasEvents) services.wakeEventSender()
  return result
}
