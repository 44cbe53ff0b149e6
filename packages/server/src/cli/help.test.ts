import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { listOptions } from '../config/options.ts'
import { commandHelp, configurationPage, helpText } from './help.ts'
import { tokenFlags } from './token-options.ts'

it('fits a terminal of 100 columns', () => {
  const texts = [helpText(), ...(['start', 'migrate', 'keys', 'token'] as const).map(commandHelp)]
  for (const line of texts.join('').split('\n')) expect(line.length, line).toBeLessThanOrEqual(100)
})

it('names every flag and every variable, in the help and on the page', () => {
  const names = listOptions().flatMap((option) => [`--${option.flag}`, ...option.variables])
  for (const name of names) {
    expect(helpText()).toContain(name)
    expect(configurationPage()).toContain(name)
  }
})

it('says whose the options are', () => {
  expect(helpText()).toContain('\nOptions of start (')
})

it('names every flag of the command token, no other, and an example', () => {
  const flags = [...commandHelp('token').matchAll(/^ {2}.*--([\w-]+)/gm)].map(([, flag]) => flag)
  expect(flags.slice(1)).toEqual([...tokenFlags.map(({ flag }) => flag), 'help', 'version'])
  expect(commandHelp('token')).toContain('\n  npm run -s poolhouse -- token --user ada\n')
})

it('names the database alone for migrate, nothing for keys, and everything for start', () => {
  expect(commandHelp('migrate')).toContain('POOLHOUSE_DATABASE_URL')
  expect(commandHelp('migrate')).not.toContain('POOLHOUSE_PORT')
  expect(commandHelp('keys')).not.toContain('POOLHOUSE_')
  for (const { flag } of listOptions()) expect(commandHelp('start')).toContain(`--${flag}`)
})

it('is the page docs/configuration.md (remake it with `npm run -s poolhouse help -- --markdown`)', async () => {
  const page = await readFile(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8')
  expect(page).toBe(configurationPage())
})
