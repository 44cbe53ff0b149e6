/**
 * What `npm run build` runs: compiles the package to `dist`, or to the folder that is named, with a package.json of its
 * own. That folder is what is published (`npm publish packages/auth/dist`); within the repository the sources are used.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('..', import.meta.url))
const root = join(folder, '../..')

type Paths = Record<string, string>
interface Manifest {
  imports: Record<string, Paths>
  exports: Paths
  [member: string]: unknown
}

build(resolve(process.argv[2] ?? join(folder, 'dist')))

function build(target: string): void {
  rmSync(target, { recursive: true, force: true })
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const args = [compiler, '-p', join(folder, 'tsconfig.build.json'), '--outDir', target]
  execFileSync(process.execPath, args, { stdio: 'inherit' })
  rewriteDeclarations(target)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`)
  copyFileSync(join(folder, 'README.md'), join(target, 'README.md'))
  copyFileSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
}

/** The compiler rewrites imports in the code, and leaves those of the declarations as they were. */
function rewriteDeclarations(target: string): void {
  for (const path of globSync('**/*.d.ts', { cwd: target })) {
    const text = readFileSync(join(target, path), 'utf8')
    writeFileSync(join(target, path), text.replaceAll(/(['"])(\.{1,2}\/[^'"]+)\.ts\1/g, '$1$2.js$1'))
  }
}

/** The manifest with the compiled files in place of the sources. */
function published({ private: _private, scripts: _scripts, ...manifest }: Manifest): Manifest {
  const imports = mapValues(manifest.imports, (conditions) => mapValues(conditions, compiled))
  const exports = mapValues(manifest.exports, (path) => ({
    types: compiled(path).replace(/\.js$/, '.d.ts'),
    default: compiled(path),
  }))
  const files = ['**/*.js', '**/*.d.ts']
  return { ...manifest, imports, exports, files, engines: { node: '>=20' } } as unknown as Manifest
}

function compiled(source: string): string {
  return source.replace(/^\.\/src\//, './').replace(/\.ts$/, '.js')
}

function mapValues<In, Out>(record: Record<string, In>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
