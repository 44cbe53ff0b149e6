import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../../test/support/postgres.ts'
import { databases } from '../../test/support/server.ts'
import { type Db, migrate, openDatabase } from './open.ts'
import { endOfPrefix, type SearchPosition, search, searchQuery, type UserSearch } from './user-search.ts'
import * as users from './users.ts'

const poolId = 'us-east-1_Search001'
const otherPoolId = 'us-east-1_Search002'

async function openAnyDatabase(kind: string): Promise<{ db: Db; close(): Promise<void> }> {
  if (kind === 'sqlite') {
    const db = await openDatabase({ url: 'sqlite::memory:' })
    return { db, close: () => db.destroy() }
  }
  const database = await createDatabase(inject('postgresUrl'))
  const db = await openDatabase({ url: database.url })
  const close = async () => {
    await db.destroy()
    await database.drop()
  }
  return { db, close }
}

async function addPool(db: Db, id: string): Promise<void> {
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
    .values({ id, ...facts, created_at: 1, updated_at: 1 })
    .execute()
}

function userId(number: number): string {
  return `${((number * 7919) % 99991).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
}

async function addUser(db: Db, user: Partial<users.User> & { id: string }): Promise<void> {
  const whole: users.User = {
    userPoolId: poolId,
    username: user.id,
    status: 'CONFIRMED',
    enabled: true,
    attributes: {},
    createdAt: 1,
    updatedAt: 1,
    ...user,
  }
  await users.insert(db, whole)
  await users.claimName(db, whole, { key: whole.username, kind: 'username' })
}

async function readAll(
  db: Db,
  wanted: UserSearch,
  limit: number,
  between?: () => Promise<void>,
): Promise<string[]> {
  const found: string[] = []
  let after: SearchPosition | undefined
  do {
    const page = await search(db, poolId, wanted, { after, limit })
    expect(page.users.length).toBeLessThanOrEqual(limit)
    found.push(...page.users.map((user) => user.id))
    after = page.next
    await between?.()
  } while (after)
  return found
}

const everyKind: UserSearch[] = [
  { by: 'all' },
  { by: 'enabled', value: false },
  { by: 'status', value: 'CONFIRMED' },
  { by: 'id', operator: 'begins', value: '0000' },
  { by: 'id', operator: 'equals', value: userId(3) },
  { by: 'username', operator: 'begins', value: 'user1' },
  { by: 'username', operator: 'equals', value: 'user12' },
  { by: 'email', operator: 'begins', value: 'USER1' },
  { by: 'email', operator: 'equals', value: 'user12@example.com' },
  { by: 'name', operator: 'equals', value: 'Name' },
  { by: 'phone_number', operator: 'begins', value: '+1' },
  { by: 'given_name', operator: 'begins', value: '' },
  { by: 'family_name', operator: 'equals', value: 'family' },
  { by: 'preferred_username', operator: 'begins', value: 'p' },
]

function matches(user: users.User, wanted: UserSearch): boolean {
  if (wanted.by === 'all') return true
  if (wanted.by === 'enabled') return user.enabled === wanted.value
  if (wanted.by === 'status') return user.status === wanted.value
  const text =
    wanted.by === 'id' || wanted.by === 'username'
      ? user[wanted.by]
      : user.attributes[wanted.by]?.toLowerCase()
  const folded = wanted.by === 'id' || wanted.by === 'username' ? wanted.value : wanted.value.toLowerCase()
  if (text === undefined) return false
  return wanted.operator === 'equals' ? text === folded : text.startsWith(folded)
}

describe.each(databases)('search of users on %s', (kind) => {
  let db: Db
  let close: () => Promise<void>
  const all: users.User[] = []

  beforeAll(async () => {
    ;({ db, close } = await openAnyDatabase(kind))
    await migrate(db)
    await addPool(db, poolId)
    await addPool(db, otherPoolId)
    await db.transaction().execute(async (open) => {
      for (let number = 0; number < 600; number++) {
        const attributes: users.Attributes = {
          ...(number % 2 === 0 && { email: `User${number}@example.com` }),
          ...(number % 3 === 0 && { name: number % 2 === 0 ? 'NAME' : 'name' }),
          ...(number % 5 === 0 && { phone_number: `+1${number}`, preferred_username: `p${number % 7}` }),
          ...(number % 7 === 0 && { given_name: `g${number % 4}`, family_name: 'Family' }),
        }
        const user = {
          id: userId(number),
          username: `user${number}`,
          status: number % 4 === 0 ? 'UNCONFIRMED' : 'CONFIRMED',
          enabled: number % 10 !== 0,
          attributes,
        } as const
        await addUser(open, user)
        all.push({ userPoolId: poolId, createdAt: 1, updatedAt: 1, ...user })
        await addUser(open, { ...user, id: `other-${user.id}`, userPoolId: otherPoolId })
      }
    })
  })
  afterAll(() => close())

  it.each(everyKind)('gives every user once, whatever the size of the pages: %j', async (wanted) => {
    const expected = all.filter((user) => matches(user, wanted)).map((user) => user.id)
    expect(expected).not.toEqual([])
    for (const limit of [1, 7, 60]) {
      const found = await readAll(db, wanted, limit)
      expect(new Set(found).size).toBe(found.length)
      expect(new Set(found)).toEqual(new Set(expected))
    }
  })

  it.each(everyKind)('gives those who stay once while others come and go: %j', async (wanted) => {
    const expected = all.filter((user) => matches(user, wanted)).map((user) => user.id)
    const added: string[] = []
    const churn = async () => {
      const number = 2000 + added.length
      const id = userId(number)
      const attributes = {
        email: `user1-${number}@example.com`,
        name: 'name',
        phone_number: '+1',
        family_name: 'family',
      }
      await addUser(db, { id, username: `user1-${number}`, attributes })
      added.push(id)
      const gone = added[added.length - 3]
      if (gone) await users.remove(db, gone)
    }
    const found = await readAll(db, wanted, 23, churn)
    for (const id of added) await users.remove(db, id)
    expect(new Set(found).size).toBe(found.length)
    expect(new Set(found.filter((id) => !added.includes(id)))).toEqual(new Set(expected))
  })

  const strange = [
    '50%',
    '50%_',
    '5_',
    String.raw`a\b`,
    'ä',
    'z\u{10ffff}',
    'z\u{10ffff}x',
    '\u{10ffff}',
    '\ud7ff',
    '\ue000',
    '😀x',
  ]

  it('takes no character of a prefix for a wildcard, up to the last code point', async () => {
    const added: [id: string, name: string][] = strange.map((name, index) => [`strange-${index}`, name])
    for (const [id, given_name] of added) await addUser(db, { id, attributes: { given_name } })
    for (const prefix of [...strange, '5', '50', 'z', '\u{10ffff}', '😀']) {
      const wanted = added.filter(([, name]) => name.startsWith(prefix)).map(([id]) => id)
      expect(await readAll(db, { by: 'given_name', operator: 'begins', value: prefix }, 3)).toEqual(
        expect.arrayContaining(wanted),
      )
      expect(await readAll(db, { by: 'given_name', operator: 'begins', value: prefix }, 3)).toHaveLength(
        wanted.length,
      )
    }
    for (const [id] of added) await users.remove(db, id)
  })

  it('stores and finds values that are longer than an index can hold', async () => {
    const name = Array.from({ length: 1024 }, (_, index) => String.fromCodePoint(0x20000 + index * 7)).join(
      '',
    )
    await addUser(db, { id: 'long', attributes: { name, email: `${name}@example.com` } })
    const prefix = Array.from(name).slice(0, 240).join('')
    expect(await readAll(db, { by: 'name', operator: 'begins', value: prefix }, 3)).toEqual(['long'])
    expect(await readAll(db, { by: 'name', operator: 'equals', value: prefix }, 3)).toEqual([])
    await users.remove(db, 'long')
  })

  it.each(everyKind)('is answered by an index without sorting: %j', async (wanted) => {
    await sql`analyze`.execute(db)
    const first = await explain(db, kind, wanted, undefined)
    const next = await explain(db, kind, wanted, ['user1', userId(3)])
    for (const plan of [first, next]) {
      expect(plan).toMatch(/using|index/i)
      expect(plan).not.toMatch(/seq scan|scan (users|user|name)\b(?! using)|temp b-tree|sort/i)
    }
  })
})

async function explain(
  db: Db,
  kind: string,
  wanted: UserSearch,
  after: SearchPosition | undefined,
): Promise<string> {
  const page = { after, limit: 60 }
  if (kind === 'sqlite') {
    const { sql: text, parameters } = searchQuery(db, poolId, wanted, page).compile()
    return planText(db, `explain query plan ${text}`, parameters)
  }
  // In a small table the planner prefers to read or sort everything: asked here is whether the index can do without.
  return db.transaction().execute(async (open) => {
    await sql`set local enable_seqscan = off`.execute(open)
    await sql`set local enable_bitmapscan = off`.execute(open)
    const { sql: text, parameters } = searchQuery(open, poolId, wanted, page).compile()
    return planText(open, `explain ${text}`, parameters)
  })
}

async function planText(
  db: Kysely<never> | Db,
  text: string,
  parameters: readonly unknown[],
): Promise<string> {
  const { rows } = await db.executeQuery<Record<string, unknown>>({
    sql: text,
    parameters,
    query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
    queryId: { queryId: 'explain' },
  } as never)
  return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n')
}

describe('endOfPrefix', () => {
  it.each([
    ['abc', 'abd'],
    ['a\u{10ffff}', 'b'],
    ['\ud7ff', '\ue000'],
    ['\u{10ffff}', undefined],
    ['', undefined],
  ])('of %j is %j', (prefix, end) => expect(endOfPrefix(prefix)).toBe(end))
})
