import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from './config/error.ts'
import type { Config } from './config.ts'

const KEY_BYTES = 32

/** The master keys, newest first: the configured ones, else that of the file in the data directory, made on first start. */
export async function loadMasterKeys(config: Config): Promise<Buffer[]> {
  if (config.encryptionKeys.length > 0) return config.encryptionKeys
  const file = join(config.dataDir, 'encryption-key')
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  await createKeyFile(file)
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64')
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
