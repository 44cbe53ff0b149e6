import { existsSync } from 'node:fs'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase, startPostgres, type TestDatabase } from './postgres.ts'

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

describe('createDatabase', () => {
  let first: TestDatabase
  let second: TestDatabase

  beforeAll(async () => {
    first = await createDatabase(inject('postgresUrl'))
    second = await createDatabase(inject('postgresUrl'))
  })
  afterAll(async () => {
    await first.drop()
    await second.drop()
  })

  it('gives two databases that do not see each other', async () => {
    await query(first.url, 'CREATE TABLE guests (name text)')
    const tables = "SELECT tablename FROM pg_tables WHERE tablename = 'guests'"
    expect(await query(first.url, tables)).toEqual([{ tablename: 'guests' }])
    expect(await query(second.url, tables)).toEqual([])
  })

  it('orders text by its bytes and stores UTF-8', async () => {
    const rows = await query(
      first.url,
      "SELECT t FROM (VALUES ('é'), ('b'), ('B'), ('a')) AS v (t) ORDER BY t",
    )
    expect(rows.map(({ t }) => t)).toEqual(['B', 'a', 'b', 'é'])
    expect(await query(first.url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
  })

  it('drops a database although a connection is still open', async () => {
    const database = await createDatabase(inject('postgresUrl'))
    const idle = new Client({ connectionString: database.url })
    // pg tells it twice: the server's message, then the end of the connection.
    const ended = new Promise((resolve) => idle.on('error', resolve))
    await idle.connect()
    await database.drop()
    expect(await ended).toMatchObject({ code: '57P01' })
    await expect(query(database.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' })
  })
})

describe.skipIf(process.env.POOLHOUSE_TEST_POSTGRES_URL)('startPostgres', () => {
  it('flushes commits to disk when it shall be durable, and takes its server away at the end', async () => {
    const server = await startPostgres({ durable: true })
    const [row] = await query(
      server.url,
      "SELECT current_setting('fsync') AS fsync, current_setting('data_directory') AS folder",
    )
    await server.stop()
    expect(row).toMatchObject({ fsync: 'on' })
    expect(existsSync(String(row?.folder))).toBe(false)
    await expect(query(server.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
