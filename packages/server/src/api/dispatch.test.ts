import { connect } from 'node:net'
import { operations as model, type OperationName } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, type Pool } from '../../test/support/pool.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'
import { operations } from './operations.ts'

const PREFIX = 'AWSCognitoIdentityProviderService.'

describe('the API door', () => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    pool = await createPool(server)
  })
  afterAll(() => server.stop())

  const post = (target: string | undefined, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(server.url, {
      method: 'POST',
      headers: {
        ...(target && { 'x-amz-target': target }),
        'content-type': 'application/x-amz-json-1.1',
        ...headers,
      },
      body,
    })
  const errorOf = async (response: Response) => ({
    status: response.status,
    ...((await response.json()) as { __type: string; message?: string }),
  })

  describe('answers in AWS JSON 1.1', () => {
    it('with the media type, a request id and readable headers for browsers', async () => {
      const response = await post(
        `${PREFIX}DescribeUserPool`,
        JSON.stringify({ UserPoolId: pool.userPoolId }),
      )
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1')
      expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType')
    })

    it('for the region that a credential names, also where nothing else of a signature is there', async () => {
      const credential = 'Credential=test/20260101/eu-west-1/cognito-idp/aws4_request'
      for (const rest of ['', ', SignedHeaders=host, Signature=...,']) {
        const headers = { authorization: `AWS4-HMAC-SHA256 ${credential}${rest}` }
        const response = await post(`${PREFIX}CreateUserPool`, JSON.stringify({ PoolName: 'p' }), headers)
        const { UserPool } = (await response.json()) as { UserPool: { Id: string } }
        expect(UserPool.Id).toMatch(/^eu-west-1_/)
      }
    })

    it('with a body of no bytes where the model has no output', async () => {
      await server.call('CreateGroup', { UserPoolId: pool.userPoolId, GroupName: 'empty' })
      const response = await post(
        `${PREFIX}DeleteGroup`,
        JSON.stringify({ UserPoolId: pool.userPoolId, GroupName: 'empty' }),
      )
      expect(response.status).toBe(200)
      expect(await response.text()).toBe('')
    })

    it('with times as seconds with a fraction', async () => {
      const { UserPool } = await server.call('DescribeUserPool', { UserPoolId: pool.userPoolId })
      expect(UserPool.CreationDate).toBeCloseTo(Date.now() / 1000, -2)
    })

    it('with the error in the body and in headers', async () => {
      const response = await post(`${PREFIX}DescribeUserPool`, '{"UserPoolId":"us-east-1_nothere12"}')
      expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:')
      expect(response.headers.get('x-amzn-errormessage')).toBe(
        'User pool us-east-1_nothere12 does not exist.',
      )
      expect(await errorOf(response)).toEqual({
        status: 400,
        __type: 'ResourceNotFoundException',
        message: 'User pool us-east-1_nothere12 does not exist.',
      })
    })

    it('with a header that stays one line whatever the input quotes', async () => {
      const response = await post(
        `${PREFIX}DescribeUserPool`,
        JSON.stringify({ UserPoolId: 'a\r\nset-cookie: é' }),
      )
      expect(response.headers.get('set-cookie')).toBeNull()
      expect((await errorOf(response)).message).toContain('a\r\nset-cookie: é')
    })
  })

  describe('refuses', () => {
    it.each([
      ['no operation', undefined],
      ['an unknown operation', `${PREFIX}Nonsense`],
      ['an operation of another service', 'AWSCognitoIdentityService.GetId'],
      ['a name that every object has', `${PREFIX}constructor`],
    ])('%s with UnknownOperationException', async (_what, target) => {
      expect(await errorOf(await post(target, '{}'))).toEqual({
        status: 400,
        __type: 'UnknownOperationException',
      })
    })

    it.each([
      ['malformed JSON', '{"UserPoolId":'],
      ['text that is not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
      ['a list', '[]'],
      ['a number for a string', '{"UserPoolId":1}'],
      ['a list for a string', '{"UserPoolId":["a"]}'],
    ])('%s with SerializationException', async (_what, body) => {
      expect(await errorOf(await post(`${PREFIX}DescribeUserPool`, body))).toMatchObject({
        status: 400,
        __type: 'SerializationException',
      })
    })

    it('a body over 1 MiB, and takes one just below', async () => {
      const large = (bytes: number) => `{"UserPoolId":"${'a'.repeat(bytes - 17)}"}`
      const over = await post(`${PREFIX}DescribeUserPool`, large(1024 * 1024 + 1))
      expect(await errorOf(over)).toMatchObject({ status: 413, __type: 'RequestEntityTooLargeException' })
      const below = await post(`${PREFIX}DescribeUserPool`, large(1024 * 1024))
      expect(await errorOf(below)).toMatchObject({ status: 400, __type: 'InvalidParameterException' })
    })

    it('a body over 1 MiB that comes in chunks without a length', async () => {
      const answer = await sendChunked(server.url, 1024 * 1024 + 1)
      expect(answer).toContain('413')
    })

    it('JSON nested ten thousand deep', async () => {
      const body = `{"UserPoolId":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
      expect(await errorOf(await post(`${PREFIX}DescribeUserPool`, body))).toMatchObject({ status: 400 })
    })

    it('a page of another origin at operations that need credentials, and lets those of this machine', async () => {
      const body = JSON.stringify({ UserPoolId: pool.userPoolId })
      const evil = await post(`${PREFIX}DescribeUserPool`, body, { origin: 'https://evil.example.com' })
      expect(await errorOf(evil)).toMatchObject({ status: 400, __type: 'AccessDeniedException' })
      const own = await post(`${PREFIX}DescribeUserPool`, body, { origin: 'http://localhost:3000' })
      expect(own.status).toBe(200)
    })
  })

  it.each([
    ['with a length', 'content-length: 100', '{"UserPoolId":'],
    ['in chunks', 'transfer-encoding: chunked', '5\r\n{"a":\r\n'],
  ])('takes a client that hangs up in a body %s for no failure of its own', async (_how, header, part) => {
    const levels: string[] = []
    const log = server.services.log
    const [error, debug] = [log.error, log.debug]
    const noted = Promise.withResolvers<void>()
    const note = (level: string) => (_fields: unknown, text: unknown) => {
      levels.push(`${level}: ${text}`)
      noted.resolve()
    }
    Object.assign(log, { error: note('error'), debug: note('debug') })
    await hangUp(server.url, `${header}\r\n\r\n${part}`)
    await noted.promise
    Object.assign(log, { error, debug })
    expect(levels).toEqual(['debug: The connection ended before the body did'])
  })

  it('takes null for absent, in maps too, as browser clients send it', async () => {
    const answer = post(
      `${PREFIX}InitiateAuth`,
      JSON.stringify({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: pool.clientId,
        AuthParameters: { USERNAME: 'nobody', PASSWORD: 'x', SECRET_HASH: null },
        ClientMetadata: null,
      }),
    )
    expect(await errorOf(await answer)).toMatchObject({ __type: 'UserNotFoundException' })
  })

  it('answers a preflight with the headers it asks for', async () => {
    const response = await fetch(server.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent',
      },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'content-type,x-amz-target,x-amz-user-agent',
    )
    expect(response.headers.get('access-control-allow-methods')).toContain('POST')
  })

  it('knows every operation of the model', () => {
    expect(Object.keys(operations).sort()).toEqual(Object.keys(model).sort())
    expect(Object.keys(model)).toHaveLength(140)
  })
})

describe('the API door with operator credentials', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer('sqlite', ['--access-key-id=AKIDEXAMPLE', '--secret-access-key=secret'])
  })
  afterAll(() => server.stop())

  const signed = (Object.keys(model) as OperationName[]).filter((name) => model[name].caller === 'sigv4')
  const others = (Object.keys(model) as OperationName[]).filter((name) => model[name].caller !== 'sigv4')
  const send = async (operation: string) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': `${PREFIX}${operation}` },
      body: '{}',
    })
    const text = await response.text()
    return (text ? JSON.parse(text) : {}) as { __type?: string; message?: string }
  }

  it.each(signed)('refuses %s without a signature', async (operation) => {
    expect(await send(operation)).toMatchObject({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    })
  })

  it.each(others)('asks no signature for %s', async (operation) => {
    expect((await send(operation)).__type).not.toBe('MissingAuthenticationTokenException')
  })

  it('keeps the outbox to the operator', async () => {
    const response = await fetch(`${server.url}/_poolhouse/messages`)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
  })
})

/** Sends a body without Content-Length and returns the first line of the answer. */
function sendChunked(url: string, bytes: number): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST / HTTP/1.1\r\nhost: ${hostname}\r\ntransfer-encoding: chunked\r\n\r\n`)
      const chunk = 'a'.repeat(65_536)
      for (let sent = 0; sent < bytes; sent += chunk.length) socket.write(`10000\r\n${chunk}\r\n`)
      socket.write('0\r\n\r\n')
    })
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

/** Sends the head of a request and what is given of the rest, and then nothing more. */
function hangUp(url: string, rest: string): Promise<void> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const target = `x-amz-target: ${PREFIX}DescribeUserPool`
      socket.write(`POST / HTTP/1.1\r\nhost: ${hostname}\r\n${target}\r\n${rest}`, () => socket.destroy())
    })
    socket.once('close', () => resolve()).once('error', reject)
  })
}
