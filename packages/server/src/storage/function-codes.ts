import type { Db } from './open.ts'
import { isForeignKeyViolation } from './violations.ts'

export interface FunctionCode {
  /** Base64. */
  sha256: string
  zip: Buffer
}

/** Keeps the zip, and keeps the one that is there from being removed before the end of the transaction. */
export async function save(db: Db, { sha256, zip }: FunctionCode, now: number): Promise<void> {
  await db
    .insertInto('function_codes')
    .values({ sha256, zip: zip.toString('base64'), stored_at: now })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ stored_at: now }))
    .execute()
}

export async function find(db: Db, sha256: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('function_codes')
    .select('zip')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row && Buffer.from(row.zip, 'base64')
}

/** Removes the zips among these that no version has; call it after the commit. */
export async function removeUnused(db: Db, hashes: readonly string[]): Promise<void> {
  for (const sha256 of new Set(hashes)) await removeIfUnused(db, sha256)
}

async function removeIfUnused(db: Db, sha256: string): Promise<void> {
  try {
    await db
      .deleteFrom('function_codes')
      .where('sha256', '=', sha256)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('function_versions')
              .select('version')
              .whereRef('function_versions.code_sha256', '=', 'function_codes.sha256'),
          ),
        ),
      )
      .execute()
  } catch (error) {
    // A version of another process has it again.
    if (!isForeignKeyViolation(error)) throw error
  }
}
