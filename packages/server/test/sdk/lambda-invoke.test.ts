import { type Lambda, LogType } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/process.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { link, makeZip, zipOf } from '../support/zip.ts'
import { createLambdaClient, ROLE } from './lambda-client.ts'

const source = `exports.handler = async (event, context) => {
  if (event.fail) throw new TypeError('out of ' + event.fail)
  console.log('greets', event.name)
  const { functionVersion, invokedFunctionArn, clientContext } = context
  return { greeting: process.env.GREETING + event.name, functionVersion, invokedFunctionArn, clientContext }
}`

describe.each(databases)('functions invoked with the AWS SDK on %s', (kind) => {
  let server: TestServer
  let lambda: Lambda
  let release: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    server = await startTestServer(kind, [`--data-dir=${folder.path}`])
    lambda = createLambdaClient(server, { maxAttempts: 1 })
    release = async () => {
      await server.stop()
      await folder.remove()
    }
    await deploy('greeter', zipOf(source), { Environment: { Variables: { GREETING: 'Hello ' } } })
  })
  afterAll(() => release())

  const deploy = (FunctionName: string, ZipFile: Buffer, more = {}) =>
    lambda.createFunction({
      FunctionName,
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 10,
      Code: { ZipFile },
      ...more,
    })

  const invoke = async (FunctionName: string, event?: object, more = {}) => {
    const Payload = event && JSON.stringify(event)
    const answer = await lambda.invoke({ FunctionName, ...(Payload && { Payload }), ...more })
    return { ...answer, result: JSON.parse(answer.Payload?.transformToString() || 'null') }
  }

  it('answer with what they return and the version that ran', async () => {
    const { result, StatusCode, ExecutedVersion, FunctionError, LogResult } = await invoke('greeter', {
      name: 'Ada',
    })
    expect(result).toEqual({
      greeting: 'Hello Ada',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:greeter',
    })
    expect({ StatusCode, ExecutedVersion, FunctionError, LogResult }).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
    })
  })

  it('get an empty object where nothing is sent, and the context of the client', async () => {
    const ClientContext = Buffer.from('{"custom":{"app":"shop"}}').toString('base64')
    const { result } = await invoke('greeter', undefined, { ClientContext })
    expect(result).toMatchObject({ greeting: 'Hello undefined', clientContext: { custom: { app: 'shop' } } })
  })

  it('give the end of their log to who asks', async () => {
    const { LogResult } = await invoke('greeter', { name: 'Ben' }, { LogType: LogType.Tail })
    const log = Buffer.from(LogResult ?? '', 'base64').toString('utf8')
    expect(log).toMatch(/^START RequestId: [\w-]{36} Version: \$LATEST\n/)
    expect(log).toContain('greets Ben')
    expect(log).toMatch(
      /\nEND RequestId: .*\nREPORT RequestId: .*\tBilled Duration: \d+ ms\tMemory Size: 128 MB/,
    )
  })

  it('say how they failed, with status 200', async () => {
    const { result, StatusCode, FunctionError } = await invoke('greeter', { fail: 'paper' })
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' })
    expect(result).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'out of paper',
      trace: expect.arrayContaining([expect.stringContaining('TypeError: out of paper')]),
    })
  })

  it('are ended when they take too long', async () => {
    await deploy('sleeper', zipOf('exports.handler = () => new Promise((done) => setTimeout(done, 60000))'), {
      Timeout: 1,
    })
    const { result, FunctionError } = await invoke('sleeper', {})
    expect(FunctionError).toBe('Unhandled')
    expect(result).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('1.00 seconds'),
    })
  })

  it('run the code, the variables and the version that are asked for', async () => {
    const FunctionName = 'changing'
    const returning = (text: string) => zipOf(`exports.handler = async () => '${text}' + process.env.STEP`)
    await deploy(FunctionName, returning('a'), { Environment: { Variables: { STEP: '1' } }, Publish: true })
    expect((await invoke(FunctionName)).result).toBe('a1')
    await lambda.updateFunctionCode({ FunctionName, ZipFile: returning('b') })
    expect((await invoke(FunctionName)).result).toBe('b1')
    await lambda.updateFunctionConfiguration({ FunctionName, Environment: { Variables: { STEP: '2' } } })
    expect((await invoke(FunctionName)).result).toBe('b2')
    expect((await invoke(FunctionName, {}, { Qualifier: '1' })).result).toBe('a1')
    await lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' })
    const { result, ExecutedVersion } = await invoke(`${FunctionName}:live`)
    expect({ result, ExecutedVersion }).toEqual({ result: 'a1', ExecutedVersion: '1' })
    await lambda.updateAlias({
      FunctionName,
      Name: 'live',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { 1: 1 } },
    })
    expect((await invoke(`${FunctionName}:live`)).result).toBe('a1')
  })

  it('find their files, links within the package too', async () => {
    const files = [
      { path: 'src/app.js', content: "exports.main = async () => require('../lib').name" },
      { path: 'lib/', mode: 0o040755 },
      { path: 'lib/index.js', content: "exports.name = require('./real.js').name" },
      { path: 'packages/real.js', content: "exports.name = 'linked'" },
      link('lib/real.js', '../packages/real.js'),
    ]
    await deploy('linked', makeZip(files), { Handler: 'src/app.main' })
    expect((await invoke('linked')).result).toBe('linked')
  })

  it('are checked without being run', async () => {
    expect(await invoke('greeter', { fail: 'x' }, { InvocationType: 'DryRun' })).toMatchObject({
      StatusCode: 204,
    })
    await expect(invoke('nobody', {}, { InvocationType: 'DryRun' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('take events that nobody waits for', async () => {
    const accepted = await invoke('greeter', { name: 'Cleo' }, { InvocationType: 'Event' })
    expect(accepted).toMatchObject({ StatusCode: 202, result: null })
    expect(accepted.FunctionError).toBeUndefined()
    await server.services.functionEvents.settled()
    const tooLong = { name: 'x'.repeat(1_048_576) }
    await expect(invoke('greeter', tooLong, { InvocationType: 'Event' })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      $metadata: { httpStatusCode: 413 },
    })
  })

  describe('are refused', () => {
    it('where nothing is deployed', async () => {
      await expect(invoke('nobody')).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody',
        Type: 'User',
        $metadata: { httpStatusCode: 404 },
      })
      await expect(invoke('greeter', {}, { Qualifier: 'nothing' })).rejects.toMatchObject({
        message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:greeter:nothing',
      })
    })

    it('for an event that is no JSON, or longer than 6 MiB', async () => {
      await expect(lambda.invoke({ FunctionName: 'greeter', Payload: '{"secret' })).rejects.toMatchObject({
        name: 'InvalidRequestContentException',
        message: expect.not.stringContaining('secret'),
      })
      const Payload = JSON.stringify('x'.repeat(6_291_456))
      await expect(lambda.invoke({ FunctionName: 'greeter', Payload })).rejects.toMatchObject({
        name: 'RequestTooLargeException',
        message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
        $metadata: { httpStatusCode: 413 },
      })
    })

    it('for another runtime than that of Node.js', async () => {
      await deploy('snake', zipOf('def handler(event, context): pass', 'index.py'), { Runtime: 'python3.13' })
      await expect(invoke('snake')).rejects.toMatchObject({
        name: 'InvalidRuntimeException',
        message: 'The runtime python3.13 can not be run here: only functions for Node.js (nodejs…) are.',
      })
    })

    it('while their concurrency is reserved as 0', async () => {
      await deploy('stopped', zipOf('exports.handler = async () => 1'))
      await lambda.putFunctionConcurrency({ FunctionName: 'stopped', ReservedConcurrentExecutions: 0 })
      await expect(invoke('stopped')).rejects.toMatchObject({
        name: 'TooManyRequestsException',
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        $metadata: { httpStatusCode: 429 },
      })
      await lambda.deleteFunctionConcurrency({ FunctionName: 'stopped' })
      expect((await invoke('stopped')).result).toBe(1)
    })
  })
})
