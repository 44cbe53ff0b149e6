import { randomBytes } from 'node:crypto'
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { temporaryFolder } from '../../test/support/process.ts'
import { startServer } from '../app.ts'
import { ConfigError, readConfig } from '../config.ts'
import { run as migrate } from './migrate.ts'
import { run as start } from './start.ts'

describe('a server that cannot start', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeEach(async () => {
    folder = await temporaryFolder()
  })
  afterEach(() => folder.remove())

  const inFolder = (name: string) => join(folder.path, name)
  const configOf = (flags: string[]) =>
    readConfig(['--no-demo', '--log-level=silent', ...flags], {
      POOLHOUSE_PORT: '0',
      POOLHOUSE_DATA_DIR: inFolder('data'),
    })
  const refusal = async (...flags: string[]) => {
    const error = await start(configOf(flags), async () => undefined).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ConfigError)
    const { message } = error as ConfigError
    expect(message).not.toContain('\n')
    return message
  }
  const stopped = async (...flags: string[]) => (await startServer(configOf(flags))).stop()

  it('says that the data folder is a file, or lies under one', async () => {
    await writeFile(inFolder('file'), '')
    expect(await refusal(`--data-dir=${inFolder('file')}`)).toMatch(
      /The data folder .* is a file; .*--data-dir/,
    )
    expect(await refusal(`--data-dir=${inFolder('file/below')}`)).toMatch(/ENOTDIR.*--data-dir/)
  })

  it.runIf(process.platform === 'linux')('ends where a file system takes no folders', async () => {
    expect(await refusal('--data-dir=/proc/nope/below')).toMatch(/\/proc\/nope.*ENOENT.*--data-dir/)
  })

  it('says that the file of the database cannot be opened', async () => {
    const missing = `--database-url=sqlite:${inFolder('missing/x.db')}`
    expect(await refusal(missing)).toMatch(/missing\/x\.db: unable to open.*make its folder/)
    await expect(migrate(configOf([missing]))).rejects.toThrow(
      /missing\/x\.db: unable to open.*make its folder/,
    )
  })

  it('says that a file is not a database', async () => {
    await mkdir(inFolder('data'))
    await writeFile(inFolder('data/poolhouse.db'), randomBytes(5_000))
    expect(await refusal()).toMatch(/poolhouse\.db: file is not a database.*restore/)
  })

  it('says that a database is damaged', async () => {
    await stopped()
    await truncate(inFolder('data/poolhouse.db'), 8_192)
    expect(await refusal()).toMatch(/poolhouse\.db: database disk image is malformed.*restore/)
  })

  it('says that another server has the database, and before that what is wrong with a trigger', async () => {
    const other = await startServer(configOf([]))
    expect(await refusal()).toMatch(
      /is in use by another Poolhouse process; stop it, or .*--data-dir and --port$/,
    )
    expect(await refusal('--trigger=PreSignUp=./nowhere.js')).toBe(
      '--trigger PreSignUp: there is no file ./nowhere.js',
    )
    await other.stop()
  })

  it('says that the port is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    expect(await refusal(`--port=${port}`)).toBe(`Port ${port} is in use; choose another one with --port`)
    other.close()
  })

  it('says that PostgreSQL does not listen or is not known, without the password', async () => {
    const key = `--encryption-key=${Buffer.alloc(32, 7).toString('base64')}`
    const refused = await refusal(key, '--database-url=postgres://someone:s3cret@127.0.0.1:1/x')
    expect(refused).toMatch(/PostgreSQL at 127\.0\.0\.1:1\/x: .*ECONNREFUSED.*start it/)
    const unknown = await refusal(key, '--database-url=postgres://someone:s3cret@nosuchhost.invalid/x')
    expect(unknown).toMatch(/nosuchhost\.invalid.*correct the host/)
    expect(refused + unknown).not.toContain('s3cret')
  })

  it('says that PostgreSQL has no such database', async () => {
    const address = new URL(inject('postgresUrl'))
    address.pathname = '/nowhere'
    expect(await refusal(`--database-url=${address}`)).toMatch(
      /"nowhere" does not exist.*create the database/,
    )
  })

  it('hands on what the operator cannot mend', async () => {
    const config = { ...configOf(['--database-url=sqlite::memory:']), encryptionKeys: [Buffer.alloc(1)] }
    await expect(start(config, async () => undefined)).rejects.toThrow(RangeError)
  })
})
