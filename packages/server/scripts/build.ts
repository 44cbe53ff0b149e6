/**
 * What `npm run build` and the installation run: makes JavaScript of the server and the packages it uses, in `dist`. It
 * starts in two thirds of the time and takes 20 MiB less than the sources, which run in its place where they were edited
 * since (`bin/program-file.js`). Nothing is done where it is up to date, or where the bundler was not installed.
 */
import { cpSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { entries, isBuilt } from '../bin/program-file.js'

const source = fileURLToPath(new URL('../src/', import.meta.url))
const target = fileURLToPath(new URL('../dist/', import.meta.url))
/** Beside the target, which is replaced as a whole: a build that fails leaves none that is half done. */
const unfinished = fileURLToPath(new URL('../dist.unfinished/', import.meta.url))

/** Read at run time, from beside the module that reads them: every module of the build lies in one folder. */
const files = [
  'crypto/bcrypt-worker.js',
  'crypto/modexp-worker.js',
  'hosted-ui/assets',
  'triggers/runtime/child',
]

if (!isBuilt) await build()

async function build(): Promise<void> {
  const bundler = await import('rolldown').catch(() => undefined)
  if (!bundler) return
  rmSync(unfinished, { recursive: true, force: true })
  const bundle = await bundler.rolldown({
    input: Object.fromEntries(entries.map((entry) => [basename(entry), `${source}${entry}.ts`])),
    platform: 'node',
    // `pg-native` is for those who installed it; a thread of its own loads `bcryptjs`, by its path.
    external: ['pg-native', 'bcryptjs'],
    // Packages that `eval` are told of, which is not ours to change.
    onLog: (level, log) => {
      if (level === 'warn' && !log.id?.includes('node_modules')) console.warn(log.message)
    },
  })
  // Errors and log lines show the names of classes.
  await bundle.write({ dir: unfinished, format: 'esm', keepNames: true })
  for (const file of files) cpSync(`${source}${file}`, `${unfinished}${basename(file)}`, { recursive: true })
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
}
