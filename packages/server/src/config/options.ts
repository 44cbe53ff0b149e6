import { eventOptions } from './event-options.ts'
import { triggerOptions } from './trigger-options.ts'
import {
  boolean,
  choice,
  databaseUrl,
  domainSuffix,
  integer,
  keyList,
  origin,
  smtpUrl,
  text,
  type ValueType,
} from './values.ts'

/** One line of the configuration: a flag, its variables, and what the value may be. */
export interface Option<Value = unknown> {
  /** Without the leading dashes. */
  flag: string
  /** The first that is set and not empty counts. */
  variables: readonly [string, ...string[]]
  type: ValueType<Value>
  default?: string
  /** Says the default in words where it depends on something else. */
  defaultText?: string
  /** Its value never appears in a message, a log or a page. */
  secret?: true
  /** The flag may stand several times; its texts are joined by commas, as in the variable. */
  repeatable?: true
  description: string
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const hostName =
  /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*|[0-9a-f:.]*:[0-9a-f:.]*)$/i
const mailbox = /^(?:[^<>\p{Cc}]{0,64}<[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+>|[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+)$/u

/** Every option there is, in the order of the help. */
export const options = {
  port: {
    flag: 'port',
    variables: ['POOLHOUSE_PORT', 'PORT'],
    type: integer(0, 65_535),
    default: '4100',
    description: 'Port to listen on; 0 picks a free one, which is printed.',
  },
  host: {
    flag: 'host',
    variables: ['POOLHOUSE_HOST'],
    type: text('<host>', 'a host name or an IP address', hostName),
    default: '127.0.0.1',
    description: 'Address to listen on. Any but a loopback address needs operator credentials.',
  },
  publicUrl: {
    flag: 'public-url',
    variables: ['POOLHOUSE_PUBLIC_URL'],
    type: origin,
    defaultText: 'http://localhost:<port>, with --https https://localhost:<port>',
    description:
      "Base of the token issuer and of links, but for those at a pool's own domain; behind a TLS proxy the outside address.",
  },
  domainSuffix: {
    flag: 'domain-suffix',
    variables: ['POOLHOUSE_DOMAIN_SUFFIX'],
    type: domainSuffix,
    defaultText: 'auth.<region>.localhost',
    description:
      'What follows the prefix in the host name of a prefix domain: auth.example.com makes <prefix>.auth.example.com.',
  },
  https: {
    flag: 'https',
    variables: ['POOLHOUSE_HTTPS'],
    type: boolean,
    default: 'false',
    description:
      'Speaks TLS, for development: by certificates of an authority that is made in the data folder, and that browsers ' +
      'and clients have to be told to trust.',
  },
  databaseUrl: {
    flag: 'database-url',
    variables: ['POOLHOUSE_DATABASE_URL'],
    type: databaseUrl,
    defaultText: 'sqlite:<data-dir>/poolhouse.db',
    secret: true,
    description: 'Database: sqlite:FILE, sqlite::memory: or postgres://user:password@host/database.',
  },
  databasePoolSize: {
    flag: 'database-pool-size',
    variables: ['POOLHOUSE_DATABASE_POOL_SIZE'],
    type: integer(1, 1000),
    default: '10',
    description: 'Most connections to PostgreSQL.',
  },
  dataDir: {
    flag: 'data-dir',
    variables: ['POOLHOUSE_DATA_DIR'],
    type: text('<folder>', 'a folder', /^[^\0]+$/),
    default: './poolhouse-data',
    description: 'Folder of the embedded database and the key file; made with mode 0700.',
  },
  encryptionKeys: {
    flag: 'encryption-key',
    variables: ['POOLHOUSE_ENCRYPTION_KEY'],
    type: keyList,
    defaultText: 'a file in the data folder, made on first start',
    secret: true,
    description:
      'Encrypts signing keys, verifiers and secrets in the database: 32 bytes in base64; for a rotation several, ' +
      'separated by commas, the new one first.',
  },
  accessKeyId: {
    flag: 'access-key-id',
    variables: ['POOLHOUSE_ACCESS_KEY_ID'],
    type: text(
      '<id>',
      'at most 128 printable characters without comma, slash or space',
      /^(?:(?![,/])[\x21-\x7e]){1,128}$/,
    ),
    defaultText: 'none: any credentials are accepted',
    description: "The operator's AWS-style credential, which signs operations.",
  },
  secretAccessKey: {
    flag: 'secret-access-key',
    variables: ['POOLHOUSE_SECRET_ACCESS_KEY'],
    type: text('<secret>', 'at most 256 printable characters without space', /^[\x21-\x7e]{1,256}$/),
    defaultText: 'none',
    secret: true,
    description: 'The secret half of the credential.',
  },
  region: {
    flag: 'region',
    variables: ['POOLHOUSE_REGION'],
    type: text('<region>', 'a region such as us-east-1', /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/),
    default: 'us-east-1',
    description: "Region where a request's signature names none.",
  },
  accountId: {
    flag: 'account-id',
    variables: ['POOLHOUSE_ACCOUNT_ID'],
    type: text('<digits>', 'twelve digits', /^\d{12}$/),
    default: '000000000000',
    description: 'AWS account number in ARNs.',
  },
  smtpUrl: {
    flag: 'smtp-url',
    variables: ['POOLHOUSE_SMTP_URL'],
    type: smtpUrl,
    defaultText: 'none: messages stay in the outbox',
    secret: true,
    description: 'Mail server: smtp://user:password@host:587, or smtps:// for TLS from the start.',
  },
  smtpFrom: {
    flag: 'smtp-from',
    variables: ['POOLHOUSE_SMTP_FROM'],
    type: text(
      '<mailbox>',
      'an address such as no-reply@example.com or Name <no-reply@example.com>',
      mailbox,
    ),
    default: 'no-reply@verificationemail.com',
    description: 'Sender of mail where the user pool sets none.',
  },
  demo: {
    flag: 'demo',
    variables: ['POOLHOUSE_DEMO'],
    type: boolean,
    defaultText: 'on when the database is new and the host is loopback',
    description: 'Makes the demo pool, client and user; --no-demo does not.',
  },
  privateProviders: {
    flag: 'private-providers',
    variables: ['POOLHOUSE_PRIVATE_PROVIDERS'],
    type: boolean,
    defaultText: 'on while no operator credentials are set',
    description:
      'Reaches identity providers at addresses that are not of the public internet, such as those of this machine and of ' +
      'private networks.',
  },
  testClock: {
    flag: 'test-clock',
    variables: ['POOLHOUSE_TEST_CLOCK'],
    type: boolean,
    default: 'false',
    description: 'Lets tests turn the time at /_poolhouse/clock.',
  },
  logLevel: {
    flag: 'log-level',
    variables: ['POOLHOUSE_LOG_LEVEL'],
    type: choice(logLevels),
    default: 'info',
    description: `Least severe level that is logged: ${logLevels.join(', ')}.`,
  },
  logFormat: {
    flag: 'log-format',
    variables: ['POOLHOUSE_LOG_FORMAT'],
    type: choice(['json', 'text']),
    defaultText: 'text on a terminal, else json',
    description: 'One JSON object or one line of text for each entry.',
  },
  shutdownTimeoutSeconds: {
    flag: 'shutdown-timeout-seconds',
    variables: ['POOLHOUSE_SHUTDOWN_TIMEOUT_SECONDS'],
    type: integer(0, 3600),
    default: '10',
    description: 'How long a stop waits for the requests in flight.',
  },
  threads: {
    flag: 'threads',
    variables: ['POOLHOUSE_THREADS'],
    type: integer(1, 256),
    defaultText: 'one for each processor',
    description: 'Threads for password arithmetic.',
  },
  unavailableTriggers: {
    flag: 'unavailable-triggers',
    variables: ['POOLHOUSE_UNAVAILABLE_TRIGGERS'],
    type: choice(['fail', 'skip']),
    default: 'fail',
    description:
      'What a flow does whose Lambda function cannot be run: fail, or skip the function with a warning in the log. ' +
      'Skip only where no function guards anything.',
  },
  ...triggerOptions,
  ...eventOptions,
} satisfies Record<string, Option>

export type OptionName = keyof typeof options
export type OptionValue<Name extends OptionName> =
  (typeof options)[Name]['type'] extends ValueType<infer Value> ? Value : never

/** The options as a list. */
export function listOptions(): Option[] {
  return Object.values(options)
}
