import { writeImportedHash } from '../../crypto/imported-hashes.ts'
import { userSub } from '../../crypto/random.ts'
import { InvalidParameterException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { ImportJob } from '../../storage/import-jobs.ts'
import type { NamedUser } from '../../storage/imported-users.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { StoredPassword, User } from '../../storage/users.ts'
import { isBoolean } from '../attribute-formats.ts'
import { checkAttributes, isVerified, newAttributes, requireComplete, setByThePool } from '../attributes.ts'
import { factorsOf } from '../mfa-factors.ts'
import * as passwords from '../passwords.ts'
import { namesOfNewUser, newSignInNames } from '../usernames.ts'
import { type CsvRecord, readFields } from './csv.ts'

/** What a row becomes: a user to be stored, or a reason that names no value of it. */
export type PreparedRow = { line: number } & ({ found: NamedUser } | { refusal: string })

const MFA_COLUMN = 'cognito:mfa_enabled'
const NAME_COLUMN = 'cognito:username'
/** Unconfirmed: no page of AWS names the column for `PasswordHashingAlgorithm`; a public guide to migrations does. */
const HASH_COLUMN = 'cognito:password_hash'

/** UsernameType and AttributeValueType of the API's model. */
const usernameFormat = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u
const MAX_VALUE = 2048
const verifiedMarks = ['email_verified', 'phone_number_verified']

/** The columns that a file for this pool has: the pool's attributes, whether MFA is on, and the user name. */
export function csvHeader(pool: UserPool): string[] {
  const names = pool.schemaAttributes.map(({ name }) => name).filter((name) => !setByThePool.has(name))
  return [...names, MFA_COLUMN, NAME_COLUMN]
}

/**
 * The columns of the file in its order. Undefined when they are not those of the pool, each once, with the hashes where
 * the job says how they were made.
 */
export function readHeader(pool: UserPool, job: ImportJob, text: string): string[] | undefined {
  const columns = readFields(text.replace(/^\uFEFF/, '')) ?? []
  const expected = new Set(csvHeader(pool))
  if (job.hashingAlgorithm) expected.add(HASH_COLUMN)
  const found = new Set(columns)
  const isSame = columns.length === expected.size && expected.isSubsetOf(found)
  return isSame ? columns : undefined
}

/** What the rows of one file have in common. */
export interface RowContext {
  pool: UserPool
  job: ImportJob
  columns: readonly string[]
}

/** Checks a row as AdminCreateUser checks its input, and more: required attributes and a verified address. */
export function prepareRow(services: Services, context: RowContext, record: CsvRecord): PreparedRow {
  const { line, text } = record
  try {
    if (text === undefined) throw refused('The row is longer than 16000 characters or not UTF-8.')
    return { line, found: toUser(services, context, readRow(context, text)) }
  } catch (error) {
    if (error instanceof InvalidParameterException) return { line, refusal: error.message.trim() }
    throw error
  }
}

/** The texts about rows are ours but for the one of unverified addresses. */
function refused(reason: string): InvalidParameterException {
  return new InvalidParameterException(reason)
}

function readRow({ columns }: RowContext, text: string): Map<string, string> {
  const fields = readFields(text)
  if (!fields) throw refused('Text follows a field in quotation marks.')
  if (fields.length !== columns.length)
    throw refused(`The row has ${fields.length} fields, the header has ${columns.length}.`)
  return new Map(columns.map((column, index) => [column, fields[index] ?? '']))
}

function toUser(services: Services, context: RowContext, row: Map<string, string>): NamedUser {
  const { pool } = context
  const name = row.get(NAME_COLUMN) ?? ''
  if (!usernameFormat.test(name)) throw refused('The user name is missing, too long, or has spaces in it.')
  const wantsMfa = readMfa(pool, row.get(MFA_COLUMN) ?? '')
  const id = userSub()
  const attributes = newAttributes(checkAttributes(pool, givenAttributes(row), 'create'))
  const named = newSignInNames(pool, { id, name, attributes })
  requireComplete(pool, named.attributes)
  requireVerified(pool, named.attributes)
  const now = services.clock.now()
  const password = readPassword(services, context.job, { id, hash: row.get(HASH_COLUMN) ?? '' })
  const user: User = {
    id,
    userPoolId: pool.id,
    ...named,
    status: password ? 'CONFIRMED' : 'RESET_REQUIRED',
    enabled: true,
    ...(password && { password }),
    ...(wantsMfa && { mfa: { enabled: ['SMS_MFA'] } }),
    createdAt: now,
    updatedAt: now,
  }
  return { user, names: namesOfNewUser(pool, user) }
}

function givenAttributes(row: Map<string, string>): { name: string; value: string }[] {
  return [...row].flatMap(([name, text]) => {
    if (text === '' || name === NAME_COLUMN || name === MFA_COLUMN || name === HASH_COLUMN) return []
    const value = toValue(name, text)
    if (value.length > MAX_VALUE)
      throw refused(`${name}: String must be no longer than ${MAX_VALUE} characters`)
    return [{ name, value }]
  })
}

/**
 * Files have TRUE where attributes have `true`, and `mm/dd/yyyy` where the claim `birthdate` has `yyyy-mm-dd` (OpenID
 * Connect Core 1.0, section 5.1); whether Cognito rewrites the date is unconfirmed. All else is kept as it is, what a
 * spreadsheet would take for a formula too: nothing here evaluates it.
 */
function toValue(name: string, text: string): string {
  if (verifiedMarks.includes(name)) return text.toLowerCase()
  const [, month, day, year] = (name === 'birthdate' && /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text)) || []
  return year === undefined ? text : `${year}-${month}-${day}`
}

/** MFA by SMS, the only kind that a file can turn on; a user without a telephone number is asked to set one up. */
function readMfa({ settings }: UserPool, text: string): boolean {
  if (!isBoolean(text)) throw refused(`${MFA_COLUMN}: Boolean must be true or false`)
  const isOn = text.toLowerCase() === 'true'
  if (isOn && settings.mfaConfiguration === 'OFF')
    throw refused(`${MFA_COLUMN}: MFA is off for the user pool`)
  if (!isOn && settings.mfaConfiguration === 'ON')
    throw refused(`${MFA_COLUMN}: MFA is required for the user pool`)
  return isOn && factorsOf(settings).includes('SMS_MFA')
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-cloudwatch.html */
function requireVerified(pool: UserPool, attributes: Record<string, string>): void {
  if (pool.settings.autoVerifiedAttributes?.some((name) => isVerified(attributes, name))) return
  throw refused(
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  )
}

function readPassword(
  services: Services,
  { hashingAlgorithm }: ImportJob,
  { id, hash }: { id: string; hash: string },
): StoredPassword | undefined {
  if (!hashingAlgorithm || hash === '') return undefined
  const written = writeImportedHash(hashingAlgorithm, hash)
  if (written === undefined)
    throw refused(`${HASH_COLUMN}: Not a hash of ${hashingAlgorithm}, or one that costs too much to check`)
  return passwords.storeImported(services, { id }, written)
}
