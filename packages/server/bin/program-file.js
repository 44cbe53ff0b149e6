import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The modules that the program is begun with, by their paths in the sources. */
export const entries = ['cli/young-generation', 'cli/main', 'testing/start-poolhouse']

const sources = '../src'
/** What the build was made of; npm writes the file at each installation. */
const inputs = [
  sources,
  '../package.json',
  '../scripts/build.js',
  '../../api-model/src',
  '../../../node_modules/.package-lock.json',
]

/** Whether there is a build of all that is there now; a published package has no sources. */
export const isBuilt = isUpToDate(modifiedAt(pathOf('../dist/main.js')))

/**
 * The address of one of these modules: in the build, or in the sources where there is no build or something was edited
 * since, so that nobody runs what is old.
 * @param {string} entry
 */
export function programFile(entry) {
  const file = isBuilt ? `../dist/${basename(entry)}.js` : `${sources}/${entry}.ts`
  return new URL(file, import.meta.url).href
}

/** @param {number} builtAt */
function isUpToDate(builtAt) {
  if (modifiedAt(pathOf(sources)) === 0) return true
  return inputs.map(pathOf).every((input) => newestIn(input) < builtAt)
}

/**
 * When a file or something in a folder was last written; folders count, since files may be gone.
 * @param {string} path
 */
function newestIn(path) {
  const names = statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(path, { recursive: true })
    : []
  return Math.max(modifiedAt(path), ...names.map((name) => modifiedAt(join(path, String(name)))))
}

/**
 * In milliseconds; 0 where there is no such file.
 * @param {string} path
 */
function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** @param {string} relative */
function pathOf(relative) {
  return fileURLToPath(new URL(relative, import.meta.url))
}
