import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = fileURLToPath(new URL('../../src', import.meta.url))

/** What writes users and memberships. */
const writes =
  /\busers\.(?:insert|update|remove|removeAll)\(|\bgroups\.(?:addMember|removeMembers?|remove)\(|\b(?:importedUsers|imported)\.insertAll\(/

it('goes through core/user-changes.ts, which tells other systems', () => {
  const files = globSync('{core,api,oauth,hosted-ui,companions,operator,cli}/**/*.ts', { cwd: source })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.test.ts') && path !== 'core/user-changes.ts')
  const others = files.filter((path) => {
    const text = readFileSync(`${source}/${path}`, 'utf8')
    const storesUsers = /from '[./]*storage\/(?:users|groups|imported-users)\.ts'/.test(text)
    return storesUsers && writes.test(text)
  })
  expect(files.length).toBeGreaterThan(100)
  expect(others).toEqual([])
  expect(writes.test(readFileSync(`${source}/core/user-changes.ts`, 'utf8'))).toBe(true)
})
