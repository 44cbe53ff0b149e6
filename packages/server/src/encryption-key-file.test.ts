import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../test/support/process.ts'
import { startServer } from './app.ts'
import { readConfig } from './config.ts'

describe('the key of a server that is given none', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let dataDir: string

  beforeEach(async () => {
    folder = await temporaryFolder()
    dataDir = join(folder.path, 'above', 'data')
  })
  afterEach(() => folder.remove())

  const start = (...flags: string[]) =>
    startServer(readConfig(['--port=0', '--log-level=error', `--data-dir=${dataDir}`, ...flags], {}))

  it('lies in a file beside the database, which opens with it again', async () => {
    await (await start()).stop()
    expect(await readdir(dataDir)).toContain('encryption-key')
    await (await start()).stop()
  })

  it('is refused by name when its file is missing, and no other is made', async () => {
    await (await start()).stop()
    const file = join(dataDir, 'encryption-key')
    await rm(file)
    await expect(start()).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining(file),
    })
    expect(await readdir(dataDir)).not.toContain('encryption-key')
  })

  it('is in memory where the database is, without a file or a folder', async () => {
    await (await start('--database-url=sqlite::memory:')).stop()
    expect(await readdir(folder.path)).toEqual([])
  })
})
