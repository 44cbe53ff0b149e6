import { afterAll, beforeAll, expect, it } from 'vitest'
import { LimitExceededException } from '../errors.ts'
import type { Services } from '../services.ts'
import { type Db, migrate, openDatabase } from '../storage/open.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { createGroup, deleteGroup } from './groups.ts'

const userPoolId = 'us-east-1_Groups001'
const pool = { id: userPoolId } as UserPool

let db: Db
beforeAll(async () => {
  db = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(db)
  const facts = {
    region: 'us-east-1',
    account_id: '0',
    name: 'p',
    settings: '{}',
    schema_attributes: '[]',
    tags: '{}',
  }
  await db
    .insertInto('user_pools')
    .values({ id: userPoolId, ...facts, created_at: 1, updated_at: 1 })
    .execute()
  await db.transaction().execute(async (open) => {
    const times = { created_at: 1, updated_at: 1 }
    const unset = { description: null, role_arn: null, precedence: null }
    for (let number = 0; number < 9_999; number++) {
      const name = `group-${number}`
      await open
        .insertInto('groups')
        .values({ user_pool_id: userPoolId, name, name_key: name, ...unset, ...times })
        .execute()
    }
  })
})
afterAll(() => db.destroy())

it('lets a pool have 10 000 groups and no more', async () => {
  const services = { db, clock: { now: () => 2 }, config: {} } as Services
  await createGroup(services, pool, { name: 'last' })
  await expect(createGroup(services, pool, { name: 'beyond' })).rejects.toThrow(LimitExceededException)
  await deleteGroup(services, pool, 'group-0')
  expect(await createGroup(services, pool, { name: 'beyond' })).toMatchObject({
    name: 'beyond',
    createdAt: 2,
  })
})
