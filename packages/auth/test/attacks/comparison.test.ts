import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Attack, attacks } from './attacks.ts'
import { candidates } from './verifiers.ts'

const page = new URL('../../../../docs/verifying-tokens.md', import.meta.url)
const marks = /<!-- attacks -->\n[\s\S]*?<!-- \/attacks -->/

async function isRefused(verifying: Promise<unknown>): Promise<boolean> {
  return verifying.then(
    () => false,
    () => true,
  )
}

async function line({ row, name, expects, token }: Attack): Promise<string> {
  const verdicts = await Promise.all(candidates().map(({ verify }) => isRefused(verify(token, expects))))
  return `| ${[row, name, ...verdicts.map((refused) => (refused ? 'refused' : '**accepted**'))].join(' | ')} |`
}

/** The table of docs/verifying-tokens.md; `UPDATE_PAGES=1` writes it. */
async function table(): Promise<string> {
  const names = candidates().map(({ name }) => `\`${name}\``)
  const lines = [['Attack', 'Token', ...names], Array.from({ length: 2 + names.length }, () => '---')]
  const rows = await Promise.all(attacks.map(line))
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`), ...rows].join('\n')
}

it('keeps the table of the page true', async () => {
  const text = readFileSync(page, 'utf8')
  const expected = `<!-- attacks -->\n\n${await table()}\n\n<!-- /attacks -->`
  if (process.env['UPDATE_PAGES'])
    writeFileSync(
      page,
      text.replace(marks, () => expected),
    )
  else expect(marks.exec(text)?.[0]).toBe(expected)
})
