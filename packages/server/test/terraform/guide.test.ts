import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isShown, readPages } from '../docs/markdown.ts'
import { isRunnable, prepareFolder, runBlock } from '../docs/run-block.ts'
import { temporaryFolder } from '../support/process.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { hasTerraform, writeCliConfiguration } from './terraform.ts'

const BLOCK_TIMEOUT_MS = 70_000

const page = (await readPages()).find(({ name }) => name === 'docs/terraform.md')
const blocks = page?.blocks.filter(isRunnable) ?? []

describe.runIf(hasTerraform)('docs/terraform.md, which signs up and in with examples/terraform', () => {
  let server: TestServer
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    const dataFolder = join(folder.path, 'data')
    server = await startTestServer('sqlite', ['--unavailable-triggers=skip', `--data-dir=${dataFolder}`])
    await prepareFolder(folder.path)
    const configuration = await writeCliConfiguration(folder.path)
    await appendFile(join(folder.path, 'session.sh'), `export TF_CLI_CONFIG_FILE='${configuration}'\n`)
  })
  afterAll(async () => {
    await server?.stop()
    await folder?.remove()
  })

  it.each(blocks)('runs the block of line $line', { timeout: BLOCK_TIMEOUT_MS }, async (block) => {
    const outcome = await runBlock(block, { folder: folder.path, url: server.url })
    expect(outcome, outcome.output + outcome.errors).toMatchObject({ exitCode: 0 })
    const { output = '' } = block
    expect(outcome.output, outcome.errors).toSatisfy((text: string) => isShown(text, output))
  })
})
