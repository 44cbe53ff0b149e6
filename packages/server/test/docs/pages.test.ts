import { existsSync, readFileSync, statSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tokenFlags } from '../../src/cli/token-options.ts'
import { listOptions } from '../../src/config/options.ts'
import { type Page, readPages, root } from './markdown.ts'

const pages = await readPages()

/** Flags that no option has; `prefix` is npm's. */
const otherFlags = ['help', 'version', 'markdown', 'prefix', ...tokenFlags.map(({ flag }) => flag)]
/** Variables of the tests and the benchmarks, not of the server. */
const otherVariables = ['POOLHOUSE_TEST_POSTGRES_URL']

describe.each(pages)('$name', (page) => {
  it('has links that lead somewhere', () => {
    expect(relativeLinks(page).filter((link) => !leadsSomewhere(page, link))).toEqual([])
  })

  it('names no folder of the machine that it was written on', () => {
    const folders = [root, '/home/', '/Users/', '/tmp/']
    expect(folders.filter((folder) => page.text.includes(folder))).toEqual([])
  })

  it('names only options that exist', () => {
    const known = new Set([...otherFlags, ...listOptions().flatMap(({ flag }) => [flag, `no-${flag}`])])
    expect(namedFlags(page).filter((flag) => !known.has(flag))).toEqual([])
  })

  it('names only variables that exist', () => {
    const known = new Set([...otherVariables, ...listOptions().flatMap(({ variables }) => variables)])
    const named = page.text.match(/\bPOOLHOUSE_[A-Z_]+[A-Z]\b/g) ?? []
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })
})

it('lists only guessed texts that the code has', async () => {
  const page = pages.find(({ name }) => name === 'docs/compatibility.md')
  const section = /^## Texts that are our best reading\n(.*?)^## /ms.exec(page?.text ?? '')?.[1] ?? ''
  const cells = [...section.matchAll(/^\|[^|]+\|[^|]+\|([^|]+)\|$/gm)].map(([, cell = '']) => cell)
  const texts = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))
  const code = await readCode()
  expect(texts.length).toBeGreaterThan(40)
  expect(texts.filter((text) => !code.includes(longestPart(text)))).toEqual([])
})

/** The server's and the model's own code, without tests. */
async function readCode(): Promise<string> {
  const files: string[] = []
  for await (const file of glob('packages/*/src/**/*.ts', { cwd: root })) files.push(file)
  const sources = files.filter((file) => !file.endsWith('.test.ts'))
  return sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
}

/** Of a text with `<placeholders>`. */
function longestPart(text: string): string {
  const [longest = ''] = text.split(/<[^>]+>/).sort((one, other) => other.length - one.length)
  return longest
}

/** Links of Markdown and HTML that have no scheme. */
function relativeLinks({ text }: Page): string[] {
  const prose = withoutCode(text)
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:href|src|srcset)="([^"\s]+)"/g)]
  return links.map(([, markdown, html]) => markdown ?? html ?? '').filter((link) => !/^[a-z]+:/i.test(link))
}

function leadsSomewhere(page: Page, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? join(root, page.name) : join(root, dirname(page.name), path)
  if (!existsSync(target)) return false
  if (anchor === undefined) return true
  return statSync(target).isFile() && anchorsOf(readFileSync(target, 'utf8')).includes(anchor)
}

/** As GitHub makes them. */
function anchorsOf(text: string): string[] {
  const headings = withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function withoutCode(text: string): string {
  return text.replaceAll(/^(`{3,}).*?^\1$/gms, '')
}

/** Options of ours: alone in code within a sentence, or on a line of code that starts Poolhouse. */
function namedFlags({ text, blocks }: Page): string[] {
  const inSentences = [...withoutCode(text).matchAll(/`--([a-z][a-z-]*)[^`]*`/g)].map(([, flag = '']) => flag)
  const commands = blocks
    .flatMap(({ code }) => code.replaceAll(/\\\n/g, ' ').split('\n'))
    .filter((line) => /npm start|poolhouse\.js|poolhouse (start|migrate|help|token)|poolhouse -- /.test(line))
  const inCommands = commands.flatMap((line) =>
    [...line.matchAll(/\s'?--([a-z][a-z-]*)/g)].map(([, flag = '']) => flag),
  )
  return [...inSentences, ...inCommands]
}
