import { InvalidParameterException, NotAuthorizedException } from '../errors.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { SchemaAttribute, UserPool } from '../storage/user-pools.ts'
import type { Attributes, User } from '../storage/users.ts'
import { refuseAliasFormat } from './alias-formats.ts'
import { isBoolean, isDateTime, isEmail, isNumber, isPhoneNumber, isStorable } from './attribute-formats.ts'

/** One attribute as a caller gives it; an empty or absent value takes it away. */
export interface GivenAttribute {
  name: string
  value?: string | undefined
}

type Mode = 'create' | 'update'

/** What Cognito sets by itself; nobody gives it. */
export const setByThePool: ReadonlySet<string> = new Set(['sub', 'identities'])

/** What only administrators set. */
const setByAdministrators = new Set(['email_verified', 'phone_number_verified'])

/**
 * Checks attributes against the pool's schema: names, types, lengths, ranges, formats; on an update also that they may
 * change and that required ones stay. A preferred user name that signs in may not look like an address that does; that
 * Cognito refuses it, and with the text of user names, is not documented. Answers them by name, the last of a repeated
 * name, with `''` where one is to be taken away. Throws InvalidParameterException.
 */
export function checkAttributes(pool: UserPool, given: readonly GivenAttribute[], mode: Mode): Attributes {
  const attributes = Object.fromEntries(given.map(({ name, value }) => [name, value ?? '']))
  const schema = schemaOf(pool)
  const broken = Object.entries(attributes).flatMap(([name, value]) => {
    const rule = brokenRule(schema.get(name), { name, value, mode })
    return rule === undefined ? [] : [`${name}: ${rule}`]
  })
  if (mode === 'create') requireTypes(schema, Object.keys(attributes))
  refuse(broken, mode)
  requireFormats(attributes)
  const { preferred_username: preferred } = attributes
  if (preferred && pool.settings.aliasAttributes?.includes('preferred_username'))
    refuseAliasFormat(pool, preferred)
  return attributes
}

/** Checks names of attributes that are to be taken away. Throws InvalidParameterException. */
export function checkRemoval(pool: UserPool, names: readonly string[]): Attributes {
  return checkAttributes(
    pool,
    names.map((name) => ({ name })),
    'update',
  )
}

/** Throws InvalidParameterException with every required attribute that a new user lacks. */
export function requireComplete(pool: UserPool, attributes: Attributes): void {
  const missing = missingAttributes(pool, attributes)
  refuse(
    missing.map((name) => `${name}: The attribute is required`),
    'create',
  )
}

/** The names of the pool's required attributes that are not there. */
export function missingAttributes(pool: UserPool, attributes: Attributes): string[] {
  return pool.schemaAttributes
    .filter(({ name, required }) => required && !setByThePool.has(name) && !attributes[name])
    .map(({ name }) => name)
}

/**
 * Throws NotAuthorizedException when the client may not write one of these attributes for its users. Names that the
 * schema lacks are left to `checkAttributes`. Without a list a client writes everything but what administrators set.
 */
export function requireWritable(client: AppClient, pool: UserPool, names: readonly string[]): void {
  const schema = schemaOf(pool)
  const listed = client.settings.writeAttributes
  const isWritable = (name: string) => {
    const attribute = schema.get(name)
    if (setByThePool.has(name) || setByAdministrators.has(name)) return false
    if (!attribute) return !name.startsWith('dev:')
    return !attribute.developerOnlyAttribute && (listed?.includes(name) ?? true)
  }
  if (!names.every(isWritable)) {
    throw new NotAuthorizedException('A client attempted to write unauthorized attribute')
  }
}

/**
 * The user's attributes that this client may read; developer-only ones it never may, the links to other identities it
 * always may. `sub` is not among them.
 */
export function readable(client: AppClient, pool: UserPool, user: User): Attributes {
  const schema = schemaOf(pool)
  const listed = client.settings.readAttributes
  const isReadable = ([name]: [string, string]) =>
    !schema.get(name)?.developerOnlyAttribute && (name === 'identities' || (listed?.includes(name) ?? true))
  return Object.fromEntries(Object.entries(user.attributes).filter(isReadable))
}

/** Attributes as the API lists them, `sub` first. */
export function toAttributeList(
  user: Pick<User, 'id'>,
  attributes: Attributes,
): { Name: string; Value: string }[] {
  const list = Object.entries(attributes).map(([name, value]) => ({ Name: name, Value: value }))
  return [{ Name: 'sub', Value: user.id }, ...list]
}

/** The checked attributes of a new user: those that have a value. */
export function newAttributes(checked: Attributes): Attributes {
  return Object.fromEntries(Object.entries(checked).filter(([, value]) => value !== ''))
}

