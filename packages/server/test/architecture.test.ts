import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as architecture from './support/architecture.ts'
import { readImports } from './support/imports.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const paths = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).map((path) =>
  path.replaceAll('\\', '/'),
)
const files = paths
  .filter((path) => !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }))

const rules = [
  ['imports between folders follow the table', architecture.forbiddenImports],
  ['only storage imports kysely, pg and node:sqlite', architecture.forbiddenDrivers],
  ['only api and the console import the API model', architecture.forbiddenPackages],
  ['only config.ts reads the environment', architecture.environmentReads],
  ['no file has a default export', architecture.defaultExports],
  ['no file is longer than 300 lines, except generated files and lists', architecture.tooLong],
  ['every folder has a row in the table', architecture.unknownPlace],
] as const

describe('the source', () => {
  it('is found', () => expect(files).not.toEqual([]))

  it.each(rules)('%s', (_, rule) => {
    expect(files.flatMap(rule)).toEqual([])
  })
})

const allowed: [folder: string, statement: string][] = [
  ['cli/start.ts', "import { createApp } from '../app.ts'"],
  ['cli/start.ts', "import * as oauth from '../oauth/token.ts'"],
  ['app.ts', "import { readConfig } from './config.ts'"],
  ['api/tags/tag-resource.ts', "import * as users from '../../storage/users.ts'"],
  ['api/tags/tag-resource.ts', "import { call } from '../dispatch.ts'"],
  ['core/sign-up.ts', "import * as deliver from '../delivery/deliver.ts'"],
  ['delivery/deliver.ts', "import * as triggers from '../triggers/custom-message.ts'"],
  ['triggers/pre-sign-up.ts', "import type { User } from '../storage/users.ts'"],
  ['triggers/pre-sign-up.ts', "import { type User } from '../storage/users.ts'"],
  ['storage/users.ts', "import { UserNotFoundException } from '../errors.ts'"],
  ['http/fetch.ts', "import type { Config } from '../config.ts'"],
  ['services.ts', "import type { Sender } from './delivery/deliver.ts'"],
]

const forbidden: [folder: string, statement: string, reason: string][] = [
  ['api/tags/tag-resource.ts', "import { token } from '../../oauth/token.ts'", 'api may import only core'],
  ['oauth/token.ts', "export { call } from '../api/dispatch.ts'", 'oauth may import only core'],
  [
    'hosted-ui/layout.ts',
    "import * as senders from '../delivery/senders/smtp.ts'",
    'hosted-ui may import only',
  ],
  ['core/sign-up.ts', "import { json } from '../http/json.ts'", 'core may import only storage'],
  ['core/sign-up.ts', "import type { Call } from '../api/dispatch.ts'", 'core may import only storage'],
  ['triggers/pre-sign-up.ts', "import * as users from '../storage/users.ts'", 'only types of storage'],
  [
    'triggers/pre-sign-up.ts',
    "import { deliver } from '../delivery/deliver.ts'",
    'triggers may import only http',
  ],
  ['storage/users.ts', "import { hash } from '../crypto/hash.ts'", 'storage may import only services.ts'],
  ['crypto/hash.ts', "await import('../http/json.ts')", 'crypto may import only services.ts'],
  ['core/sign-up.ts', "import { readConfig } from '../config.ts'", 'only cli and app.ts'],
  ['core/sign-up.ts', "import '../app.ts'", 'core may import only storage'],
  ['core/sign-up.ts', "import { startPostgres } from '../../test/support/postgres.ts'", 'its own package'],
]

function fileOf(path: string, text: string): architecture.SourceFile {
  return { path: `packages/server/src/${path}`, text }
}

describe('the table of who may import whom', () => {
  it.each(allowed)('lets %s have %s', (path, statement) => {
    expect(architecture.forbiddenImports(fileOf(path, statement))).toEqual([])
  })

  it.each(forbidden)('refuses in %s %s', (path, statement, reason) => {
    expect(architecture.forbiddenImports(fileOf(path, statement))).toEqual([expect.stringContaining(reason)])
  })
})

describe('the other rules', () => {
  it.each(['kysely', 'pg', 'node:sqlite', 'kysely/helpers/postgres'])('keep %s within storage', (driver) => {
    const statement = `import type { Kysely } from '${driver}'`
    expect(architecture.forbiddenDrivers(fileOf('storage/open.ts', statement))).toEqual([])
    expect(architecture.forbiddenDrivers(fileOf('core/tokens.ts', statement))).toHaveLength(1)
    expect(architecture.forbiddenDrivers(fileOf('app.ts', statement))).toHaveLength(1)
  })

  it('keep the API model within api', () => {
    const statement = "import type { Shapes } from '@poolhouse/api-model'"
    expect(architecture.forbiddenPackages(fileOf('api/dispatch.ts', statement))).toEqual([])
    expect(architecture.forbiddenPackages(fileOf('core/tokens.ts', statement))).toHaveLength(1)
  })

  it.each([
    'process.env',
    'process?.env.HOME',
    'const { env } = process',
    "import { argv, env } from 'node:process'",
  ])('keep %s within config.ts', (statement) => {
    expect(architecture.environmentReads(fileOf('config.ts', statement))).toEqual([])
    expect(architecture.environmentReads(fileOf('core/tokens.ts', statement))).toHaveLength(1)
  })

  it('leave comments about the environment alone', () => {
    const text =
      "/** Only config.ts reads\n * process.env */\nconst url = 'http://localhost' // not process.env\n"
    expect(architecture.environmentReads(fileOf('core/tokens.ts', text))).toEqual([])
  })

  it.each(['export default {}', 'export { a as default }'])('refuse %s', (statement) => {
    expect(architecture.defaultExports(fileOf('core/tokens.ts', statement))).toHaveLength(1)
  })

  it('let 300 lines pass, and one more only in a list', () => {
    expect(architecture.tooLong(fileOf('core/tokens.ts', 'a\n'.repeat(300)))).toEqual([])
    expect(architecture.tooLong(fileOf('core/tokens.ts', 'a\n'.repeat(301)))).toHaveLength(1)
    expect(architecture.tooLong(fileOf('errors.ts', 'a\n'.repeat(301)))).toEqual([])
  })

  it('refuse a folder that the table does not name', () => {
    expect(architecture.unknownPlace(fileOf('utils/strings.ts', ''))).toHaveLength(1)
  })
})

describe('readImports', () => {
  it('finds imports over several lines with the line where they begin', () => {
    const text =
      "// import { x } from './no.ts'\n\nimport {\n  a,\n  type B,\n} from './yes.ts'\nimport type C from './c.ts'\n"
    expect(readImports(text)).toEqual([
      { line: 3, specifier: './yes.ts', typesOnly: false },
      { line: 7, specifier: './c.ts', typesOnly: true },
    ])
  })

  it('does not take an exported value for a re-export', () => {
    const text = "export const from = 'x'\nexport function a(): void {}\nexport * from './b.ts'\n"
    expect(readImports(text)).toEqual([{ line: 3, specifier: './b.ts', typesOnly: false }])
  })
})
