import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../../test/support/postgres.ts'
import { temporaryFolder } from '../../test/support/process.ts'
import * as appClients from './app-clients.ts'
import { type Db, inTransaction, migrate, openDatabase } from './open.ts'
import * as terms from './terms.ts'
import * as userPools from './user-pools.ts'

const pool: userPools.UserPool = {
  id: 'us-east-1_settings',
  region: 'us-east-1',
  accountId: '000000000000',
  name: 'settings',
  settings: {} as userPools.UserPoolSettings,
  schemaAttributes: [],
  tags: {},
  createdAt: 1,
  updatedAt: 1,
}

const client: appClients.AppClient = {
  id: 'app',
  userPoolId: pool.id,
  name: 'first',
  settings: { authSessionValidity: 3 } as appClients.AppClientSettings,
  createdAt: 1,
  updatedAt: 1,
}

describe.each(['sqlite file', 'sqlite memory', 'postgres'] as const)('settings on %s', (kind) => {
  let db: Db
  let release: () => Promise<void>

  beforeEach(async () => {
    const place = await findPlace(kind)
    db = await openDatabase({ url: place.url })
    release = async () => {
      await db.destroy()
      await place.remove()
    }
    await migrate(db)
    await userPools.insert(db, pool)
    await appClients.insert(db, client)
    expect(await nameIn(db)).toBe('first')
  })
  afterEach(() => release())

  const nameIn = async (db: Db) => (await appClients.findWithPool(db, client.id))?.client.name
  const rename = (db: Db, name: string) => appClients.update(db, { ...client, name })

  it('are read as they were written last', async () => {
    await rename(db, 'second')
    expect(await nameIn(db)).toBe('second')
  })

  it('are read as a statement in plain SQL wrote them', async () => {
    await sql`update app_clients set name = 'plain'`.execute(db)
    expect(await nameIn(db)).toBe('plain')
  })

  it('are gone with the pool that they belong to', async () => {
    await userPools.remove(db, pool.id)
    expect(await nameIn(db)).toBeUndefined()
  })

  it('are new inside a transaction that writes them, and outside once it ends', async () => {
    await inTransaction(db, async (db) => {
      await rename(db, 'inside')
      expect(await nameIn(db)).toBe('inside')
    })
    expect(await nameIn(db)).toBe('inside')
  })

  it('stay as they were when a transaction is rolled back', async () => {
    const failing = inTransaction(db, async (db) => {
      await rename(db, 'never')
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await nameIn(db)).toBe('first')
  })

  it('are found as soon as there are some', async () => {
    expect(await appClients.findWithPool(db, 'other')).toBeUndefined()
    expect(await terms.findByClient(db, client.id, 'terms-of-use')).toBeUndefined()
    await appClients.insert(db, { ...client, id: 'other' })
    const document = { id: 'id', userPoolId: pool.id, appClientId: client.id, createdAt: 1, updatedAt: 1 }
    await terms.insert(db, { ...document, name: 'terms-of-use', links: {} })
    expect(await appClients.findWithPool(db, 'other')).toBeDefined()
    expect(await terms.findByClient(db, client.id, 'terms-of-use')).toBeDefined()
    expect(await terms.findByClient(db, client.id, 'privacy-policy')).toBeUndefined()
  })

  it('cannot be changed by who reads them', async () => {
    const found = await appClients.findWithPool(db, client.id)
    expect(() => Object.assign(found?.client ?? {}, { name: 'mine' })).toThrow(TypeError)
    expect(() => Object.assign(found?.pool ?? {}, { name: 'mine' })).toThrow(TypeError)
    expect(() => Object.assign(found?.client.settings ?? {}, { authSessionValidity: 15 })).toThrow(TypeError)
  })

  it('come out of memory where no other process writes, until something is written', async () => {
    const isAlone = kind !== 'postgres'
    const read = () => appClients.findWithPool(db, client.id)
    const first = await read()
    expect((await read()) === first).toBe(isAlone)
    await rename(db, 'second')
    expect((await read()) === first).toBe(false)
  })
})

async function findPlace(kind: 'sqlite file' | 'sqlite memory' | 'postgres') {
  if (kind === 'sqlite memory') return { url: 'sqlite::memory:', remove: async () => undefined }
  if (kind === 'sqlite file') {
    const folder = await temporaryFolder()
    return { url: `sqlite:${join(folder.path, 'test.db')}`, remove: folder.remove }
  }
  const database = await createDatabase(inject('postgresUrl'))
  return { url: database.url, remove: database.drop }
}
