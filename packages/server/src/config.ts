import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from './config/error.ts'
import { type EventSettings, userEventTypes } from './config/events.ts'
import { readFlags } from './config/flags.ts'
import { suggest } from './config/nearest.ts'
import { listOptions, type Option, type OptionName, type OptionValue, options } from './config/options.ts'
import { isAddress, type TriggerMapping } from './config/triggers.ts'

export { ConfigError } from './config/error.ts'

/** What the server was told, checked and with its defaults. */
export interface Config {
  port: number
  host: string
  /** An origin without a trailing slash; undefined stands for `http(s)://localhost:<port>`, with the port in use. */
  publicUrl?: string | undefined
  /** Prefix domains are below it; undefined stands for `auth.<region>.localhost`, with the region of the pool. */
  domainSuffix?: string | undefined
  /** The server itself speaks TLS, by certificates of its own authority for development. */
  https: boolean
  databaseUrl: string
  databasePoolSize: number
  dataDir: string
  /** The one to encrypt with first; empty stands for the key file in the data directory. */
  encryptionKeys: Buffer[]
  /** Undefined only on a loopback host. */
  operator?: { accessKeyId: string; secretAccessKey: string } | undefined
  region: string
  accountId: string
  smtpUrl?: string | undefined
  smtpFrom: string
  /** Undefined stands for "when the database is new and the host is loopback". */
  demo?: boolean | undefined
  /** Undefined stands for "while there are no operator credentials". */
  privateProviders?: boolean | undefined
  testClock: boolean
  logLevel: OptionValue<'logLevel'>
  logFormat: OptionValue<'logFormat'>
  shutdownTimeoutSeconds: number
  /** Size of the pool for password arithmetic. */
  threads: number
  unavailableTriggers: OptionValue<'unavailableTriggers'>
  /** What runs in the place of what user pools name. */
  triggers: TriggerMapping[]
  /** Set where a trigger is an address. */
  triggerSecret?: Buffer | undefined
  triggerTimeoutSeconds: number
  /** In all, where none of them answers in time. */
  triggerAttempts: number
  lambdaEndpoint?: string | undefined
  lambdaCredential: { accessKeyId: string; secretAccessKey: string }
  functionNetwork: OptionValue<'functionNetwork'>
  functionNativeAddons: boolean
  /** Undefined where nobody is told of events. */
  events?: EventSettings | undefined
}

export interface ReadConfigOptions {
  /** Whether the output goes to a terminal, where people read logs. */
  terminal?: boolean
  /** False for commands that do not listen, and so need no operator credentials. */
  serving?: boolean
}

/** Set for the tests of this repository; not an option of the server. */
const ignoredVariables = new Set(['POOLHOUSE_TEST_POSTGRES_URL'])

interface Given {
  text: string
  /** The flag or the variable, to be named in messages. */
  source: string
}

/**
 * Reads flags (which win) and environment variables. Throws `ConfigError` with one line that says what to change, and
 * never holds a secret; an unknown flag or `POOLHOUSE_*` variable is answered with what was probably meant.
 */
export function readConfig(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  { terminal = process.stdout.isTTY === true, serving = true }: ReadConfigOptions = {},
): Config {
  refuseUnknownVariables(env)
  const flags = readFlags(argv)
  const read = <Name extends OptionName>(name: Name) => readValue<Name>(name, flags, env)
  const dataDir = required(read('dataDir'))
  const operator = pairCredential(read, 'accessKeyId', 'secretAccessKey')
  const config: Config = {
    port: required(read('port')),
    host: required(read('host')),
    publicUrl: read('publicUrl'),
    domainSuffix: read('domainSuffix'),
    https: required(read('https')),
    databaseUrl: read('databaseUrl') ?? `sqlite:${join(dataDir, 'poolhouse.db')}`,
    databasePoolSize: required(read('databasePoolSize')),
    dataDir,
    encryptionKeys: read('encryptionKeys') ?? [],
    operator,
    region: required(read('region')),
    accountId: required(read('accountId')),
    smtpUrl: read('smtpUrl'),
    smtpFrom: required(read('smtpFrom')),
    demo: read('demo'),
    privateProviders: read('privateProviders'),
    testClock: required(read('testClock')),
    logLevel: required(read('logLevel')),
    logFormat: read('logFormat') ?? (terminal ? 'text' : 'json'),
    shutdownTimeoutSeconds: required(read('shutdownTimeoutSeconds')),
    threads: read('threads') ?? Math.min(availableParallelism(), 256),
    unavailableTriggers: required(read('unavailableTriggers')),
    triggers: read('triggers') ?? [],
    triggerSecret: read('triggerSecret'),
    triggerTimeoutSeconds: required(read('triggerTimeoutSeconds')),
    triggerAttempts: required(read('triggerAttempts')),
    lambdaEndpoint: read('lambdaEndpoint'),
    lambdaCredential: pairCredential(read, 'lambdaAccessKeyId', 'lambdaSecretAccessKey') ??
      operator ?? { accessKeyId: 'test', secretAccessKey: 'test' },
    functionNetwork: required(read('functionNetwork')),
    functionNativeAddons: required(read('functionNativeAddons')),
    events: readEvents(read),
  }
  requireTriggerSecret(config)
  if (serving) refuseOpenServer(config)
  return config
}

