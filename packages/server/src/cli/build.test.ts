import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/process.ts'

const run = promisify(execFile)
const server = fileURLToPath(new URL('../../', import.meta.url))
const packages = fileURLToPath(new URL('../../../../node_modules', import.meta.url))
const sources = {
  'cli/young-generation.ts': 'export const keepYoungGenerationSmall = () => undefined',
  'cli/main.ts': "export const main = () => console.log('built')",
  'testing/start-poolhouse.ts': 'export {}',
  'crypto/bcrypt-worker.js': '',
  'crypto/modexp-worker.js': '',
  // Enough of them that the builds meet each other while they copy.
  ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`hosted-ui/assets/${index}.css`, ''])),
  'triggers/runtime/child/bootstrap.cjs': '',
}

it('several builds at once leave one that is whole, and nothing beside it', async () => {
  const { path: root, remove } = await temporaryFolder()
  onTestFinished(remove)
  const folder = join(root, 'packages/server')
  for (const [path, text] of Object.entries(sources)) {
    await mkdir(dirname(join(folder, 'src', path)), { recursive: true })
    await writeFile(join(folder, 'src', path), text)
  }
  for (const part of ['bin', 'scripts', 'package.json'])
    await cp(join(server, part), join(folder, part), { recursive: true })
  await symlink(packages, join(root, 'node_modules'), 'junction')
  const build = () => run(process.execPath, [join(folder, 'scripts/build.js')])
  await Promise.all([build(), build(), build(), build()])
  expect((await readdir(folder)).sort()).toEqual(['bin', 'dist', 'package.json', 'scripts', 'src'])
  const built = ['assets', 'bcrypt-worker.js', 'child', 'main.js', 'modexp-worker.js']
  expect(await readdir(join(folder, 'dist'))).toEqual(expect.arrayContaining(built))
  await expect(run(process.execPath, [join(folder, 'bin/poolhouse.js')])).resolves.toMatchObject({
    stdout: 'built\n',
  })
})
