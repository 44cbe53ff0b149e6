import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import { parseCached } from './parse-cached.ts'
import type { UserPoolsTable } from './schema.ts'

export type VerifiedAttribute = 'email' | 'phone_number'
export type AliasAttribute = VerifiedAttribute | 'preferred_username'

export interface PasswordPolicy {
  minimumLength: number
  requireUppercase: boolean
  requireLowercase: boolean
  requireNumbers: boolean
  requireSymbols: boolean
  passwordHistorySize?: number
  temporaryPasswordValidityDays: number
}

export interface SchemaAttribute {
  name: string
  attributeDataType: 'String' | 'Number' | 'DateTime' | 'Boolean'
  developerOnlyAttribute: boolean
  mutable: boolean
  required: boolean
  numberAttributeConstraints?: { minValue?: string; maxValue?: string }
  stringAttributeConstraints?: { minLength?: string; maxLength?: string }
}

export interface MessageTemplate {
  smsMessage?: string
  emailMessage?: string
  emailSubject?: string
}

export interface VerificationMessageTemplate extends MessageTemplate {
  emailMessageByLink?: string
  emailSubjectByLink?: string
  defaultEmailOption?: 'CONFIRM_WITH_LINK' | 'CONFIRM_WITH_CODE'
}

/** The settings of CreateUserPool, in camel case, with the defaults that Cognito fills in; absent means not set. */
export interface UserPoolSettings {
  policies: { passwordPolicy: PasswordPolicy; signInPolicy?: { allowedFirstAuthFactors?: string[] } }
  deletionProtection: 'ACTIVE' | 'INACTIVE'
  lambdaConfig: Record<string, unknown>
  autoVerifiedAttributes?: VerifiedAttribute[]
  aliasAttributes?: AliasAttribute[]
  usernameAttributes?: VerifiedAttribute[]
  smsVerificationMessage?: string
  emailVerificationMessage?: string
  emailVerificationSubject?: string
  verificationMessageTemplate: VerificationMessageTemplate
  smsAuthenticationMessage?: string
  userAttributeUpdateSettings?: { attributesRequireVerificationBeforeUpdate?: VerifiedAttribute[] }
  mfaConfiguration: 'OFF' | 'ON' | 'OPTIONAL'
  deviceConfiguration?: { challengeRequiredOnNewDevice?: boolean; deviceOnlyRememberedOnUserPrompt?: boolean }
  emailConfiguration: {
    sourceArn?: string
    replyToEmailAddress?: string
    emailSendingAccount: 'COGNITO_DEFAULT' | 'DEVELOPER'
    from?: string
    configurationSet?: string
  }
  smsConfiguration?: Record<string, unknown>
  /** Codes by SMS are a second factor; `smsConfiguration` alone serves verification. */
  smsMfaEnabled?: boolean
  softwareTokenMfaConfiguration?: { enabled?: boolean }
  emailMfaConfiguration?: { message?: string; subject?: string }
  webAuthnConfiguration?: {
    relyingPartyId?: string
    userVerification?: 'required' | 'preferred'
    factorConfiguration?: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION'
  }
  adminCreateUserConfig: {
    allowAdminCreateUserOnly: boolean
    unusedAccountValidityDays?: number
    inviteMessageTemplate?: { sMSMessage?: string; emailMessage?: string; emailSubject?: string }
  }
  userPoolAddOns?: Record<string, unknown>
  usernameConfiguration?: { caseSensitive: boolean }
  accountRecoverySetting?: {
    recoveryMechanisms?: {
      priority: number
      name: 'verified_email' | 'verified_phone_number' | 'admin_only'
    }[]
  }
  userPoolTier: 'LITE' | 'ESSENTIALS' | 'PLUS'
  keyConfiguration?: Record<string, unknown>
  issuerConfiguration?: { type?: string }
  dcrConfiguration?: DcrConfiguration
  acrConfiguration?: Record<string, { acrValue: string }>
  /** What SetUserPoolSessionConfiguration set. */
  sessionTracking?: { enabled: boolean; maxPerUser: number }
  /** What SetLogDeliveryConfiguration set. */
  logDelivery?: LogDelivery[]
  /** The pool's copies in other regions, which here are a description only. */
  replicas?: UserPoolReplica[]
}