/** Whether only this machine can reach a server that listens on the host. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host)
}

function refuseUnknownVariables(env: NodeJS.ProcessEnv): void {
  const known = listOptions().flatMap((option) => option.variables)
  for (const name of Object.keys(env)) {
    if (!name.startsWith('POOLHOUSE_') || known.includes(name) || ignoredVariables.has(name)) continue
    throw new ConfigError(`Unknown variable ${name}; ${suggest(name, known, 'poolhouse --help')}`)
  }
}

function readValue<Name extends OptionName>(
  name: Name,
  flags: ReadonlyMap<string, string>,
  env: NodeJS.ProcessEnv,
): OptionValue<Name> | undefined {
  const option: Option = options[name]
  const given = findGiven(option, flags, env)
  const text = given?.text ?? option.default
  if (text === undefined) return undefined
  const value = option.type.parse(text)
  if (value === undefined) throw new ConfigError(wrongValue(option, given))
  return value as OptionValue<Name>
}

function findGiven(
  option: Option,
  flags: ReadonlyMap<string, string>,
  env: NodeJS.ProcessEnv,
): Given | undefined {
  const flag = flags.get(option.flag)
  if (flag !== undefined) return { text: flag, source: `--${option.flag}` }
  // An empty variable is how Compose and CI systems spell "not set".
  const variable = option.variables.find((name) => env[name])
  return variable === undefined ? undefined : { text: env[variable] ?? '', source: variable }
}

function wrongValue(option: Option, given: Given | undefined): string {
  const got = option.secret || !given ? '' : `, got ${JSON.stringify(given.text.slice(0, 60))}`
  return `${given?.source ?? option.flag}: expected ${option.type.expected}${got}`
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('An option without a default was read as one that has it')
  return value
}

type CredentialOption = Extract<OptionName, `${string}ccessKeyId` | `${string}ecretAccessKey`>

/** Both halves of a credential, or none. */
function pairCredential(
  read: (name: CredentialOption) => string | undefined,
  idOption: CredentialOption,
  secretOption: CredentialOption,
): Config['operator'] {
  const [accessKeyId, secretAccessKey] = [read(idOption), read(secretOption)]
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey }
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined
  const [set, missing] = accessKeyId === undefined ? [secretOption, idOption] : [idOption, secretOption]
  throw new ConfigError(`${nameBoth(options[set])} is set, but ${nameBoth(options[missing])} is missing`)
}

/** Whoever is called must be able to tell our calls from those of others. */
function requireTriggerSecret({ triggers, triggerSecret }: Config): void {
  const address = triggers.find(({ target }) => isAddress(target))
  if (!address || triggerSecret) return
  throw new ConfigError(
    `--trigger ${address.trigger}=… names an address, and ${nameBoth(options.triggerSecret)} is missing, which signs the calls`,
  )
}

type Read = <Name extends OptionName>(name: Name) => OptionValue<Name> | undefined

/** Whoever is told must be able to tell our events from those of others. */
function readEvents(read: Read): EventSettings | undefined {
  const endpoints = read('eventEndpoints')
  if (!endpoints) return undefined
  const secrets = read('eventSecrets')
  if (!secrets) {
    const [set, missing] = [nameBoth(options.eventEndpoints), nameBoth(options.eventSecrets)]
    throw new ConfigError(`${set} is set, but ${missing} is missing, which signs the events`)
  }
  const types = read('eventTypes') ?? userEventTypes
  return { endpoints, secrets, types, userPoolIds: read('eventUserPools') }
}

function nameBoth(option: Option): string {
  return `--${option.flag} (${option.variables[0]})`
}

function refuseOpenServer(config: Config): void {
  if (config.operator || isLoopbackHost(config.host)) return
  const credential = `${nameBoth(options.accessKeyId)} and ${nameBoth(options.secretAccessKey)}`
  throw new ConfigError(
    `Listening on ${config.host} needs operator credentials: set ${credential}, or listen on 127.0.0.1`,
  )
}
