import { glob, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the code says, after `Deviation:`, that it differs from Cognito on purpose. */
export interface Deviation {
  /** Of the source file, from the root of the repository. */
  path: string
  /** The name of the file, numbered where the file has several. */
  id: string
  /** One paragraph of Markdown. */
  text: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const BEGIN = '<!-- deviations: made by scripts/operations-page.ts -->'
const END = '<!-- end of deviations -->'

/** Every deviation that a comment in the sources names, sorted by path. */
export async function readDeviations(): Promise<Deviation[]> {
  const paths: string[] = []
  for await (const path of glob('packages/*/src/**/*.{ts,tsx}', { cwd: root }))
    if (!/\.test\.tsx?$/.test(path)) paths.push(path.replaceAll('\\', '/'))
  const found = await Promise.all(paths.sort().map(readFrom))
  return found.flat()
}

async function readFrom(path: string): Promise<Deviation[]> {
  const texts = deviationsIn(await readFile(join(root, path), 'utf8'))
  const name = basename(path).replace(/\.tsx?$/, '')
  return texts.map((text, index) => ({ path, id: index === 0 ? name : `${name}-${index + 1}`, text }))
}

/** The paragraphs of comments that begin with `Deviation:`, or end with it, without tags and without what is thrown. */
export function deviationsIn(source: string): string[] {
  const comments = [...source.matchAll(/\/\*\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gm)].map(
    ([comment]) => comment,
  )
  const paragraphs = comments.flatMap((comment) => comment.replaceAll(leaders, '').split(/\n\s*\n|\n(?=@)/))
  return paragraphs.flatMap((paragraph) => paragraph.split('Deviation:').slice(1)).map(toSentences)
}

/** What marks a comment at the start of its lines and at its end. */
const leaders = /^[ \t]*(?:\/\*\*|\*\/|\*|\/\/) ?|\s*\*\/\s*$/gm

function toSentences(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const kept = line.replaceAll(/(?:^| )Throws [^.]*\./g, '').trim()
  return (kept.charAt(0).toUpperCase() + kept.slice(1)).replaceAll('|', '\\|')
}

/** The page with the table of deviations between its two marks brought up to date. Throws where the marks are missing. */
export function withDeviations(page: string, deviations: Deviation[]): string {
  const [head, rest] = page.split(BEGIN)
  const tail = rest?.split(END)[1]
  if (head === undefined || tail === undefined) throw new Error('The page has no place for the deviations')
  return `${head}${BEGIN}\n\n${tableOf(deviations)}\n${END}${tail}`
}

function tableOf(deviations: Deviation[]): string {
  const rows = deviations.map(({ id, path, text }) => `| [${id}](../${path}) | ${text} |`)
  return ['| Noted in | What differs |', '|---|---|', ...rows, ''].join('\n')
}
