import { parseArgs } from 'node:util'
import { ConfigError } from '../config/error.ts'
import { suggest } from '../config/nearest.ts'
import { origin } from '../config/values.ts'
import { DEMO_CLIENT_ID, DEMO_PASSWORD, DEMO_USERNAME } from '../core/demo.ts'

/** Who signs in with whom, and what is printed of it. */
export interface TokenOptions {
  /** An origin without a trailing slash. */
  endpoint: string
  user: string
  password: string
  client: string
  clientSecret?: string
  /** The access token in the place of the ID token. */
  access: boolean
  json: boolean
}

const flagTypes = {
  user: { type: 'string', default: DEMO_USERNAME },
  password: { type: 'string', default: DEMO_PASSWORD },
  client: { type: 'string', default: DEMO_CLIENT_ID },
  'client-secret': { type: 'string' },
  endpoint: { type: 'string' },
  access: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

/** A flag of `poolhouse token`; without a placeholder it is a switch. */
export interface TokenFlag {
  flag: keyof typeof flagTypes
  placeholder?: string
  description: string
}

/** All of them, in the order of the help. */
export const tokenFlags: readonly TokenFlag[] = [
  { flag: 'user', placeholder: '<name>', description: `Who signs in. Default: ${DEMO_USERNAME}.` },
  { flag: 'password', placeholder: '<password>', description: "The user's password. Default: the demo's." },
  {
    flag: 'client',
    placeholder: '<id>',
    description: "The app client, which allows ALLOW_USER_PASSWORD_AUTH. Default: the demo's.",
  },
  { flag: 'client-secret', placeholder: '<secret>', description: "The app client's secret. Default: none." },
  {
    flag: 'endpoint',
    placeholder: '<url>',
    description:
      'The server. Default: AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER, else http://localhost:4100.',
  },
  { flag: 'access', description: 'Prints the access token in the place of the ID token.' },
  { flag: 'json', description: 'Prints the tokens and the claims as one JSON object.' },
]

/** Reads the command line after `token`. Throws `ConfigError`, which never holds a value. */
export function readTokenOptions(argv: readonly string[], env: NodeJS.ProcessEnv): TokenOptions {
  const { endpoint, 'client-secret': clientSecret, ...values } = parse(argv)
  const variable = env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] || undefined
  return {
    ...values,
    ...(clientSecret !== undefined && { clientSecret }),
    endpoint: requireOrigin(endpoint ?? variable ?? 'http://localhost:4100'),
  }
}

type Values = Omit<TokenOptions, 'clientSecret' | 'endpoint'> & {
  endpoint?: string
  'client-secret'?: string
}

function parse(argv: readonly string[]): Values {
  const { tokens, values } = parseArgs({
    args: [...argv],
    options: flagTypes,
    strict: false,
    tokens: true,
  })
  const seen = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') throw new ConfigError('token takes no arguments but its flags')
    requireWhole(token)
    if (seen.has(token.name)) throw new ConfigError(`--${token.name} is given twice`)
    seen.add(token.name)
  }
  return values as Values
}

interface GivenFlag {
  rawName: string
  value?: string | undefined
  /** Whether the value follows an equals sign. */
  inlineValue?: boolean | undefined
}

function requireWhole({ rawName, value, inlineValue }: GivenFlag): void {
  const found = tokenFlags.find(({ flag }) => rawName === `--${flag}`)
  if (!found) {
    const flags = tokenFlags.map(({ flag }) => `--${flag}`)
    throw new ConfigError(
      `Unknown flag ${rawName.slice(0, 60)}; ${suggest(rawName, flags, 'poolhouse token --help')}`,
    )
  }
  const isSwitch = found.placeholder === undefined
  if (isSwitch && value !== undefined) throw new ConfigError(`${rawName} takes no value`)
  const isNextFlag = !inlineValue && value?.startsWith('--')
  if (!isSwitch && (!value || isNextFlag)) throw new ConfigError(`${rawName} needs a value`)
}

function requireOrigin(text: string): string {
  const value = origin.parse(text)
  if (value === undefined) throw new ConfigError(`The endpoint is expected to be ${origin.expected}`)
  return value
}
