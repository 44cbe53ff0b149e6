import type { MappableTrigger } from '../config/triggers.ts'

/** A trigger as `--trigger` names it: `@V2_0` and `@V3_0` choose other events. */
export type TriggerKey = MappableTrigger | `PreTokenGeneration@${'V1_0' | 'V2_0' | 'V3_0'}`

/** A function in the place of a Lambda function: it gets the event and answers with it, changed. */
// biome-ignore lint/suspicious/noExplicitAny: each trigger has an event of its own, whose type is the caller's choice
export type TriggerHandler = (event: any) => unknown

/** Someone who can sign in. */
export interface UserOptions {
  /** Default `Poolhouse-1`. */
  password?: string
  /** Such as `name` or `custom:plan`; without `email` it is `<username>@example.com`, verified. */
  attributes?: Record<string, string>
  /** Made where they are not there. */
  groups?: readonly string[]
}

/** What a test wants to have. Everything can be left out. */
export interface PoolhouseOptions<Username extends string = string> {
  /** Members of `CreateUserPool`, such as `{ MfaConfiguration: 'OPTIONAL' }`. */
  userPool?: Record<string, unknown>
  /** Members of `CreateUserPoolClient`, such as `{ AccessTokenValidity: 1 }`. */
  client?: Record<string, unknown>
  /** By username; default one user, `demo`. */
  users?: Readonly<Record<Username, UserOptions>>
  /** Functions of the test, or files. */
  triggers?: Partial<Record<TriggerKey, TriggerHandler | string | URL>>
  /** Where functions are invoked that the pool's `LambdaConfig` names. */
  lambdaEndpoint?: string
  /** Flags of `poolhouse start`, such as `--log-level=info`. */
  flags?: readonly string[]
}
