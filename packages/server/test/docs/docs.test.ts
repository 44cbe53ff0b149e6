import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { isShown, type Page, readPages, root } from './markdown.ts'
import { isRunnable, missingProgram, prepareFolder, runBlock } from './run-block.ts'

/** What a page tells its reader to start the server with. */
const flags: Record<string, string[]> = {
  'docs/https.md': ['--https'],
  'docs/triggers.md': ['--trigger=PreTokenGeneration@V2_0=./functions/claims.js'],
  'docs/testing-with-poolhouse.md': ['--test-clock', '--database-url=sqlite::memory:'],
}
const BLOCK_TIMEOUT_MS = 120_000
/** The picture cuts longer lines. */
const DRAWN_COLUMNS = 100

const pages = await readPages()
/** These need more than a server; test/terraform and test/guides run them. */
const runElsewhere = [
  'docs/terraform.md',
  'docs/guides/cube.md',
  'docs/guides/moving-from-aws.md',
  'docs/guides/nextjs.md',
]
const runnable = pages.filter((page) => page.blocks.some(isRunnable) && !runElsewhere.includes(page.name))

interface Running {
  server: ServerProcess
  folder: string
  stop(): Promise<void>
}

async function startFor(page: Page): Promise<Running> {
  const { path: folder, remove } = await temporaryFolder()
  await prepareFolder(folder)
  await writeShownFiles(page, folder)
  const server = await startProcess(['--log-level=error', ...(flags[page.name] ?? [])], { cwd: folder })
  const stop = async () => {
    await server.stop()
    await remove()
  }
  return { server, folder, stop }
}

/** The files that the page lets its reader write before the start: their first line says which. */
async function writeShownFiles(page: Page, folder: string): Promise<void> {
  for (const { code } of page.blocks) {
    const [, path] = /^\/\/ (functions\/[\w.-]+)\n/.exec(code) ?? []
    if (path === undefined) continue
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), code)
  }
}

it('runs the blocks of the README', () => {
  const readme = pages.find(({ name }) => name === 'README.md')
  expect(readme?.blocks.filter(isRunnable).length).toBeGreaterThanOrEqual(6)
})

describe.each(runnable)('$name', (page) => {
  let running: Running

  beforeAll(async () => {
    running = await startFor(page)
  })
  afterAll(() => running.stop())

  let lacking: string | undefined
  for (const block of page.blocks.filter(isRunnable)) {
    // The README's clients stand alone; on other pages a block builds on those before it.
    lacking = missingProgram(block) ?? (page.name === 'README.md' ? undefined : lacking)
    it.skipIf(lacking)(
      `runs the ${block.language} block of line ${block.line}`,
      async () => {
        const { server, folder } = running
        const outcome = await runBlock(block, { folder, url: server.url })
        expect(outcome, outcome.errors).toMatchObject({ exitCode: 0 })
        const { output } = block
        if (output !== undefined)
          expect(outcome.output, outcome.errors).toSatisfy((text: string) => isShown(text, output))
      },
      BLOCK_TIMEOUT_MS,
    )
  }
})

describe('what the README shows of the start', () => {
  let startUpText: string

  beforeAll(async () => {
    const { path, remove } = await temporaryFolder()
    const server = await startProcess(['--log-level=error'], { cwd: path })
    startUpText = server.output().replaceAll(server.url, 'http://localhost:4100')
    await server.stop()
    await remove()
  })

  it('is what the server prints', () => {
    const readme = pages.find(({ name }) => name === 'README.md')
    const shown = readme?.blocks.find(({ code }) => code.includes('npm start'))?.output ?? ''
    expect(shown).toContain('is ready at')
    expect(startUpText).toSatisfy((text: string) => isShown(text, shown))
  })

  it('is on the picture too (remake it with `node scripts/first-sign-in-image.ts`)', async () => {
    const picture = await readFile(`${root}/docs/images/first-sign-in.svg`, 'utf8')
    const drawn = picture
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&amp;', '&')
      .replaceAll('&quot;', '"')
    const [head = ''] = startUpText.split('Sign in with the AWS CLI')
    for (const line of head.split('\n')) expect(drawn).toContain(line.trim().slice(0, DRAWN_COLUMNS))
  })
})
