import type { Kysely } from 'kysely'

/** Messages that a function of the pool sends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('messages')
    .addColumn('transport', 'text', (c) => c.notNull().defaultTo('smtp'))
    .execute()
}
