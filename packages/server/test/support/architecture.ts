import { posix } from 'node:path'
import { type Import, readImports, withoutComments } from './imports.ts'

/** A source file: its path from the repository's root, with slashes, and its text. */
export type SourceFile = { path: string; text: string }

type Rule = { modules: readonly string[]; types?: readonly string[] }
type Place = { pkg: string; module: string }

/** What each folder or file of packages/server/src may import of ours, beside itself, services.ts and errors.ts. */
export const serverRules: Record<string, Rule | 'everything'> = {
  cli: 'everything',
  'app.ts': 'everything',
  'routes.ts': 'everything',
  testing: 'everything',
  'data-folder.ts': { modules: ['config'] },
  'development-authority-file.ts': { modules: ['config', 'data-folder.ts', 'crypto'], types: ['config.ts'] },
  'development-https.ts': { modules: ['core', 'crypto', 'development-authority-file.ts'] },
  'encryption-key-file.ts': { modules: ['config', 'data-folder.ts'], types: ['config.ts'] },
  'log.ts': { modules: [], types: ['config.ts'] },
  api: { modules: ['core', 'storage', 'http', 'crypto'] },
  oauth: { modules: ['core', 'storage', 'http', 'crypto'] },
  'hosted-ui': { modules: ['core', 'storage', 'http', 'crypto'] },
  companions: { modules: ['core', 'storage', 'http', 'crypto'] },
  operator: { modules: ['core', 'storage', 'http', 'crypto', 'delivery'], types: ['triggers'] },
  core: { modules: ['storage', 'triggers', 'delivery', 'federation', 'crypto'] },
  triggers: { modules: ['http', 'crypto'], types: ['storage'] },
  delivery: { modules: ['storage', 'triggers', 'http', 'crypto'] },
  federation: { modules: ['http', 'crypto'], types: ['storage'] },
  storage: { modules: [] },
  http: { modules: [] },
  crypto: { modules: [] },
  'config.ts': { modules: ['config'] },
  config: { modules: [] },
  'errors.ts': { modules: [] },
  // The types of everything that a request needs meet here; `transaction` is the only code.
  'services.ts': {
    modules: ['storage'],
    types: ['core', 'triggers', 'delivery', 'federation', 'http', 'crypto'],
  },
}

const openToAll = ['services.ts', 'errors.ts']
const packageRules: Record<string, readonly string[]> = { console: ['@poolhouse/api-model'] }
const databaseDrivers = ['kysely', 'pg', 'node:sqlite']
const maximumLines = 300
const longLists = [
  /\/generated\//,
  /^packages\/server\/src\/storage\/migrations\//,
  /^packages\/server\/src\/storage\/schema\.ts$/,
  /\/src\/errors\.ts$/,
  /\/messages\//,
]

/** Imports of our own modules that the table does not allow, one sentence each with file, line and import. */
export function forbiddenImports(file: SourceFile): string[] {
  return violations(file, (place, found) => {
    const target = resolve(file.path, found.specifier)
    if (target === undefined) return undefined
    if (target.pkg !== place.pkg) return 'a file may import only files of its own package by path'
    return place.pkg === 'server' ? refuseModule(place.module, target.module, found.typesOnly) : undefined
  })
}

/** Imports of a database driver outside of storage. */
export function forbiddenDrivers(file: SourceFile): string[] {
  return violations(file, ({ pkg, module }, { specifier }) => {
    if (pkg === 'server' && module === 'storage') return undefined
    return matches(specifier, databaseDrivers)
      ? 'only storage may import kysely, pg and node:sqlite'
      : undefined
  })
}

/** Imports of our packages by name where only `api` and the console may import the API model, and nobody the rest. */
export function forbiddenPackages(file: SourceFile): string[] {
  return violations(file, ({ pkg, module }, { specifier }) => {
    if (!/^(poolhouse|@poolhouse\/[^/]+)(\/|$)/.test(specifier)) return undefined
    const allowed =
      pkg === 'server' && module === 'api' ? ['@poolhouse/api-model'] : (packageRules[pkg] ?? [])
    return matches(specifier, allowed)
      ? undefined
      : 'only api and the console may import @poolhouse/api-model'
  })
}

/** Uses of the environment in another file than config.ts. */
export function environmentReads(file: SourceFile): string[] {
  if (file.path === 'packages/server/src/config.ts') return []
  const reads =
    /\bprocess\??\.\s*env\b|\bprocess\s*\[|\{[^}]*\benv\b[^}]*\}\s*(=\s*process\b|from\s*['"](node:)?process['"])/
  return linesWith(file, reads, 'only config.ts may read the environment')
}

/** Default exports. */
export function defaultExports(file: SourceFile): string[] {
  return linesWith(file, /^\s*export\s+default\b|\bas\s+default\b/, 'exports need a name')
}

/** The file, if it is longer than a reader can hold and not one of the lists that may be. */
export function tooLong(file: SourceFile): string[] {
  const lines = file.text.replace(/\n$/, '').split('\n').length
  if (lines <= maximumLines || longLists.some((list) => list.test(file.path))) return []
  return [`${file.path}:${maximumLines + 1} has ${lines} lines: at most ${maximumLines}, split it by topic`]
}

/** The file, if its folder has no row in the table. */
export function unknownPlace(file: SourceFile): string[] {
  const place = placeOf(file.path)
  if (place?.pkg !== 'server' || place.module in serverRules) return []
  return [`${file.path}:1 lies in ${place.module}, which has no row in the table of who may import whom`]
}

function refuseModule(from: string, to: string, typesOnly: boolean): string | undefined {
  const rule = serverRules[from]
  if (rule === 'everything' || from === to || openToAll.includes(to)) return undefined
  if (to === 'config.ts') return typesOnly ? undefined : 'only cli and app.ts may import values of config.ts'
  if (rule?.modules.includes(to)) return undefined
  if (rule?.types?.includes(to)) return typesOnly ? undefined : `${from} may import only types of ${to}`
  return `${from} may import only ${listAllowed(rule)}`
}

function listAllowed(rule: Rule | undefined): string {
  const types = (rule?.types ?? []).map((module) => `types of ${module}`)
  return [...(rule?.modules ?? []), ...types, ...openToAll].join(', ')
}

function violations(file: SourceFile, refuse: (place: Place, found: Import) => string | undefined): string[] {
  const place = placeOf(file.path)
  if (!place) return []
  return readImports(file.text).flatMap((found) => {
    const reason = refuse(place, found)
    return reason ? [`${file.path}:${found.line} imports '${found.specifier}': ${reason}`] : []
  })
}

function linesWith(file: SourceFile, pattern: RegExp, reason: string): string[] {
  const lines = withoutComments(file.text).split('\n')
  return lines.flatMap((line, index) =>
    pattern.test(line) ? [`${file.path}:${index + 1} has '${line.trim()}': ${reason}`] : [],
  )
}

function resolve(path: string, specifier: string): Place | undefined {
  if (!specifier.startsWith('.') || specifier.endsWith('/package.json')) return undefined
  return placeOf(posix.join(posix.dirname(path), specifier)) ?? { pkg: 'no package', module: '' }
}

function placeOf(path: string): Place | undefined {
  const [, pkg, module] = /^packages\/([^/]+)\/src\/([^/]+)/.exec(path) ?? []
  return pkg !== undefined && module !== undefined ? { pkg, module } : undefined
}

function matches(specifier: string, names: readonly string[]): boolean {
  return names.some((name) => specifier === name || specifier.startsWith(`${name}/`))
}
