import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Block, readBlocks, root } from '../docs/markdown.ts'

/** A page that walks its reader through an example. */
export interface Guide {
  text: string
  blocks: Block[]
  /** The one block of code that holds this text. Throws where there is none, or more than one. */
  block(part: string): string
  /** The blocks of these languages that are no part of a file that the page links to right before them. */
  strangers(languages: string[]): string[]
}

/** Reads a page by its name from the root of the repository. */
export function readGuide(name: string): Guide {
  const text = readFileSync(join(root, name), 'utf8').replaceAll('\r\n', '\n')
  const blocks = readBlocks(text)
  return {
    text,
    blocks,
    block: (part) => {
      const [found, ...others] = blocks.filter(({ code }) => code.includes(part))
      if (!found || others.length > 0) throw new Error(`${name} has no block, or more than one, with ${part}`)
      return found.code
    },
    strangers: (languages) =>
      blocks
        .filter(({ language }) => languages.includes(language))
        .filter((block) => !isPartOfFile(block, linkedBefore(text, block)))
        .map(({ line, code }) => `line ${line}: ${code}`),
  }
}

/** The last file of the examples that is linked before the block, from the root of the repository. */
function linkedBefore(text: string, { line }: Block): string | undefined {
  const before = text
    .split('\n')
    .slice(0, line - 1)
    .join('\n')
  return [...before.matchAll(/\]\((?:\.\.\/)+(examples\/[^)#]+\.\w+)\)/g)].at(-1)?.[1]
}

function isPartOfFile({ code }: Block, file: string | undefined): boolean {
  if (file === undefined) return false
  return readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n').includes(code)
}
