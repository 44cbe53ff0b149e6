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

describe.each(databases)('a function that fails on %s', (kind) => {
  let server: TestServer
  let release: () => Promise<void>
  let bystander: Pool

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const flags = [`--data-dir=${folder.path}`, '--trigger-timeout-seconds=2']
    server = await startTestServer(kind, flags)
    bystander = await createPool(server)
    await createUser(server, bystander, 'bystander')
    release = async () => {
      await server.stop()
      await folder.remove()
    }
  })
  afterAll(() => release())

  it.each(faults)(
    'because it %s ends the sign-up, and leaves nothing behind',
    async (what, body, fault, settings) => {
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
    },
    60_000,
  )

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
    const text = await (await fetch(`${server.url}/_poolhouse/metrics`)).text()
    expect(text).toContain('poolhouse_trigger_calls_total{trigger="PreSignUp",outcome="timeout"} 2')
    expect(text).toContain('poolhouse_trigger_call_duration_seconds_count{trigger="PreSignUp"} 14')
  })
})