export interface DcrConfiguration {
  enableStatus?: 'Enabled' | 'Disabled'
  openDcrEnabled?: boolean
  authenticatedGrantTypes?: ('code' | 'implicit' | 'client_credentials')[]
  openDcrGrantTypes?: ('code' | 'implicit' | 'client_credentials')[]
  allowedScopes?: string[]
}

export interface LogDelivery {
  logLevel: 'ERROR' | 'INFO'
  eventSource: 'userNotification' | 'userAuthEvents'
  cloudWatchLogsConfiguration?: { logGroupArn?: string }
  s3Configuration?: { bucketArn?: string }
  firehoseConfiguration?: { streamArn?: string }
}

export interface UserPoolReplica {
  regionName: string
  status: 'ACTIVE' | 'INACTIVE'
  tags: Record<string, string>
}

export interface UserPool {
  /** `<region>_<name>`. */
  id: string
  region: string
  accountId: string
  name: string
  settings: UserPoolSettings
  /** Standard attributes in Cognito's order, then custom ones with their prefix. */
  schemaAttributes: SchemaAttribute[]
  tags: Record<string, string>
  createdAt: number
  updatedAt: number
}

/** What no id can be is not looked up: addresses and tokens bring texts that PostgreSQL refuses. */
const idShape = /^[\w-]+$/

export async function find(db: Db, id: string): Promise<UserPool | undefined> {
  if (!idShape.test(id)) return undefined
  const row = await db.selectFrom('user_pools').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toUserPool(row)
}

/** Holds the pool's row until the end of the transaction and reads it, so that changes to one pool follow one another. */
export async function lock(db: Db, id: string): Promise<UserPool | undefined> {
  const row = await db
    .updateTable('user_pools')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && toUserPool(row)
}

/** Adds the pool; false when its id is taken. */
export async function insert(db: Db, pool: UserPool): Promise<boolean> {
  const result = await db
    .insertInto('user_pools')
    .values(toRow(pool))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes everything of the pool but its id, region, account and creation time. */
export async function update(db: Db, pool: UserPool): Promise<void> {
  const { id, region, account_id, created_at, ...changes } = toRow(pool)
  await db.updateTable('user_pools').set(changes).where('id', '=', id).execute()
}

/** Removes the pool with all that belongs to it. */
export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('messages').where('user_pool_id', '=', id).execute()
  await db.deleteFrom('user_pools').where('id', '=', id).execute()
}

/** Pools in the order of their ids, from the one after `after`. */
export async function list(db: Db, page: PageRequest): Promise<Page<UserPool>> {
  const rows = await readPage(db.selectFrom('user_pools').selectAll(), 'id', page)
  return toPage(rows.map(toUserPool), page.limit, (pool) => pool.id)
}

export function toUserPool(row: UserPoolsTable): UserPool {
  return {
    id: row.id,
    region: row.region,
    accountId: row.account_id,
    name: row.name,
    settings: parseCached<UserPoolSettings>(row.settings),
    schemaAttributes: parseCached<SchemaAttribute[]>(row.schema_attributes),
    tags: parseCached<Record<string, string>>(row.tags),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(pool: UserPool): UserPoolsTable {
  return {
    id: pool.id,
    region: pool.region,
    account_id: pool.accountId,
    name: pool.name,
    settings: JSON.stringify(pool.settings),
    schema_attributes: JSON.stringify(pool.schemaAttributes),
    tags: JSON.stringify(pool.tags),
    created_at: pool.createdAt,
    updated_at: pool.updatedAt,
  }
}
