import { execFileSync } from 'node:child_process'
import { cp, mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/process.ts'

const bin = fileURLToPath(new URL('../../bin/', import.meta.url))
const setter = 'export const keepYoungGenerationSmall = () => undefined'
const printer = (text: string) => `export const main = () => console.log('${text}')`
const sources = {
  'packages/server/src/cli/young-generation.ts': setter,
  'packages/server/package.json': '{"type":"module"}',
  'packages/server/src/cli/main.ts': `${printer('the sources')} satisfies () => void`,
  'packages/server/scripts/build.js': '',
  'packages/api-model/src/model.ts': '',
  'node_modules/.package-lock.json': '{}',
}
const build = {
  'packages/server/dist/young-generation.js': setter,
  'packages/server/dist/main.js': printer('the build'),
}
const EARLIER = new Date('2026-01-01T00:00:00Z')
const LATER = new Date('2026-01-01T00:00:01Z')

describe('the program', () => {
  let root: string
  let remove: () => Promise<void>

  beforeEach(async () => {
    const temporary = await temporaryFolder()
    root = temporary.path
    remove = temporary.remove
    await cp(bin, join(root, 'packages/server/bin'), { recursive: true })
    await write('package.json', '{"type":"module"}')
    for (const [path, text] of Object.entries({ ...sources, ...build })) await write(path, text)
    const folders = Object.keys(sources).flatMap((path) => [dirname(path), dirname(dirname(path))])
    for (const path of [...folders, ...Object.keys(sources)]) await utimes(join(root, path), EARLIER, EARLIER)
    await utimes(join(root, 'packages/server/dist/main.js'), LATER, LATER)
  })
  afterEach(() => remove())

  async function write(path: string, text: string) {
    await mkdir(join(root, dirname(path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  const run = () =>
    execFileSync(process.execPath, [join(root, 'packages/server/bin/poolhouse.js')], { encoding: 'utf8' })

  it('runs what was built', () => expect(run()).toBe('the build\n'))

  it.each(Object.keys(sources))('runs the sources after a change of %s', async (path) => {
    await write(path, sources[path as keyof typeof sources])
    expect(run()).toBe('the sources\n')
  })

  it('runs the sources after a file was removed', async () => {
    await rm(join(root, 'packages/api-model/src/model.ts'))
    expect(run()).toBe('the sources\n')
  })

  it('runs the sources where nothing was built', async () => {
    await rm(join(root, 'packages/server/dist'), { recursive: true })
    expect(run()).toBe('the sources\n')
  })

  it('runs what was built where there are no sources', async () => {
    await rm(join(root, 'packages/server/src'), { recursive: true })
    await rm(join(root, 'packages/api-model'), { recursive: true })
    expect(run()).toBe('the build\n')
  })
})
