import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from './config/error.ts'
import type { Config } from './config.ts'
import { makeDataFolder } from './data-folder.ts'

const KEY_BYTES = 32

/**
 * The master keys, newest first: the configured ones, else that of the file in the data folder. For a database that
 * has no keys yet the file is made; for one in memory a key is made up, and no file. Throws `ConfigError` where the
 * file of an older database is missing or no key.
 */
export async function loadMasterKeys(config: Config, { isNew }: { isNew: boolean }): Promise<Buffer[]> {
  if (config.encryptionKeys.length > 0) return config.encryptionKeys
  if (config.databaseUrl === 'sqlite::memory:') return [randomBytes(KEY_BYTES)]
  const file = join(config.dataDir, 'encryption-key')
  if (isNew) {
    await makeDataFolder(config.dataDir)
    await createKeyFile(file)
  }
  const key = Buffer.from(await readKeyFile(file), 'base64')
  if (key.length !== KEY_BYTES) throw new ConfigError(`${file} does not hold a base64 key of 32 bytes`)
  return [key]
}

/** Makes the file if it is not there; of two processes at once the first one's stays. */
async function createKeyFile(file: string): Promise<void> {
  try {
    await writeFile(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    throw new ConfigError(
      `The file ${file} is missing, which holds the encryption key of the database; put it back, or set --encryption-key`,
      { cause },
    )
  }
}
