import type { FunctionKey } from './functions.ts'
import type { Db } from './open.ts'

/** Who may do what with a function, as IAM writes it. */
export interface PolicyStatement {
  Sid: string
  Effect: 'Allow'
  Principal: '*' | Record<string, string>
  Action: string
  Resource: string
  Condition?: Record<string, Record<string, string>>
}

/** The resource-based policy of a function, or of one version or alias of it. */
export interface FunctionPolicy extends FunctionKey {
  /** A version or an alias; empty for the function itself. */
  qualifier: string
  statements: PolicyStatement[]
  revisionId: string
}

export async function find(db: Db, key: FunctionKey, qualifier: string): Promise<FunctionPolicy | undefined> {
  const row = await db
    .selectFrom('function_policies')
    .selectAll()
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('function_name', '=', key.name)
    .where('qualifier', '=', qualifier)
    .executeTakeFirst()
  if (!row) return undefined
  const statements = JSON.parse(row.statements) as PolicyStatement[]
  return { ...key, qualifier, statements, revisionId: row.revision_id }
}

/** Writes the policy, in the place of a former one. */
export async function save(db: Db, policy: FunctionPolicy): Promise<void> {
  const changes = { statements: JSON.stringify(policy.statements), revision_id: policy.revisionId }
  await db
    .insertInto('function_policies')
    .values({
      account_id: policy.accountId,
      region: policy.region,
      function_name: policy.name,
      qualifier: policy.qualifier,
      ...changes,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'region', 'function_name', 'qualifier']).doUpdateSet(changes),
    )
    .execute()
}

export async function remove(db: Db, key: FunctionKey, qualifier: string): Promise<void> {
  await db
    .deleteFrom('function_policies')
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('function_name', '=', key.name)
    .where('qualifier', '=', qualifier)
    .execute()
}
