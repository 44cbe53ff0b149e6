import type { FunctionVersionsTable } from './function-schema.ts'
import type { FunctionKey } from './functions.ts'
import type { Db } from './open.ts'

/** The settings of a version but for its environment; what only AWS's own machines could do is kept as it was given. */
export interface FunctionConfiguration {
  role: string
  handler: string
  runtime: string
  description: string
  timeoutSeconds: number
  memoryMegabytes: number
  ephemeralStorageMegabytes: number
  architectures: string[]
  tracingMode: 'Active' | 'PassThrough'
  snapStart: 'PublishedVersions' | 'None'
  logging: LoggingConfiguration
  vpc?: { subnetIds: string[]; securityGroupIds: string[]; ipv6AllowedForDualStack: boolean }
  deadLetterTargetArn?: string
  kmsKeyArn?: string
}

export interface LoggingConfiguration {
  logFormat: 'JSON' | 'Text'
  logGroup: string
  applicationLogLevel?: string
  systemLogLevel?: string
}

export interface FunctionVersion extends FunctionKey {
  /** `$LATEST` or a number. */
  version: string
  configuration: FunctionConfiguration
  /** Absent where none was ever set. */
  sealedEnvironment?: string
  /** Base64 of the SHA-256 of the zip. */
  codeSha256: string
  /** Bytes of the zip. */
  codeSize: number
  revisionId: string
  updatedAt: number
}

/** The version that can be changed. */
export const LATEST = '$LATEST'

/** Writes the version, in the place of a former one of that name. */
export async function save(db: Db, version: FunctionVersion): Promise<void> {
  const row = toRow(version)
  const { account_id: _, region: __, function_name: ___, version: ____, ...changes } = row
  await db
    .insertInto('function_versions')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'region', 'function_name', 'version']).doUpdateSet(changes),
    )
    .execute()
}

export async function find(db: Db, key: FunctionKey, version: string): Promise<FunctionVersion | undefined> {
  const row = await ofFunction(db, key).where('version', '=', version).executeTakeFirst()
  return row && toVersion(row)
}

/** Versions from this number on, `$LATEST` first. */
export async function list(
  db: Db,
  key: FunctionKey,
  { from, limit }: { from: number; limit: number },
): Promise<FunctionVersion[]> {
  const query = ofFunction(db, key).where('number', '>=', from).orderBy('number').limit(limit)
  return (await query.execute()).map(toVersion)
}

export async function remove(db: Db, key: FunctionKey, version: string): Promise<void> {
  await db
    .deleteFrom('function_versions')
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('function_name', '=', key.name)
    .where('version', '=', version)
    .execute()
}

/** Bytes of the code of all versions in the region. */
export async function totalCodeSize(
  db: Db,
  { accountId, region }: Omit<FunctionKey, 'name'>,
): Promise<number> {
  const { bytes } = await db
    .selectFrom('function_versions')
    .select((eb) => eb.fn.sum('code_size').as('bytes'))
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .executeTakeFirstOrThrow()
  return Number(bytes ?? 0)
}

function ofFunction(db: Db, key: FunctionKey) {
  return db
    .selectFrom('function_versions')
    .selectAll()
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('function_name', '=', key.name)
}

function toVersion(row: FunctionVersionsTable): FunctionVersion {
  return {
    accountId: row.account_id,
    region: row.region,
    name: row.function_name,
    version: row.version,
    configuration: JSON.parse(row.configuration) as FunctionConfiguration,
    ...(row.sealed_environment !== null && { sealedEnvironment: row.sealed_environment }),
    codeSha256: row.code_sha256,
    codeSize: row.code_size,
    revisionId: row.revision_id,
    updatedAt: row.updated_at,
  }
}

function toRow(version: FunctionVersion): FunctionVersionsTable {
  return {
    account_id: version.accountId,
    region: version.region,
    function_name: version.name,
    version: version.version,
    number: version.version === LATEST ? 0 : Number(version.version),
    configuration: JSON.stringify(version.configuration),
    sealed_environment: version.sealedEnvironment ?? null,
    code_sha256: version.codeSha256,
    code_size: version.codeSize,
    revision_id: version.revisionId,
    updated_at: version.updatedAt,
  }
}