/**
 * The attributes after the changes of `checkAttributes`. A new e-mail address or telephone number is unverified unless
 * the changes say otherwise; one that is gone takes its mark with it.
 */
export function applyChanges(current: Attributes, changes: Attributes): Attributes {
  const changed = newAttributes({ ...current, ...changes })
  for (const name of ['email', 'phone_number'] as const) {
    const mark = `${name}_verified`
    if (changed[name] === undefined && !changes[mark]) delete changed[mark]
    else if (changed[name] !== current[name] && !changes[mark]) changed[mark] = 'false'
  }
  return changed
}

/** Whether the user's e-mail address or telephone number is verified; the mark is kept as it was given, `True` too. */
export function isVerified(attributes: Attributes, name: 'email' | 'phone_number'): boolean {
  return attributes[name] !== undefined && attributes[`${name}_verified`]?.toLowerCase() === 'true'
}

/** By the list of attributes, which stays the same object for as long as the schema stays the same. */
const schemas = new WeakMap<readonly SchemaAttribute[], Map<string, SchemaAttribute>>()

function schemaOf(pool: UserPool): Map<string, SchemaAttribute> {
  const known = schemas.get(pool.schemaAttributes)
  if (known) return known
  const schema = new Map(pool.schemaAttributes.map((attribute) => [attribute.name, attribute]))
  schemas.set(pool.schemaAttributes, schema)
  return schema
}

/** Items end with a newline each; texts as public reports quote them for sign-up and for updates. */
function refuse(items: string[], mode: Mode): void {
  if (items.length === 0) return
  if (mode === 'create') {
    throw new InvalidParameterException(`Attributes did not conform to the schema: ${items.join('\n')}\n`)
  }
  throw new InvalidParameterException(items.map((item) => `user.${item}\n`).join(''))
}

function requireTypes(schema: Map<string, SchemaAttribute>, names: string[]): void {
  const unknown = names.find((name) => !schema.has(name))
  if (unknown === undefined) return
  throw new InvalidParameterException(
    `Attributes did not conform to the schema: Type for attribute {${unknown}} could not be determined`,
  )
}

function brokenRule(
  attribute: SchemaAttribute | undefined,
  { name, value, mode }: { name: string; value: string; mode: Mode },
): string | undefined {
  if (!attribute) return 'Attribute does not exist in the schema.'
  if (setByThePool.has(name)) return 'Attribute cannot be updated.'
  if (mode === 'update' && !attribute.mutable) return 'Attribute cannot be updated.'
  if (value === '') return mode === 'update' && attribute.required ? 'The attribute is required' : undefined
  return brokenType(attribute, value)
}

/** The texts about numbers, booleans and times are ours: no report quotes Cognito's. */
function brokenType(attribute: SchemaAttribute, value: string): string | undefined {
  if (!isStorable(value)) return 'String contains invalid characters'
  switch (attribute.attributeDataType) {
    case 'String':
      return brokenLength(attribute.stringAttributeConstraints, value)
    case 'Number':
      return brokenRange(attribute.numberAttributeConstraints, value)
    case 'Boolean':
      return isBoolean(value) ? undefined : 'Boolean must be true or false'
    case 'DateTime':
      return isDateTime(value) ? undefined : 'DateTime must be a date of ISO 8601'
  }
}

function brokenLength(
  limits: SchemaAttribute['stringAttributeConstraints'],
  value: string,
): string | undefined {
  const { minLength, maxLength } = limits ?? {}
  if (minLength !== undefined && value.length < Number(minLength))
    return `String must be no shorter than ${minLength} characters`
  if (maxLength !== undefined && value.length > Number(maxLength))
    return `String must be no longer than ${maxLength} characters`
  return undefined
}

function brokenRange(
  limits: SchemaAttribute['numberAttributeConstraints'],
  value: string,
): string | undefined {
  const { minValue, maxValue } = limits ?? {}
  if (!isNumber(value)) return 'Number must be a decimal number'
  if (minValue !== undefined && Number(value) < Number(minValue))
    return `Number must be no less than ${minValue}`
  if (maxValue !== undefined && Number(value) > Number(maxValue))
    return `Number must be no greater than ${maxValue}`
  return undefined
}

function requireFormats(attributes: Attributes): void {
  const { email, phone_number: phoneNumber } = attributes
  if (email && !isEmail(email)) throw new InvalidParameterException('Invalid email address format.')
  if (phoneNumber && !isPhoneNumber(phoneNumber))
    throw new InvalidParameterException('Invalid phone number format.')
}
