import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { deviationsIn, readDeviations, withDeviations } from '../../../../scripts/deviations.ts'
import { root } from './markdown.ts'

it('finds every deviation that the sources name', async () => {
  const paths = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).filter(
    (path) => !/\.test\.tsx?$/.test(path),
  )
  const counts = paths.map((path) => readFileSync(join(root, path), 'utf8').split('Deviation:').length - 1)
  const named = counts.reduce((sum, count) => sum + count, 0)
  expect(named).toBeGreaterThan(20)
  expect(await readDeviations()).toHaveLength(named)
})

it('has each of them on the page (remake it with `npm run operations`)', async () => {
  const page = readFileSync(join(root, 'docs/compatibility.md'), 'utf8')
  expect(withDeviations(page, await readDeviations())).toBe(page)
})

it('gives each of them an id of its own', async () => {
  const ids = (await readDeviations()).map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
})

it.each([
  ['/** Deviation: one line. */', ['One line.']],
  [
    '/**\n * Says more. Deviation: two\n * lines. Throws NothingException.\n *\n * @see x\n */',
    ['Two lines.'],
  ],
  ['/** Deviation: a | b.\n * @see x\n */', ['A \\| b.']],
  ['  // Deviation: beside\n  // code.\n  run()\n', ['Beside code.']],
  ['/** Nothing. */\n// else\n', []],
])('reads %j', (source, expected) => {
  expect(deviationsIn(source)).toEqual(expected)
})
