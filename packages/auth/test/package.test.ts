import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aws, during, userPoolId } from './support/fixture.ts'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
/** What an app has that uses every part: `jose` is ours, the others it brings itself. */
const installed = ['jose', 'express', 'fastify', 'hono', '@types']
const entries = ['', '/express', '/fastify', '/hono', '/next', '/cube', '/hasura']
const MAXIMUM_BYTES = 8000

let folder: string
let files: string[]

async function run(program: string, args: string[], cwd = folder): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd,
    shell: program === 'npm' && process.platform === 'win32',
  })
  return stdout
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poolhouse-package-'))
  const built = join(folder, 'built')
  await run(process.execPath, [join(packageFolder, 'scripts/build.ts'), built])
  const [{ filename }] = JSON.parse(await run('npm', ['pack', '--json', '--pack-destination', '..'], built))
  const target = join(folder, 'node_modules/@poolhouse/auth')
  await mkdir(target, { recursive: true })
  await run('tar', ['-xzf', join('..', '..', '..', filename), '--strip-components=1'], target)
  for (const name of installed)
    await symlink(join(modules, name), join(folder, 'node_modules', name), 'junction')
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  files = globSync('**/*', { cwd: target }).map((path) => path.replaceAll('\\', '/'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A program that verifies a token of the fixture, and says what it may do at once. */
const program = `
import { createVerifier } from '@poolhouse/auth'
const verifier = createVerifier(
  { userPoolId: ${JSON.stringify(userPoolId)}, clientId: ${JSON.stringify(aws.clientId)}, tokenUse: 'id' },
  { fetch: async () => Response.json(${JSON.stringify(aws.jwks)}), now: () => ${during()} },
)
const token = ${JSON.stringify(aws.tokens.id)}
const { username } = await verifier.verify(token)
let atOnce
try {
  atOnce = verifier.verifySync(token).username
} catch (error) {
  atOnce = error.code
}
console.log(username, atOnce)
`

async function bundle(name: string, entry: string, conditionNames: string[]) {
  const input = join(folder, `${name}.entry.js`)
  await writeFile(input, entry)
  const file = join(folder, `${name}.bundle.mjs`)
  await build({
    input,
    platform: 'neutral',
    resolve: { conditionNames },
    output: { file, format: 'esm', minify: true },
    logLevel: 'silent',
  })
  return file
}

describe('the packed package', () => {
  it('has compiled code with types, a license and a readme, and no sources or tests', () => {
    expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'README.md', 'LICENSE']))
    expect(files.filter((path) => /\.test\.|(?<!\.d)\.ts$|^test|^src/.test(path))).toEqual([])
  })

  it('imports nothing but jose, and node:crypto where the condition says so', async () => {
    const found = new Set<string>()
    for (const path of files.filter((each) => each.endsWith('.js'))) {
      const text = await readFile(join(folder, 'node_modules/@poolhouse/auth', path), 'utf8')
      for (const [, specifier = ''] of text.matchAll(/\bfrom ['"]([^.'"][^'"]*)['"]/g)) found.add(specifier)
    }
    expect([...found].toSorted()).toEqual(['#cryptography', 'jose', 'node:crypto'])
  })

  it('runs in Node.js by import and by require', async () => {
    await writeFile(join(folder, 'app.mjs'), program)
    expect(await run(process.execPath, ['app.mjs'])).toBe('ada ada\n')
    const names = entries.map((entry) => `@poolhouse/auth${entry}`)
    const code = `console.log(${JSON.stringify(names)}.every((name) => Object.keys(require(name)).length > 0))`
    await writeFile(join(folder, 'app.cjs'), code)
    expect(await run(process.execPath, ['app.cjs'])).toBe('true\n')
  })

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has types for %s with %s resolution', async (module, moduleResolution) => {
    await writeFile(
      join(folder, 'app.ts'),
      `${entries.map((entry, index) => `import * as part${index} from '@poolhouse/auth${entry}'`).join('\n')}
const verifier = part0.createVerifier<{ company_id: string }>({ userPoolId: 'a', clientId: null, tokenUse: 'id' })
export const company = async (): Promise<string | undefined> => (await verifier.verify('')).custom.company_id
// @ts-expect-error clientId has to be written down
part0.createVerifier({ userPoolId: 'a', tokenUse: 'id' })
// @ts-expect-error there is no such attribute
export const other = async () => (await verifier.verify('')).custom.other
export const code: part0.AuthErrorCode = 'expired'
export const all = [part1, part2, part3, part4, part5, part6]
`,
    )
    const compilerOptions = {
      ...{ module, moduleResolution, target: 'es2022', strict: true, noEmit: true, skipLibCheck: false },
      ...{ exactOptionalPropertyTypes: true, types: ['node'] },
    }
    const config = join(folder, `tsconfig.${module}.json`)
    await writeFile(config, JSON.stringify({ compilerOptions, files: ['app.ts'] }))
    const compiler = join(modules, 'typescript/bin/tsc')
    expect(await run(process.execPath, [compiler, '-p', config]).catch(({ stdout }) => stdout)).toBe('')
  })

  it.each(['browser', 'edge-light', 'workerd'])(
    'can be bundled for %s, where it cannot answer at once',
    async (condition) => {
      const file = await bundle(condition, program, [condition, 'import', 'default'])
      expect(await readFile(file, 'utf8')).not.toContain('node:')
      expect(await run(process.execPath, [file])).toBe('ada sync-unavailable\n')
    },
  )

  it(`brings less than ${MAXIMUM_BYTES} compressed bytes to a browser`, async () => {
    const entry = `export { createVerifier, AuthError } from '@poolhouse/auth'`
    const file = await bundle('core', entry, ['browser', 'import', 'default'])
    const { length } = gzipSync(await readFile(file), { level: 9 })
    console.log(`@poolhouse/auth: ${length} bytes, minified and compressed`)
    expect(length).toBeLessThan(MAXIMUM_BYTES)
  })

  it('can be bundled for the middleware of Next.js', async () => {
    const entry = `export { createAuth } from '@poolhouse/auth/next'`
    const file = await bundle('next', entry, ['edge-light', 'import', 'default'])
    expect(await readFile(file, 'utf8')).not.toContain('node:')
    expect(await import(pathToFileURL(file).href)).toHaveProperty('createAuth')
  })
})
