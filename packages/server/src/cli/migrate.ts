import type { Config } from '../config.ts'
import { migrate, openDatabase } from '../storage/open.ts'

/** Brings the tables to the newest version and says what was done. */
export async function run(config: Config): Promise<number> {
  const db = await openDatabase({ url: config.databaseUrl })
  try {
    const done = await migrate(db)
    process.stdout.write(done.length > 0 ? `Migrated: ${done.join(', ')}\n` : 'Nothing to migrate\n')
    return 0
  } finally {
    await db.destroy()
  }
}
