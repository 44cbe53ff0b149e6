import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** A fenced code block. */
export interface Block {
  /** What follows the opening fence. */
  language: string
  code: string
  /** Line of the page, counted from one. */
  line: number
  /** Why nobody runs it, from `<!-- not run: reason -->` on the line before. */
  notRun?: string
  /** The `text` block right after it: what it prints, with `…` for anything. */
  output?: string
}

export interface Page {
  /** From the root of the repository. */
  name: string
  text: string
  blocks: Block[]
}

/** The pages for users, without what npm or Git made. */
export async function readPages(): Promise<Page[]> {
  const names: string[] = []
  const exclude = (name: string) =>
    /(^|[/\\])(node_modules|dist|coverage|test-artefacts|poolhouse-data)$/.test(name)
  for await (const name of glob('**/*.md', { cwd: root, exclude })) names.push(name)
  return Promise.all(names.sort().map(readPage))
}

async function readPage(name: string): Promise<Page> {
  const text = await readFile(`${root}/${name}`, 'utf8')
  return { name: name.replaceAll('\\', '/'), text, blocks: readBlocks(text) }
}

/** The page's fenced blocks, each with the output that it shows. */
export function readBlocks(text: string): Block[] {
  const blocks: Block[] = []
  const fences = text.matchAll(
    /^(?:<!-- not run: (?<notRun>.+?) -->\n)?(?<fence>`{3,})(?<language>\w*)\n(?<code>.*?)^\k<fence>$/gms,
  )
  let before: { block: Block; end: number } | undefined
  for (const { groups = {}, 0: whole, index } of fences) {
    const { language = '', code = '', notRun } = groups
    const isOutput = language === 'text' && before && text.slice(before.end, index).trim() === ''
    if (isOutput && before) before.block.output = code
    const line = text.slice(0, index).split('\n').length
    const block = { language, code, line, ...(notRun !== undefined && { notRun }) }
    if (!isOutput) blocks.push(block)
    before = { block, end: index + whole.length }
  }
  return blocks
}

/** Whether the text is what the page shows; `…` stands for anything. */
export function isShown(text: string, shown: string): boolean {
  const [first = '', ...rest] = shown.trim().split('…')
  const last = rest.pop()
  const given = text.trim().replaceAll('\r\n', '\n')
  if (last === undefined) return given === first
  if (given.length < first.length + last.length) return false
  if (!given.startsWith(first) || !given.endsWith(last)) return false
  return includesInOrder(given.slice(first.length, given.length - last.length), rest)
}

function includesInOrder(text: string, parts: string[]): boolean {
  let from = 0
  for (const part of parts) {
    const found = text.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return true
}
