/**
 * What `npm test` runs: types, lint, generated code and every test. All of it runs even when something fails, so that
 * one run shows everything. The last line is `N passed, N failed`; a failed step counts as one failure.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { completeMark, notesFolder } from './call-notes.ts'

type Step = { name: string; command: string }
type Outcome = { name: string; passed: boolean; seconds: string; output: string }
type Counts = { passed: number; failed: number; skipped: number }
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

const root = fileURLToPath(new URL('..', import.meta.url))
const artefacts = join(root, 'test-artefacts')
const reportFile = join(artefacts, 'vitest.json')
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }
const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
const environment = { ...process.env, ...plain, PATH: path, TEST_CALLS_FOLDER: notesFolder }

/** Before the others: what the tests start as processes of their own starts faster. */
const build: Step = { name: 'build', command: 'npm run --silent build' }
const steps: Step[] = [
  { name: 'types', command: 'npm run --silent types' },
  { name: 'lint', command: `npm run --silent lint -- --colors=${process.stdout.isTTY ? 'force' : 'off'}` },
  { name: 'generated code', command: 'npm run --silent generate:check' },
]
/** After the tests, whose notes it compares with the page. */
const pages: Step = { name: 'the pages made of tests and code', command: 'npm run --silent operations:check' }
const tests: Step = {
  name: 'tests',
  command: `vitest run --reporter=default --reporter=json --outputFile.json="${reportFile}"`,
}
/** The tests have installed them, unless no registry could be reached. */
const hasPackagesOf = (example: string): string =>
  `node -e "import('./packages/server/test/support/guest.ts').then(async (m) => process.exit((await m.isInstalled('${example}')) ? 0 : 1))"`
const guests: Step[] = [
  {
    name: 'Terraform with hashicorp/aws 5.100.0',
    command: `node -e "import('./packages/server/test/terraform/terraform.ts').then((m) => process.exit(m.hasTerraform ? 0 : 1))"`,
  },
  {
    name: 'Python with boto3',
    command: `${process.platform === 'win32' ? 'python' : 'python3'} -c "import boto3"`,
  },
  { name: 'the AWS CLI', command: 'aws --version' },
  { name: 'Cube from the npm registry', command: hasPackagesOf('cube') },
  { name: 'PostGraphile from the npm registry', command: hasPackagesOf('hasura') },
  { name: 'Next.js from the npm registry', command: hasPackagesOf('nextjs') },
  { name: 'VitePress from the npm registry', command: hasPackagesOf('site') },
]

process.exitCode = (await main()) ? 0 : 1

async function main(): Promise<boolean> {
  const outcomes = [await check(build), ...(await Promise.all(steps.map(check)))]
  const { outcome, counts } = await runTests()
  outcomes.push(await check(pages))
  for (const { name, passed, seconds } of [...outcomes, outcome]) {
    console.log(`${passed ? 'ok    ' : 'FAILED'}  ${name}, ${seconds} s`)
  }
  await listLeftOut()
  if (counts.skipped > 0) console.log(`Skipped by their own conditions: ${counts.skipped} tests`)
  const failed = counts.failed + outcomes.filter(({ passed }) => !passed).length
  console.log(`${counts.passed} passed, ${failed} failed`)
  return failed === 0
}

/** Runs a step beside others: its output waits until it is done, so that it stays in one piece. */
async function check(step: Step): Promise<Outcome> {
  const outcome = await run(step, 'pipe')
  console.log(`${outcome.passed ? 'ok    ' : 'FAILED'}  ${step.name}, ${outcome.seconds} s`)
  if (!outcome.passed) console.log(outcome.output)
  return outcome
}

async function runTests(): Promise<{ outcome: Outcome; counts: Counts }> {
  mkdirSync(artefacts, { recursive: true })
  rmSync(reportFile, { force: true })
  rmSync(notesFolder, { recursive: true, force: true })
  const outcome = await run(tests, 'inherit')
  const counts = readCounts()
  // For example a broken global setup, or an error outside of any test.
  if (!outcome.passed && counts.failed === 0) counts.failed = 1
  if (counts.failed === 0) {
    mkdirSync(notesFolder, { recursive: true })
    writeFileSync(completeMark, '')
  }
  return { outcome: { ...outcome, passed: counts.failed === 0 }, counts }
}

function readCounts(): Counts {
  const report = readReport()
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function readReport(): Report | undefined {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  } catch (error) {
    console.error('Vitest left no report:', error)
    return undefined
  }
}

async function listLeftOut(): Promise<void> {
  const found = await Promise.all(guests.map((guest) => run(guest, 'pipe')))
  const missing = found.filter(({ passed }) => !passed).map(({ name }) => name)
  if (missing.length > 0) console.log(`Left out, because this machine lacks it: ${missing.join(', ')}`)
}

async function run(step: Step, output: 'pipe' | 'inherit'): Promise<Outcome> {
  const start = performance.now()
  const child = spawn(step.command, {
    cwd: root,
    env: environment,
    shell: true,
    stdio: ['ignore', output, output],
  })
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const [code] = await once(child, 'close')
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  return { name: step.name, passed: code === 0, seconds, output: text }
}
