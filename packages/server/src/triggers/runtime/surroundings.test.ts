import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fixtureFunction, startTestRuntime, type TestRuntime } from '../../../test/support/lambda-runtime.ts'
import { processEnvironment } from './settings.ts'

const surroundings = (handler: string) =>
  fixtureFunction(`surroundings/index.${handler}`, {
    version: '7',
    environment: { OWN: 'yes', AWS_REGION: 'not-this', POOLHOUSE_FAKE: 'own' },
  })
const requestId = 'b2f5d0f6-5f0d-4a7e-8f6e-0c6a4b7f1a11'
const logStream = expect.stringMatching(/^2026\/01\/02\/\[7\][0-9a-f]{32}$/) as string

describe('a function finds', () => {
  let runtime: TestRuntime

  beforeAll(() => {
    vi.stubEnv('POOLHOUSE_ENCRYPTION_KEY', 'secret')
    runtime = startTestRuntime()
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await runtime.stop()
  })

  it('its own environment, that of Lambda, and nothing of the server', async () => {
    const fn = surroundings('environment')
    expect(await runtime.run(fn)).toEqual({
      OWN: 'yes',
      POOLHOUSE_FAKE: 'own',
      TZ: ':UTC',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: fn.folder,
      LANG: 'en_US.UTF-8',
      AWS_LAMBDA_FUNCTION_NAME: 'surroundings',
      AWS_LAMBDA_FUNCTION_VERSION: '7',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/surroundings',
      AWS_LAMBDA_LOG_STREAM_NAME: logStream,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      LAMBDA_TASK_ROOT: fn.folder,
      _HANDLER: 'index.environment',
    })
  })

  it('the members of its context', async () => {
    const clientContext = { custom: { a: 1 } }
    const { payload } = await runtime.invoke(surroundings('context'), {}, { requestId, clientContext })
    expect(payload).toMatchObject({
      functionName: 'surroundings',
      functionVersion: '7',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:surroundings',
      memoryLimitInMB: '128',
      awsRequestId: requestId,
      logGroupName: '/aws/lambda/surroundings',
      logStreamName: logStream,
      callbackWaitsForEmptyEventLoop: true,
      clientContext,
      identity: 'undefined',
      types: {
        getRemainingTimeInMillis: 'function',
        done: 'function',
        fail: 'function',
        succeed: 'function',
      },
    })
  })

  it('its folder as the working directory, in UTC', async () => {
    const fn = surroundings('place')
    expect(await runtime.run(fn)).toEqual({ cwd: fn.folder, arguments: [], zone: 0 })
  })

  it.each([
    ['certificates.pem', true],
    ['./a/b.pem', true],
    ['/etc/ssl/cert.pem', false],
    ['../other/cert.pem', false],
    ['.', false],
  ])('the certificates of NODE_EXTRA_CA_CERTS=%s from the start: %s', (file, isGiven) => {
    const fn = { ...surroundings('place'), environment: { NODE_EXTRA_CA_CERTS: file, NODE_OPTIONS: '-r x' } }
    expect(Object.keys(processEnvironment(fn))).toEqual(isGiven ? ['TZ', 'NODE_EXTRA_CA_CERTS'] : ['TZ'])
  })
})

describe('the log', () => {
  let runtime: TestRuntime

  beforeAll(() => {
    runtime = startTestRuntime()
  })
  afterAll(() => runtime.stop())

  const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`

  it('has time, request and level of each line, with what was written when the code was loaded', async () => {
    const { log } = await runtime.invoke(surroundings('logs'), {}, { requestId })
    const expected = [
      `${time}\tundefined\tINFO\tloaded`,
      `${time}\t${requestId}\tINFO\ttext 1 \\{ a: 1 \\}`,
      `${time}\t${requestId}\tDEBUG\tdebug`,
      `${time}\t${requestId}\tWARN\twarn`,
      `${time}\t${requestId}\tERROR\terror`,
      'of two lines',
      'to stdout',
      'to stderr',
      '',
    ]
    expect(log).toMatch(new RegExp(`^${expected.join('\n')}$`))
    expect(runtime.lines).toEqual(log.split('\n').slice(0, -1))
  })

  it('has only the lines of its own call', async () => {
    await runtime.invoke(surroundings('logs'))
    const { log } = await runtime.invoke(surroundings('logs'), {}, { requestId })
    expect(log).not.toContain('loaded')
    expect(log.match(/to stdout/g)).toHaveLength(1)
  })

  it('belongs to the error of a call that failed', async () => {
    await expect(runtime.invoke(surroundings('logAndFail'), {}, { requestId })).rejects.toMatchObject({
      log: expect.stringMatching(/INFO\tbefore\n.*ERROR\tInvoke Error \t\{"errorType":"Error"/) as string,
    })
  })

  it('is reported of what was left running after the answer', async () => {
    await runtime.invoke(surroundings('logLater'), {}, { requestId })
    const line: unknown = expect.stringContaining(`${requestId}\tINFO\tafterwards`)
    await vi.waitFor(() => expect(runtime.lines).toContainEqual(line), { timeout: 30_000 })
  })
})
