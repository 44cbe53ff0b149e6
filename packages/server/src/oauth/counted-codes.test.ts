import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { countedCode } from './counted-codes.ts'

const source = fileURLToPath(new URL('..', import.meta.url))
const refusals = /\b(?:OAuthError|FederationError|refuse)\(\s*'([a-z]+_[a-z_]+)'/g

const codes = globSync('**/*.ts', { cwd: source })
  .filter((path) => !path.endsWith('.test.ts'))
  .flatMap((path) =>
    [...readFileSync(`${source}/${path}`, 'utf8').matchAll(refusals)].map(([, code]) => code),
  )

it.each([...new Set(codes)])('our own refusals are counted by their codes: %s', (code = '') => {
  expect(countedCode(code)).toBe(code)
})

it('a code that nobody knows is counted as other', () => {
  expect(codes).toEqual(expect.arrayContaining(['redirect_mismatch', 'login_required', 'insufficient_scope']))
  expect(countedCode('made_up')).toBe('other')
})
