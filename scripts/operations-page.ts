/**
 * Writes docs/operations.md, what the tests proved of every operation of the API, from the notes of a complete run of
 * the tests (`npm test`), the table of deviations in docs/compatibility.md from the comments in the code, and the tables of
 * conformance in docs/openid.md from the tests. With
 * `--check` it writes nothing, says which page is out of date, and fails where that is more than notes that differ: of the
 * operations it insists only that all are listed and that the files exist that are linked. Either way it fails where an
 * error that the model declares is neither provoked by a test nor explained (unprovoked-errors.ts), or is both.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Caller, type OperationName, operations } from '../packages/api-model/src/index.ts'
import type { CallNote } from '../packages/server/test/support/call-notes.ts'
import { readNotes } from './call-notes.ts'
import { type Deviation, readDeviations, withDeviations } from './deviations.ts'
import { gapsIn, proofSection, shortName } from './error-proof.ts'
import { withModules } from './openid-modules.ts'
import { effects } from './operation-effects.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const api = 'packages/server/src/api'
const operationsPage = join(root, 'docs/operations.md')
const compatibilityPage = join(root, 'docs/compatibility.md')
const openidPage = join(root, 'docs/openid.md')
const names = Object.keys(operations) as OperationName[]
const callers: Record<Caller, string> = {
  sigv4: 'SigV4',
  accessToken: 'access token',
  unsigned: 'unsigned',
}
const databases: Record<string, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

const deviations = await readDeviations()
const notes = readNotes()
const compatibility = read(compatibilityPage)
const pages = [
  { path: compatibilityPage, text: withDeviations(compatibility, deviations) },
  { path: openidPage, text: await withModules(read(openidPage)) },
]
if (notes) pages.push({ path: operationsPage, text: makePage(notes) })

if (process.argv.includes('--check')) check()
else write()
for (const gap of gapsIn(provokedErrors())) fail(gap)

function write(): void {
  for (const { path, text } of pages) writeFileSync(path, text)
  if (!notes) fail('docs/operations.md needs the notes of a run of `npm test` on the code as it is now')
}

function check(): void {
  for (const { path, text } of pages) if (text !== read(path)) outdated(path)
  const page = read(operationsPage)
  const missing = names.filter((name) => !page.includes(`\n| ${name} |`))
  if (missing.length > 0) fail(`docs/operations.md does not list ${missing.join(', ')}`)
  const links = [...page.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link)
  const broken = links.filter((link) => !existsSync(join(root, 'docs', link)))
  if (broken.length > 0) fail(`docs/operations.md links to what is not there: ${broken.join(', ')}`)
}

/** By the notes, and without them by the page, as `<operation> <error>`. */
function provokedErrors(): Set<string> {
  if (notes) return new Set(notes.map(({ operation, outcome }) => `${operation} ${outcome}`))
  const rows = [...read(operationsPage).matchAll(/^\| (\w+) \|[^|]*\|[^|]*\|([^|]*)\|/gm)]
  return new Set(
    rows.flatMap(([, name, errors = '']) =>
      errors.split(',').map((error) => `${name} ${error.trim()}Exception`),
    ),
  )
}

/** What a race answers differs from run to run, so that a page made of notes may differ without being wrong. */
function outdated(path: string): void {
  const message = `${basename(path)} is out of date; remake it with: npm run operations`
  if (path === operationsPage) console.log(message)
  else fail(message)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}

function makePage(notes: CallNote[]): string {
  const noted = Map.groupBy(notes, ({ operation }) => operation)
  const rows = names.map((name) => rowOf(name, noted.get(name) ?? []))
  const proven = names.filter((name) => noted.get(name)?.some(({ outcome }) => outcome === 'success'))
  return [
    '# Operations',
    '',
    '<!-- Made by scripts/operations-page.ts from what the tests did; do not edit. -->',
    '',
    `Of the ${names.length} operations of the user pools API ${proven.length} have succeeded in the tests.`,
    '',
    'Who calls: operations with *SigV4* are signed by the operator, those with an *access token* carry the one of a',
    'signed-in user in the body, *unsigned* ones name an app client. A success is shown by the databases on which there was',
    'one. The errors are those of the operation that a test provoked, without `Exception` at the end; with wrong credentials',
    'or a body that is no JSON all operations answer as other services of AWS do. The last column but one links the test',
    'files that call the operation by name. The last one says what an operation does where that is less than one might',
    'expect, and which [deviations](compatibility.md#noted-in-the-code) its code notes.',
    '',
    '| Operation | Who calls | Success on | Errors | Tests | Effect and deviations |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    ...proofSection(new Set(notes.map(({ operation, outcome }) => `${operation} ${outcome}`))),
    '',
  ].join('\n')
}

function rowOf(name: OperationName, noted: CallNote[]): string {
  const succeeded = new Set(noted.filter(({ outcome }) => outcome === 'success').map((note) => note.database))
  const declared: readonly string[] = operations[name].errors
  const errors = unique(noted.map(({ outcome }) => outcome).filter((outcome) => declared.includes(outcome)))
  const cells = [
    name,
    callers[operations[name].caller],
    Object.keys(databases)
      .filter((database) => succeeded.has(database))
      .map((database) => databases[database])
      .join(', '),
    errors.map(shortName).join(', '),
    testsOf(name, noted).map(linkTo).join(', '),
    [effects[name], ...deviationsOf(name).map(({ id, path }) => `[${id}](../${path})`)]
      .filter((part) => part !== undefined)
      .join('; '),
  ]
  return `| ${cells.join(' | ')} |`
}

/** The noted files that name the operation; others call it through helpers only. */
function testsOf(name: OperationName, noted: CallNote[]): string[] {
  const method = name.charAt(0).toLowerCase() + name.slice(1)
  const naming = new RegExp(`['"\`]${name}['"\`]|\\.(?:${name}|${method})\\(|\\b${name}Command\\b`)
  return unique(noted.map(({ file }) => file)).filter(
    (file) => file.includes('/conformance/') || naming.test(read(join(root, file))),
  )
}

function linkTo(path: string): string {
  return `[${basename(dirname(path))}/${basename(path, '.test.ts')}](../${path})`
}

/** Those that the operation's own file notes, those beside it that it imports, and those of `core` that it imports. */
function deviationsOf(name: OperationName): Deviation[] {
  const own = fileOf(name)
  const imported = importsOf(own).filter(
    (path) => path.startsWith(dirname(own)) || path.startsWith('packages/server/src/core/'),
  )
  return deviations.filter(({ path }) => path === own || imported.includes(path))
}

/** By the table of operations. */
function fileOf(name: OperationName): string {
  const table = read(join(root, api, 'operations.ts'))
  const [, identifier = ''] = new RegExp(`^  ${name}: (\\w+),`, 'm').exec(table) ?? []
  const [, path = ''] = new RegExp(`import \\{ ${identifier} \\} from '\\./(.+)'`).exec(table) ?? []
  return `${api}/${path}`
}

function importsOf(path: string): string[] {
  const froms = read(join(root, path)).matchAll(/from '(\.[^']+)'/g)
  return [...froms].map(([, from = '']) => posix.join(dirname(path), from))
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort()
}
