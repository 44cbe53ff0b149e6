import { createDataKey, type Keyring, openKeyring, rewrap } from '../crypto/keyring.ts'
import * as dataKeys from '../storage/data-keys.ts'
import type { Db } from '../storage/open.ts'

/**
 * The keys that everything secret in the database is sealed with, opened by the master keys (newest first) and wrapped
 * anew under the newest one. A new database gets its first. Throws `WrongEncryptionKeyError`.
 */
export async function loadKeyring(db: Db, masterKeys: Buffer[], now: number): Promise<Keyring> {
  const [newest] = masterKeys
  if (!newest) throw new Error('There is no encryption key')
  const stored = await dataKeys.list(db)
  if (stored.length === 0) await dataKeys.insertFirst(db, createDataKey(newest, now))
  const wrapped = stored.length === 0 ? await dataKeys.list(db) : stored
  const keyring = openKeyring({ masterKeys, wrapped })
  if (keyring.needsRewrap) for (const key of rewrap({ masterKeys, wrapped })) await dataKeys.rewrap(db, key)
  return keyring
}
