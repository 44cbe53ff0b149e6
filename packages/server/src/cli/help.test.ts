import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { listOptions } from '../config/options.ts'
import { configurationPage, helpText } from './help.ts'
import { tokenFlags } from './token-options.ts'

it('fits a terminal of 100 columns', () => {
  for (const line of helpText().split('\n')) expect(line.length, line).toBeLessThanOrEqual(100)
})

it('names every flag and every variable, in the help and on the page', () => {
  const names = listOptions().flatMap((option) => [`--${option.flag}`, ...option.variables])
  for (const name of names) {
    expect(helpText()).toContain(name)
    expect(configurationPage()).toContain(name)
  }
})

it('names every flag of the command token', () => {
  for (const { flag } of tokenFlags) expect(helpText()).toContain(`--${flag}`)
})

it('is the page docs/configuration.md (remake it with `npm run -s poolhouse help -- --markdown`)', async () => {
  const page = await readFile(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8')
  expect(page).toBe(configurationPage())
})
