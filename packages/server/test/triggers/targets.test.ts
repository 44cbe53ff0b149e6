import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifySigV4 } from '../../src/http/sigv4.ts'
import { callLambda, deploy } from '../support/deploy.ts'
import { createPool, PASSWORD } from '../support/pool.ts'
import { temporaryFolder } from '../support/process.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const secret = Buffer.alloc(32, 3)
const ELSEWHERE = 'arn:aws:lambda:eu-west-1:123456789012:function:elsewhere:live'
const confirming = 'exports.handler = async (event) => (event.response.autoConfirmUser = true, event)'

interface Received {
  url: string
  headers: IncomingMessage['headers']
  body: string
}

/** A server that notes what it gets and answers as it is told. */
async function startPeer() {
  const received: Received[] = []
  const peer = { answer: ((_request, response) => response.end()) as RequestListener }
  const server: Server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    received.push({ url: request.url ?? '', headers: request.headers, body })
    peer.answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { peer, received, url, stop }
}

const lastEvent = (received: Received[]) => JSON.parse(received.at(-1)?.body ?? 'null')

describe.each(databases)('the function of a trigger on %s', (kind) => {
  let server: TestServer
  let other: Awaited<ReturnType<typeof startPeer>>
  let release: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    other = await startPeer()
    server = await startTestServer(kind, [
      `--data-dir=${folder.path}`,
      `--lambda-endpoint=${other.url}`,
      '--lambda-access-key-id=caller',
      '--lambda-secret-access-key=its-secret',
      `--trigger=PostConfirmation=${other.url}/hook?a=b`,
      `--trigger-secret=whsec_${secret.toString('base64')}`,
      '--trigger-timeout-seconds=1',
    ])
    release = async () => {
      await server.stop()
      other.stop()
      await folder.remove()
    }
  })
  afterAll(() => release())
  beforeEach(() => {
    other.received.splice(0)
    other.peer.answer = (_request, response) => response.end(JSON.stringify(lastEvent(other.received)))
  })

  const signUp = async (PreSignUp: string, username = 'ada') => {
    const pool = await createPool(server, { LambdaConfig: { PreSignUp } })
    const signedUp = server.call('SignUp', {
      ClientId: pool.clientId,
      Username: username,
      Password: PASSWORD,
    })
    return signedUp.then((answer) => ({ pool, confirmed: answer.UserConfirmed as boolean }))
  }
  const answerWith = (status: number, headers: Record<string, string>, body: string) => {
    other.peer.answer = (_request, response) => response.writeHead(status, headers).end(body)
  }

  describe('that is deployed here', () => {
    it('runs by its ARN, and by that of an alias', async () => {
      const arn = await deploy(server, 'confirming', confirming)
      expect(await signUp(arn)).toMatchObject({ confirmed: true })
      await callLambda(server, 'POST', '/2015-03-31/functions/confirming/versions', {})
      const alias = { Name: 'live', FunctionVersion: '1' }
      await callLambda(server, 'POST', '/2015-03-31/functions/confirming/aliases', alias)
      expect(await signUp(`${arn}:live`)).toMatchObject({ confirmed: true })
      expect(other.received.filter(({ url }) => url.startsWith('/2015-03-31'))).toEqual([])
    })

    it('is refused to a user pool that its policy does not name', async () => {
      const arn = await deploy(server, 'guarded', confirming)
      const permission = {
        StatementId: 'cognito',
        Action: 'lambda:InvokeFunction',
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Other0001',
      }
      await callLambda(server, 'POST', '/2015-03-31/functions/guarded/policy', permission)
      await expect(signUp(arn)).rejects.toMatchObject({
        name: 'UnexpectedLambdaException',
        message: 'PreSignUp invocation failed due to error AccessDeniedException.',
      })
      const SourceArn = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/*'
      const wider = { ...permission, StatementId: 'all', SourceArn, SourceAccount: '000000000000' }
      await callLambda(server, 'POST', '/2015-03-31/functions/guarded/policy', wider)
      expect(await signUp(arn)).toMatchObject({ confirmed: true })
    })

    it('is not run where its concurrency is reserved away', async () => {
      const arn = await deploy(server, 'stopped', confirming)
      await callLambda(server, 'PUT', '/2017-10-31/functions/stopped/concurrency', {
        ReservedConcurrentExecutions: 0,
      })
      await expect(signUp(arn)).rejects.toThrow('due to error TooManyRequestsException.')
    })
  })

  describe('that is deployed elsewhere', () => {
    it('is invoked by the API of Lambda, with a signature', async () => {
      other.peer.answer = (_request, response) => {
        const event = lastEvent(other.received)
        response.end(JSON.stringify({ ...event, response: { autoConfirmUser: true } }))
      }
      expect(await signUp(ELSEWHERE)).toMatchObject({ confirmed: true })
      const [{ url, headers, body }] = other.received as [Received]
      expect(url).toBe(`/2015-03-31/functions/${encodeURIComponent(ELSEWHERE)}/invocations`)
      expect(headers['x-amz-invocation-type']).toBe('RequestResponse')
      expect(JSON.parse(body)).toMatchObject({ triggerSource: 'PreSignUp_SignUp', userName: 'ada' })
      const request = {
        method: 'POST',
        url,
        headers: new Headers(headers as Record<string, string>),
        body: Buffer.from(body),
      }
      const credentials = [{ accessKeyId: 'caller', secretAccessKey: 'its-secret' }]
      const now = server.services.clock.now()
      expect(verifySigV4(request, { credentials, now, service: 'lambda' })).toMatchObject({
        ok: true,
        region: 'eu-west-1',
      })
    })

    it.each([
      [
        'its own error',
        200,
        { 'x-amz-function-error': 'Unhandled' },
        '{"errorMessage":"not you","errorType":"E"}',
        'PreSignUp failed with error not you.',
      ],
      [
        'a refusal',
        403,
        { 'x-amzn-errortype': 'AccessDeniedException' },
        '{}',
        'PreSignUp invocation failed due to error AccessDeniedException.',
      ],
      [
        'no such function',
        404,
        { 'x-amzn-errortype': 'ResourceNotFoundException:http://internal' },
        '{}',
        'PreSignUp invocation failed due to error ResourceNotFoundException.',
      ],
      [
        'a code in the body',
        400,
        {},
        '{"__type":"com.amazonaws#KMSAccessDeniedException"}',
        'PreSignUp invocation failed due to error KMSAccessDeniedException.',
      ],
      [
        'a redirect',
        302,
        { location: '/elsewhere' },
        '',
        'PreSignUp invocation failed due to error ServiceException.',
      ],
      [
        'a failure without a code',
        503,
        {},
        'no',
        'PreSignUp invocation failed due to error ServiceException.',
      ],
      ['what is no JSON', 200, {}, 'no', 'Unrecognizable lambda output'],
      ['too much', 200, {}, `"${'a'.repeat(6_300_000)}"`, 'Unrecognizable lambda output'],
    ])('answers %s', async (_what, status, headers, body, message) => {
      answerWith(status, { ...headers } as Record<string, string>, body)
      await expect(signUp(ELSEWHERE)).rejects.toMatchObject({ message })
      expect(other.received).toHaveLength(1)
    })

    it('is called three times where it stays silent', async () => {
      other.peer.answer = () => undefined
      await expect(signUp(ELSEWHERE)).rejects.toThrow('Socket timeout while invoking Lambda function.')
      expect(other.received).toHaveLength(3)
    })
  })

  describe('that is an address', () => {
    const confirm = async () => {
      const { pool } = await signUp(await preSignUp)
      return server.call('AdminConfirmSignUp', { UserPoolId: pool.userPoolId, Username: 'ada' })
    }
    let preSignUp: Promise<string>
    beforeAll(() => {
      preSignUp = deploy(server, 'unchanged', 'exports.handler = async (event) => event')
    })

    it('gets the event with a signature of Standard Webhooks', async () => {
      await confirm()
      const [{ url, headers, body }] = other.received as [Received]
      expect(url).toBe('/hook?a=b')
      expect(JSON.parse(body)).toMatchObject({ triggerSource: 'PostConfirmation_ConfirmSignUp' })
      const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers
      expect(id).toMatch(/^msg_[\w-]{36}$/)
      expect(Math.abs(Number(timestamp) * 1000 - server.services.clock.now())).toBeLessThan(60_000)
      const content = `${id}.${timestamp}.${body}`
      expect(signature).toBe(`v1,${createHmac('sha256', secret).update(content).digest('base64')}`)
    })

    it.each([
      ['a refusal', 403, '{"errorMessage":"not you"}', 'PostConfirmation failed with error not you.'],
      [
        'a failure',
        500,
        '{"errorMessage":"not you"}',
        'PostConfirmation invocation failed due to error the address answered with status 500.',
      ],
      ['what is no JSON', 200, 'no', 'Unrecognizable lambda output'],
    ])('answers %s', async (_what, status, body, message) => {
      answerWith(status, {}, body)
      await expect(confirm()).rejects.toMatchObject({ message })
    })
  })
})

describe('a function that nothing here can run', () => {
  it('is not found', async () => {
    const server = await startTestServer('sqlite')
    const pool = await createPool(server, { LambdaConfig: { PreSignUp: ELSEWHERE } })
    const signUp = { ClientId: pool.clientId, Username: 'ada', Password: PASSWORD }
    await expect(server.call('SignUp', signUp)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error ResourceNotFoundException.',
    })
    await server.stop()
  })
})
