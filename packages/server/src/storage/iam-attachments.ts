import { keyOf, type RoleKey } from './iam-roles.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'

/** Attaches the policy; nothing changes where it is attached already. */
export async function add(db: Db, { accountId, name }: RoleKey, policyArn: string): Promise<void> {
  await db
    .insertInto('iam_attachments')
    .values({ account_id: accountId, role_key: keyOf(name), policy_arn: policyArn })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Detaches the policy; false where it was not attached. */
export async function remove(db: Db, { accountId, name }: RoleKey, policyArn: string): Promise<boolean> {
  const result = await db
    .deleteFrom('iam_attachments')
    .where('account_id', '=', accountId)
    .where('role_key', '=', keyOf(name))
    .where('policy_arn', '=', policyArn)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** The ARNs of the policies that are attached to the role, sorted. */
export async function listOfRole(
  db: Db,
  { accountId, name }: RoleKey,
  page: PageRequest,
): Promise<Page<string>> {
  const query = db
    .selectFrom('iam_attachments')
    .select('policy_arn')
    .where('account_id', '=', accountId)
    .where('role_key', '=', keyOf(name))
  const rows = await readPage(query, 'policy_arn', page)
  return toPage(
    rows.map((row) => row.policy_arn),
    page.limit,
    (arn) => arn,
  )
}

export interface AttachedRole {
  name: string
  id: string
}

/** The roles of the account that the policy is attached to, by name. */
export async function listOfPolicy(
  db: Db,
  { accountId, policyArn }: { accountId: string; policyArn: string },
  page: PageRequest,
): Promise<Page<AttachedRole>> {
  const query = db
    .selectFrom('iam_attachments')
    .innerJoin('iam_roles', (join) =>
      join
        .onRef('iam_roles.account_id', '=', 'iam_attachments.account_id')
        .onRef('iam_roles.name_key', '=', 'iam_attachments.role_key'),
    )
    .select(['iam_roles.name', 'iam_roles.id'])
    .where('iam_attachments.account_id', '=', accountId)
    .where('iam_attachments.policy_arn', '=', policyArn)
  const rows = await readPage(query, 'iam_attachments.role_key', page)
  return toPage(rows, page.limit, ({ name }) => keyOf(name))
}

/** How many roles each of these policies is attached to; those of none are left out. */
export async function counts(
  db: Db,
  accountId: string,
  policyArns: readonly string[],
): Promise<Map<string, number>> {
  if (policyArns.length === 0) return new Map()
  const rows = await db
    .selectFrom('iam_attachments')
    .select((eb) => ['policy_arn', eb.fn.countAll().as('roles')])
    .where('account_id', '=', accountId)
    .where('policy_arn', 'in', policyArns)
    .groupBy('policy_arn')
    .execute()
  return new Map(rows.map(({ policy_arn, roles }) => [policy_arn, Number(roles)]))
}
