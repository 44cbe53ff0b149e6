import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from '../support/deploy.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { temporaryFolder } from '../support/process.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { triggerCalls } from '../support/trigger-calls.ts'

const timedOut = 'PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.'
const failed = (text: string | RegExp) => ({
  name: 'UserLambdaValidationException',
  text,
  outcome: 'function-error',
})
const invalid = {
  name: 'InvalidLambdaResponseException',
  text: 'Unrecognizable lambda output',
  outcome: 'invalid-answer',
}

interface Fault {
  name: string
  text: string | RegExp
  outcome: string
  attempts?: number
}

const faults: [what: string, body: string, fault: Fault, settings?: Record<string, unknown>][] = [
  [
    'throws',
    `throw new Error('Studio is invite-only.')`,
    failed('PreSignUp failed with error Studio is invite-only..'),
  ],
  ['throws a text', `throw 'no'`, failed('PreSignUp failed with error no.')],
  [
    'hangs',
    `return new Promise(() => setInterval(() => {}, 1000))`,
    { name: 'UnexpectedLambdaException', text: timedOut, outcome: 'timeout', attempts: 3 },
  ],
  [
    'never yields',
    `for (;;);`,
    { name: 'UnexpectedLambdaException', text: timedOut, outcome: 'timeout', attempts: 3 },
  ],
  [
    'takes longer than its own limit',
    `return new Promise(() => setInterval(() => {}, 1000))`,
    failed(/^PreSignUp failed with error .* Task timed out after 1\.00 seconds\.$/),
    { Timeout: 1 },
  ],
  ['exits', `process.exit(3)`, failed(/^PreSignUp failed with error RequestId: \S+ Error: Runtime exited/)],
  ['answers nothing', `return undefined`, invalid],
  ['answers a text', `return 'yes'`, invalid],
  ['answers without the event', `return { response: { autoConfirmUser: true } }`, invalid],
  // The answer is whole, and only then its members are looked at.
  [
    'answers texts for flags',
    `return { ...event, response: { autoConfirmUser: 'true' } }`,
    { ...invalid, outcome: 'success' },
  ],
  ['answers too much', `return { ...event, more: 'a'.repeat(7e6) }`, invalid],
  [
    'takes all memory',
    `const kept = []; for (;;) kept.push(new Array(1e7).fill(1.5))`,
    failed(/^PreSignUp failed with error RequestId: \S+ Error: Runtime exited/),
    { MemorySize: 128 },
  ],
  [
    'writes a file',
    `require('node:fs').writeFileSync('/tmp/poolhouse-escaped', 'x')`,
    failed(/^PreSignUp failed with error Access to this API has been restricted/),
  ],
  [
    'starts a program',
    `require('node:child_process').execSync('id')`,
    failed(/^PreSignUp failed with error Access to this API has been restricted/),
  ],
]

/** Three functions that only let their time run out can do so side by side. */
const [slow, quick] = [true, false].map((isSlow) =>
  faults.filter(
    ([, , { outcome }, settings]) => isSlow === (outcome === 'timeout' || !!settings?.['Timeout']),
  ),
) as [typeof faults, typeof faults]

interface House {
  server: TestServer
  bystander: Pool
}

describe.each(databases)('a function that fails on %s', (kind) => {
  let server: TestServer
  let patient: House
  /** Waits for an answer one second only. */
  let hasty: House
  let release: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const open = async (name: string, flags: string[] = []) => {
      const server = await startTestServer(kind, [`--data-dir=${folder.path}/${name}`, ...flags])
      const bystander = await createPool(server)
      await createUser(server, bystander, 'bystander')
      return { server, bystander }
    }
    patient = await open('patient')
    hasty = await open('hasty', ['--trigger-timeout-seconds=1'])
    server = patient.server
    release = async () => {
      await Promise.all([patient.server.stop(), hasty.server.stop()])
      await folder.remove()
    }
  })
  afterAll(() => release())

  async function endsSignUp([what, body, fault, settings]: (typeof faults)[number]): Promise<void> {
    const { server, bystander } = fault.outcome === 'timeout' ? hasty : patient
    const name = what.replaceAll(' ', '-')
    const arn = await deploy(server, name, `exports.handler = async (event) => { ${body} }`, settings)
    const pool = await createPool(server, { LambdaConfig: { PreSignUp: arn } })
    const signUp = server.call('SignUp', { ClientId: pool.clientId, Username: 'ada', Password: PASSWORD })
    const [outcome] = await Promise.allSettled([signUp, signIn(server, bystander, 'bystander')])
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: {
        name: fault.name,
        message: typeof fault.text === 'string' ? fault.text : expect.stringMatching(fault.text),
        status: 400,
      },
    })
    const [call] = await triggerCalls(server, { userPoolId: pool.userPoolId })
    expect(call).toMatchObject({
      triggerSource: 'PreSignUp_SignUp',
      target: arn,
      outcome: fault.outcome,
      attempts: fault.attempts ?? 1,
    })
    expect((await server.call('ListUsers', { UserPoolId: pool.userPoolId })).Users).toEqual([])
  }

  const name = 'because it %s ends the sign-up, and leaves nothing behind'
  it.concurrent.each(slow)(name, (...row) => endsSignUp(row), 60_000)
  it.each(quick)(name, (...row) => endsSignUp(row), 60_000)

  it('after the confirmation is told of, and the user stays confirmed', async () => {
    const arn = await deploy(server, 'late', `exports.handler = async () => { throw new Error('too late') }`)
    const pool = await createPool(server, { LambdaConfig: { PostConfirmation: arn } })
    await server.call('SignUp', { ClientId: pool.clientId, Username: 'ada', Password: PASSWORD })
    const who = { UserPoolId: pool.userPoolId, Username: 'ada' }
    await expect(server.call('AdminConfirmSignUp', who)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PostConfirmation failed with error too late.',
    })
    expect(await server.call('AdminGetUser', who)).toMatchObject({ UserStatus: 'CONFIRMED' })
  })

  it('gives no tokens after the password was right', async () => {
    const arn = await deploy(server, 'rubbish', 'exports.handler = async () => 1')
    const pool = await createPool(server, { LambdaConfig: { PreTokenGeneration: arn } })
    await createUser(server, pool, 'ada')
    await expect(signIn(server, pool, 'ada')).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
    })
  })

  it('counts in the metrics by trigger and outcome', async () => {
    const read = async ({ url }: TestServer) => (await fetch(`${url}/_poolhouse/metrics`)).text()
    const ofHasty = await read(hasty.server)
    expect(ofHasty).toContain('poolhouse_trigger_calls_total{trigger="PreSignUp",outcome="timeout"} 2')
    const text = await read(server)
    expect(text).toContain('poolhouse_trigger_calls_total{trigger="PreSignUp",outcome="success"} 1')
    expect(text).toContain('poolhouse_trigger_call_duration_seconds_count{trigger="PreSignUp"} 12')
  })
})
