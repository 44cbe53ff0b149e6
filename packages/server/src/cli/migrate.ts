import type { Config } from '../config.ts'
import { migrate, openDatabase } from '../storage/open.ts'
import { explain } from './explain.ts'

/** Brings the tables to the newest version and says what was done. Throws `ConfigError` for what keeps it from that. */
export async function run(config: Config): Promise<number> {
  try {
    const done = await migrateDatabase(config)
    process.stdout.write(done.length > 0 ? `Migrated: ${done.join(', ')}\n` : 'Nothing to migrate\n')
    return 0
  } catch (error) {
    throw explain(config, error)
  }
}

async function migrateDatabase(config: Config): Promise<string[]> {
  const db = await openDatabase({ url: config.databaseUrl })
  try {
    return await migrate(db)
  } finally {
    await db.destroy()
  }
}
