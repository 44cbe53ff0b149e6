/**
 * What `npm run build` and the installation run: makes JavaScript of the server and the packages it uses, in `dist`. It
 * starts in two thirds of the time and takes 20 MiB less than the sources, which run in its place where they were edited
 * since (`bin/program-file.js`). Nothing is done where it is up to date, or where the bundler was not installed. JavaScript, so
 * that an installation does not fail by a Node that strips no types.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { entries, isBuilt } from '../bin/program-file.js'

const source = fileURLToPath(new URL('../src/', import.meta.url))
const target = fileURLToPath(new URL('../dist/', import.meta.url))
const beside = fileURLToPath(new URL('../build-', import.meta.url))

/** Read at run time, from beside the module that reads them: every module of the build lies in one folder. */
const files = [
  'crypto/bcrypt-worker.js',
  'crypto/modexp-worker.js',
  'hosted-ui/assets',
  'triggers/runtime/child',
]

if (!isBuilt) await build()

async function build() {
  const bundler = await import('rolldown').catch(() => undefined)
  if (!bundler) return
  const workplace = mkdtempSync(beside)
  try {
    const unfinished = join(workplace, basename(target))
    await buildInto(unfinished, bundler)
    replace(target, { by: unfinished, former: join(workplace, 'former', basename(target)) })
  } finally {
    rmSync(workplace, { recursive: true, force: true })
  }
}

/**
 * @param {string} folder
 * @param {typeof import('rolldown')} bundler
 */
async function buildInto(folder, bundler) {
  const begun = new Date()
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
  await bundle.write({ dir: folder, format: 'esm', keepNames: true })
  for (const file of files) cpSync(`${source}${file}`, join(folder, basename(file)), { recursive: true })
  // What is edited from now on may not be in it.
  utimesSync(join(folder, 'main.js'), begun, begun)
}

/**
 * At once, so that nobody meets half a build; of several that build at the same time, one wins.
 * @param {string} folder
 * @param {{ by: string, former: string }} folders
 */
function replace(folder, { by, former }) {
  mkdirSync(former, { recursive: true })
  if (existsSync(folder)) renameUnless(() => !existsSync(folder), folder, former)
  renameUnless(() => existsSync(folder), by, folder)
}

/**
 * @param {() => boolean} isDone
 * @param {string} from
 * @param {string} to
 */
function renameUnless(isDone, from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!isDone()) throw error
  }
}
