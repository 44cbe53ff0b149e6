import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modulesIn, readModules, withModules } from '../../../../scripts/openid-modules.ts'
import { root } from './markdown.ts'

describe('the page about OpenID Connect', () => {
  it('has the modules of all plans (remake it with `npm run operations`)', async () => {
    const page = readFileSync(join(root, 'docs/openid.md'), 'utf8')
    expect(await withModules(page)).toBe(page)
  })

  it.each([
    ['Basic', 38],
    ['Implicit', 31],
    ['Config', 2],
  ] as const)('has each module of the plan %s once', async (plan, count) => {
    const names = (await readModules(plan)).map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
    expect(names).toHaveLength(count)
  })

  it.each([
    ['', 'passes', ''],
    ['  // Cognito: something\n  // else.\n', 'differs', 'Something else.'],
    [
      '  // Cognito: with the warning of a thing.\n',
      'passes, with a warning',
      'With the warning of a thing.',
    ],
    ['  // Does not apply: no such thing.\n', 'does not apply', 'No such thing.'],
    ['  // Words.\n', 'passes', ''],
  ])('reads %j', (comment, result, why) => {
    const source = `  other()\n\n${comment}  it('oidcc-a-thing', async () => {\n`
    expect(modulesIn(source)).toEqual([{ name: 'oidcc-a-thing', result, why }])
  })
})
