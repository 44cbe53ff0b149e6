import { ApiError, OAuthError } from '../../errors.ts'
import type { Provider } from '../../federation/provider.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { Attributes } from '../../storage/users.ts'
import { checkAttributes, missingAttributes, newAttributes, requireWritable } from '../attributes.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html */
const MAX_VALUE_LENGTH = 2048
const marks = ['email_verified', 'phone_number_verified']

export interface Mapping {
  pool: UserPool
  client: AppClient
  provider: Provider
}

/** What is told of a user, and which attribute each claim becomes. */
export interface Told {
  attributeMapping: Readonly<Record<string, string>>
  /** By the provider's names. */
  claims: Readonly<Record<string, unknown>>
}

/**
 * The attributes of a user whom the provider signs in for the first time. Throws OAuthError: for what the schema or the
 * client's list of writable attributes refuses, and for required attributes that the provider does not give.
 */
export function mapForNewUser(mapping: Mapping, told: Told): Attributes {
  const attributes = newAttributes(check(mapping, mapped(told), 'create'))
  requireAll(mapping, attributes)
  return attributes
}

/**
 * What the sign-in changes of a user who was here before: every attribute whose claim came, as Cognito writes them anew
 * each time. Throws OAuthError.
 */
export function mapForUpdate(mapping: Mapping, told: Told): Attributes {
  return check(mapping, mapped(told), 'update')
}

/**
 * Attributes by the provider's claims. An address counts as unverified unless the provider's word for it is mapped.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function mapped({ attributeMapping, claims }: Told): Attributes {
  const sources = Object.entries(attributeMapping).filter(([name]) => name !== 'username')
  const attributes = Object.fromEntries(
    sources.flatMap(([name, claim]) => {
      const value = Object.hasOwn(claims, claim) ? textOf(claims[claim]) : undefined
      return value === undefined ? [] : [[name, marks.includes(name) ? asMark(value) : value]]
    }),
  ) as Attributes
  for (const mark of marks) {
    const address = attributes[mark.replace('_verified', '')]
    if (address !== undefined && attributeMapping[mark] === undefined) attributes[mark] = 'false'
  }
  return attributes
}

/** Texts of Cognito as public reports quote them, which follow those of the API. */
function check(
  { pool, client, provider }: Mapping,
  attributes: Attributes,
  mode: 'create' | 'update',
): Attributes {
  const tooLong = Object.keys(attributes).find((name) => (attributes[name] ?? '').length > MAX_VALUE_LENGTH)
  if (tooLong !== undefined)
    throw refusal(provider, `${tooLong}: String must be no longer than 2048 characters`)
  try {
    const names = Object.keys(attributes)
    requireWritable(
      client,
      pool,
      names.filter((name) => !marks.includes(name)),
    )
    return checkAttributes(
      pool,
      names.map((name) => ({ name, value: attributes[name] })),
      mode,
    )
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw refusal(provider, error.message)
  }
}

function requireAll({ pool, provider }: Mapping, attributes: Attributes): void {
  const missing = missingAttributes(pool, attributes)
  if (missing.length === 0) return
  if (provider.type === 'SAML')
    throw refusal(provider, missing.map((name) => `${name}: The attribute is required`).join('\n'))
  throw new OAuthError('invalid_request', `attributes required: [${missing.join(', ')}]`)
}

function refusal({ type }: Provider, message: string): OAuthError {
  const reason = message.replace(/^Attributes did not conform to the schema: /, '').replace(/^user\./gm, '')
  const text = `Invalid user attributes: ${reason.trim()}`
  if (type !== 'SAML') return new OAuthError('invalid_request', text)
  return new OAuthError('server_error', `Error in SAML response processing: ${text}`)
}

/** Claims without a value leave the attribute as it is. The form of lists and objects is ours. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `[${value.map((each) => textOf(each) ?? '').join(', ')}]`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Nothing but a clear yes is one. */
function asMark(value: string): string {
  return String(value.toLowerCase() === 'true')
}
