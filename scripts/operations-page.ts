/**
 * Writes docs/operations.md: every operation of the API, who calls it, whether it is there, and which test files call
 * it. With `--check` it writes nothing and fails where the page is out of date.
 */
import { glob, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Caller, type OperationName, operations } from '../packages/api-model/src/index.ts'

type Source = { path: string; text: string }

const root = fileURLToPath(new URL('..', import.meta.url))
const page = join(root, 'docs/operations.md')
const callers: Record<Caller, string> = {
  sigv4: 'operator',
  accessToken: 'signed-in user',
  unsigned: 'application',
}

const text = await makePage()
if (!process.argv.includes('--check')) await writeFile(page, text)
else if (text !== (await readFile(page, 'utf8').catch(() => ''))) {
  console.error('docs/operations.md is out of date; remake it with: node scripts/operations-page.ts')
  process.exitCode = 1
}

async function makePage(): Promise<string> {
  const table = await readFile(join(root, 'packages/server/src/api/operations.ts'), 'utf8')
  const tests = await readTests()
  const names = Object.keys(operations) as OperationName[]
  const isThere = (name: OperationName) => !table.includes(`notImplemented('${name}')`)
  return [
    '# Operations',
    '',
    '<!-- Made by scripts/operations-page.ts; do not edit. -->',
    '',
    `Poolhouse has ${names.filter(isThere).length} of the ${names.length} operations of the user pools API. The others answer`,
    '`NotImplementedException`.',
    '',
    'Who calls: an *operator* signs with AWS credentials (SigV4); a *signed-in user* sends an access token in the body; an',
    '*application* sends the id of an app client. The last column links the test files that call the operation by name.',
    'Many more use `CreateUserPool`, `AdminCreateUser` and `InitiateAuth` through helpers.',
    '',
    '| Operation | Who calls | Here | Tests |',
    '|---|---|---|---|',
    ...names.map((name) => rowOf(name, isThere(name), tests)),
    '',
  ].join('\n')
}

async function readTests(): Promise<Source[]> {
  const paths: string[] = []
  for await (const path of glob('packages/server/{src,test}/**/*.test.ts', { cwd: root }))
    paths.push(path.replaceAll('\\', '/'))
  return Promise.all(
    paths.sort().map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  )
}

function rowOf(name: OperationName, isThere: boolean, tests: Source[]): string {
  const calling = isThere ? tests.filter((test) => calls(test, name)) : []
  const links = calling.map(({ path }) => `[${labelOf(path)}](../${path})`)
  return `| ${name} | ${callers[operations[name].caller]} | ${isThere ? 'yes' : 'no'} | ${links.join(', ')} |`
}

/** By its name as a text, or as a method of the AWS SDK or of our own table. */
function calls({ text }: Source, name: OperationName): boolean {
  const method = name.charAt(0).toLowerCase() + name.slice(1)
  return new RegExp(`['"\`]${name}['"\`]|\\.(?:${name}|${method})\\(|\\b${name}Command\\b`).test(text)
}

function labelOf(path: string): string {
  return `${basename(dirname(path))}/${basename(path, '.test.ts')}`
}
