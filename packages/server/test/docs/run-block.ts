import { execFile, spawnSync } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Block, root } from './markdown.ts'

/** Where the blocks of one page run, one after the other, as in one terminal. */
export interface Terminal {
  folder: string
  /** What `http://localhost:4100` of the page stands for, or `https://localhost:4100`. */
  url: string
}

export interface Outcome {
  exitCode: number
  /** Standard output, with the page's own address. */
  output: string
  /** Standard error. */
  errors: string
}

const PAGE_HOST = 'localhost:4100'
const TIMEOUT_MS = 120_000
const python = process.platform === 'win32' ? 'python' : 'python3'
/** To import it would take the time of a sign-in. */
const findsBoto3 = "import importlib.util, sys; sys.exit(importlib.util.find_spec('boto3') is None)"

const languages = new Map<string, { file: string; program: string; args: string[] }>([
  ['js', { file: 'block.mjs', program: process.execPath, args: [] }],
  ['ts', { file: 'block.mts', program: process.execPath, args: [] }],
  ['python', { file: 'block.py', program: python, args: [] }],
  ['sh', { file: 'block.sh', program: 'bash', args: ['-e'] }],
])

/** Whether it is code that a reader would run. */
export function isRunnable(block: Block): boolean {
  return languages.has(block.language) && block.notRun === undefined
}

/** Makes the folder look like a project beside a clone of the repository, with its packages installed. */
export async function prepareFolder(folder: string): Promise<void> {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await symlink(root, join(folder, 'poolhouse'), 'junction')
}

/** What the block needs and this machine lacks; undefined where it can run. */
export function missingProgram(block: Block): string | undefined {
  if (block.language === 'python') return succeeds(python, ['-c', findsBoto3]) ? undefined : 'boto3'
  if (block.language !== 'sh') return undefined
  const named = ['aws', 'curl', 'jq', 'zip'].filter((name) =>
    new RegExp(`(^|[|(])\\s*${name} `, 'm').test(block.code),
  )
  return ['bash', ...named].find((name) => !succeeds('bash', ['-c', `command -v ${name}`]))
}

/** Runs the block; never rejects. */
export async function runBlock({ language, code }: Block, { folder, url }: Terminal): Promise<Outcome> {
  const how = languages.get(language)
  if (!how) throw new Error(`Nobody runs ${language}`)
  const file = join(folder, how.file)
  const real = code.replaceAll(pageUrl(url), url)
  await writeFile(file, language === 'sh' ? inSession(real) : real)
  return run(how.program, [...how.args, file], { folder, url })
}

function pageUrl(url: string): string {
  return `${new URL(url).protocol}//${PAGE_HOST}`
}

/** Variables live on to the next block, as they do in a terminal. */
function inSession(code: string): string {
  return `set -a\nif [ -f session.sh ]; then . ./session.sh; fi\n${code}\nexport -p > session.sh\n`
}

function run(program: string, args: string[], { folder, url }: Terminal): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment(), timeout: TIMEOUT_MS }
    const child = execFile(program, args, options, (error, stdout, errors) => {
      const exitCode = child.exitCode ?? (error ? -1 : 0)
      resolve({ exitCode, output: stdout.replaceAll(url, pageUrl(url)), errors })
    })
  })
}

/** Without what the tests' own machine says about AWS or Poolhouse. */
function environment(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter(
    (name) => !/^(AWS_|POOLHOUSE_|NODE_OPTIONS|VITEST)/.test(name),
  )
  return {
    ...Object.fromEntries(names.map((name) => [name, process.env[name]])),
    AWS_PAGER: '',
    NO_COLOR: '1',
  }
}

function succeeds(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
