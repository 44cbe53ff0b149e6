import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CreateFunctionCommandInput, Lambda } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/process.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { link, makeZip, type ZipEntry, zipOf } from '../support/zip.ts'
import { createLambdaClient, ROLE } from './lambda-client.ts'
import { unsigned } from './sdk-client.ts'

const MEBIBYTE = 1024 * 1024
const zip = zipOf('exports.handler = async () => 1')
const operator = { accessKeyId: 'AKIDOPERATOR', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY=operator' }

const asked = (more: Record<string, unknown> = {}) =>
  ({
    FunctionName: 'refused',
    Role: ROLE,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: zip },
    ...more,
  }) as CreateFunctionCommandInput

const refusals: [why: string, input: Record<string, unknown>, name: string, message: string | RegExp][] = [
  ['no code', { Code: {} }, 'InvalidParameterValueException', 'Please provide a source for function code.'],
  [
    'no runtime',
    { Runtime: undefined },
    'InvalidParameterValueException',
    'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
  ],
  [
    'a runtime that nobody knows',
    { Runtime: 'cobol85' },
    'InvalidParameterValueException',
    /^Value cobol85 at 'runtime'/,
  ],
  [
    'a role that is no ARN',
    { Role: 'admin' },
    'ValidationException',
    /^1 validation error detected: Value 'admin' at 'role'/,
  ],
  ['a handler with a space', { Handler: 'index handler' }, 'ValidationException', /'handler' failed/],
  ['a handler of 129 characters', { Handler: 'h'.repeat(129) }, 'ValidationException', /'handler' failed/],
  [
    'a description of 257 characters',
    { Description: 'd'.repeat(257) },
    'ValidationException',
    /'description' failed/,
  ],
  ['a time-out of 901 s', { Timeout: 901 }, 'ValidationException', /less than or equal to 900$/],
  ['a time-out of 0 s', { Timeout: 0 }, 'ValidationException', /greater than or equal to 1$/],
  ['memory of 127 MB', { MemorySize: 127 }, 'ValidationException', /greater than or equal to 128$/],
  [
    'two architectures',
    { Architectures: ['x86_64', 'arm64'] },
    'ValidationException',
    /'architectures' failed/,
  ],
  ['an architecture that is none', { Architectures: ['z80'] }, 'ValidationException', /enum value set/],
  [
    'a reserved variable',
    { Environment: { Variables: { AWS_REGION: 'x' } } },
    'InvalidParameterValueException',
    /Reserved keys used in this request: AWS_REGION$/,
  ],
  [
    'a variable that begins with a digit',
    { Environment: { Variables: { '1A': 'x' } } },
    'ValidationException',
    /'1A'/,
  ],
  [
    'variables of more than 4 KB',
    { Environment: { Variables: { LONG: 'x'.repeat(4090) } } },
    'InvalidParameterValueException',
    /exceeded the 4KB limit/,
  ],
  [
    'a container image',
    { PackageType: 'Image', Code: { ImageUri: 'x' } },
    'InvalidParameterValueException',
    /container images/,
  ],
  [
    'code in S3',
    { Code: { S3Bucket: 'b', S3Key: 'k' } },
    'InvalidParameterValueException',
    /code in S3 is not available/,
  ],
  [
    'layers',
    { Layers: ['arn:aws:lambda:us-east-1:000000000000:layer:l:1'] },
    'InvalidParameterValueException',
    /layers/,
  ],
  [
    '51 tags',
    { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`t${n}`, ''])) },
    'InvalidParameterValueException',
    /at most 50 tags/,
  ],
  ['a name with a stop', { FunctionName: 'a.b' }, 'ValidationException', /'functionName' failed/],
  [
    'a name of 65 characters',
    { FunctionName: 'n'.repeat(65) },
    'ValidationException',
    /'functionName' failed/,
  ],
]

const UNREADABLE = 'Could not unzip uploaded file. Please check your file, then try to upload again.'
const file = (path: string, content = 'x'): ZipEntry => ({ path, content })
const many = Array.from({ length: 50_001 }, (_, index) => file(`f${index}`, ''))

const badZips: [why: string, zip: () => Buffer, message: string | RegExp][] = [
  ['is no zip', () => Buffer.from('no zip at all'), UNREADABLE],
  ['is cut short', () => zip.subarray(0, zip.byteLength - 30), UNREADABLE],
  ['has a path upwards', () => makeZip([file('../../evil.js')]), UNREADABLE],
  ['has a path upwards in its midst', () => makeZip([file('a/../../evil.js')]), UNREADABLE],
  ['has a path from the root', () => makeZip([file('/etc/evil')]), UNREADABLE],
  ['has a path of Windows', () => makeZip([file('C:\\evil.js')]), UNREADABLE],
  ['has NUL in a path', () => makeZip([file('a\0.js')]), /leads out of the package/],
  ['has a name that is too long', () => makeZip([file('n'.repeat(256))]), /name that is too long/],
  ['links to a file outside', () => makeZip([link('passwd', '/etc/passwd')]), /leads out of the package/],
  ['links upwards', () => makeZip([link('a/up', '../../secret')]), /leads out of the package/],
  [
    'links upwards by a detour',
    () => makeZip([link('here', '.'), link('up', 'here/x/../../..')]),
    /leads out/,
  ],
  [
    'writes through a link',
    () => makeZip([link('a', 'b'), file('a/evil')]),
    /below something that is no folder/,
  ],
  ['puts a link where a folder is', () => makeZip([file('a/b'), link('a', 'c')]), /is there twice/],
  ['has one path twice', () => makeZip([file('a'), file('./a')]), /is there twice/],
  ['has a device', () => makeZip([{ path: 'null', mode: 0o020666 }]), /neither a file nor a folder/],
  [
    'says less of a size than there is',
    () => makeZip([{ ...file('a', 'x'.repeat(100)), claimedSize: 10 }]),
    UNREADABLE,
  ],
  ['has more than 50,000 entries', () => makeZip(many), /at most 50000 entries/],
  [
    'unpacks to more than 250 MiB',
    () => makeZip([{ path: 'bomb', content: Buffer.alloc(250 * MEBIBYTE + 1) }]),
    'Unzipped size must be smaller than 262144000 bytes',
  ],
  [
    'unpacks to more than 250 MiB in several files',
    () => {
      const content = Buffer.alloc(84 * MEBIBYTE)
      return makeZip(['a', 'b', 'c'].map((path) => ({ path, content })))
    },
    'Unzipped size must be smaller than 262144000 bytes',
  ],
]

describe('the Lambda API', () => {
  let server: TestServer
  let lambda: Lambda
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startTestServer('sqlite', [`--data-dir=${folder.path}`])
    lambda = createLambdaClient(server, { maxAttempts: 1 })
  })
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  it.each(refusals)('refuses %s', async (_, input, name, message) => {
    await expect(lambda.createFunction(asked(input))).rejects.toMatchObject({
      name,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    })
  })

  it.each(badZips)('refuses a zip that %s', async (_, zip, message) => {
    await expect(lambda.createFunction(asked({ Code: { ZipFile: zip() } }))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
    expect(existsSync(join(folder.path, 'evil.js'))).toBe(false)
    expect(await lambda.listFunctions({})).toMatchObject({ Functions: [] })
  })

  it('keeps nothing of what it refused', async () => {
    expect(await server.services.db.selectFrom('function_codes').select('sha256').execute()).toEqual([])
    expect(
      existsSync(join(folder.path, 'functions')) ? readdirSync(join(folder.path, 'functions')) : [],
    ).toEqual([])
  })

  it('takes a zip that unpacks to 250 MiB', async () => {
    const ZipFile = makeZip([{ path: 'large', content: Buffer.alloc(250 * MEBIBYTE) }])
    await lambda.createFunction(asked({ FunctionName: 'large', Code: { ZipFile } }))
    await lambda.deleteFunction({ FunctionName: 'large' })
  })

  it('refuses a zip that is too long to be sent along', async () => {
    const tooLong = lambda.createFunction(asked({ Code: { ZipFile: Buffer.alloc(52_700_000) } }))
    await expect(tooLong).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      message: 'Request must be smaller than 70167211 bytes for the CreateFunction operation',
      $metadata: { httpStatusCode: 413 },
    })
    const slightly = lambda.createFunction(asked({ Code: { ZipFile: Buffer.alloc(52_428_801) } }))
    await expect(slightly).rejects.toMatchObject({
      message: 'Zipped size must be smaller than 52428800 bytes',
    })
  })

  it('refuses a second function of one name', async () => {
    await lambda.createFunction(asked({ FunctionName: 'taken' }))
    await expect(lambda.createFunction(asked({ FunctionName: 'taken' }))).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'Function already exist: taken',
      Type: 'User',
      $metadata: { httpStatusCode: 409 },
    })
  })

  it('names an operation that is not there', async () => {
    await expect(
      lambda.createEventSourceMapping({ FunctionName: 'taken', EventSourceArn: 'arn:aws:sqs:us-east-1:0:q' }),
    ).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: 'CreateEventSourceMapping is not available on this server.',
      $metadata: { httpStatusCode: 400 },
    })
    const response = await fetch(`${server.url}/2099-01-01/nothing`)
    expect(response.status).toBe(404)
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException')
    expect(await response.json()).toMatchObject({ Type: 'User', Message: 'Lambda has no such operation.' })
  })

  it('refuses a body that is no JSON, or of other types', async () => {
    for (const body of ['{', '[]', '{"FunctionName": 7}', '{"Timeout": "3"}']) {
      const response = await fetch(`${server.url}/2015-03-31/functions`, { method: 'POST', body })
      expect(response.headers.get('x-amzn-errortype')).toBe('SerializationException')
    }
  })

  it('refuses text that no database stores', async () => {
    const paths = [
      'functions/a%00b',
      'functions/taken/aliases/a%00b',
      'functions/taken?Qualifier=a%00b',
      `functions?Marker=${Buffer.from('a\0b').toString('base64url')}`,
      'functions/%ff',
    ]
    for (const path of paths) {
      const { status } = await fetch(`${server.url}/2015-03-31/${path}`)
      expect({ path, refused: status >= 400 && status < 500 }).toEqual({ path, refused: true })
    }
  })

  it('refuses pages of other sites while it has no operator', async () => {
    const headers = { origin: 'https://evil.example' }
    const response = await fetch(`${server.url}/2015-03-31/functions`, { headers })
    expect(response.status).toBe(403)
    expect(response.headers.get('x-amzn-errortype')).toBe('AccessDeniedException')
  })
})

describe('the Lambda API with operator credentials', () => {
  let server: TestServer
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startTestServer('sqlite', [
      `--data-dir=${folder.path}`,
      `--access-key-id=${operator.accessKeyId}`,
      `--secret-access-key=${operator.secretAccessKey}`,
    ])
  })
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  it('lets the operator in, with ARNs in the path and large bodies', async () => {
    const lambda = createLambdaClient(server, { credentials: operator })
    const ZipFile = makeZip([{ path: 'index.js', content: 'exports.handler = async () => 1' }])
    const { FunctionArn } = await lambda.createFunction(asked({ Code: { ZipFile }, Tags: { 'a b': 'ä/ö' } }))
    const { Configuration } = await lambda.getFunction({ FunctionName: FunctionArn, Qualifier: '$LATEST' })
    expect(Configuration?.FunctionArn).toBe(`${FunctionArn}:$LATEST`)
    await lambda.untagResource({ Resource: FunctionArn, TagKeys: ['a b', 'c+d'] })
    expect((await lambda.listTags({ Resource: FunctionArn })).Tags).toEqual({})
  })

  const strangers: [who: string, options: Parameters<typeof createLambdaClient>[1], error: object][] = [
    [
      'without a signature',
      { signer: unsigned },
      { name: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    ],
    [
      'with a wrong secret',
      { credentials: { ...operator, secretAccessKey: 'wrong' } },
      { name: 'InvalidSignatureException' },
    ],
    [
      'with an unknown key',
      { credentials: { ...operator, accessKeyId: 'AKIDSTRANGER' } },
      { name: 'UnrecognizedClientException' },
    ],
  ]

  it.each(strangers)('refuses those %s', async (_, options, error) => {
    const lambda = createLambdaClient(server, { ...options, maxAttempts: 1 })
    await expect(lambda.listFunctions({})).rejects.toMatchObject({
      ...error,
      $metadata: { httpStatusCode: 403 },
    })
    await expect(lambda.createFunction(asked())).rejects.toMatchObject(error)
    await expect(lambda.invoke({ FunctionName: 'refused' })).rejects.toMatchObject(error)
  })

  it('writes nothing of code, variables and events to its log', async () => {
    const lines: string[] = []
    const log = server.services.log
    const write = log.info.bind(log)
    log.info = ((...entry: unknown[]) => lines.push(JSON.stringify(entry))) as typeof log.info
    const lambda = createLambdaClient(server, { credentials: operator })
    const Environment = { Variables: { TOKEN: 'variable-value' } }
    await lambda.createFunction(asked({ FunctionName: 'logged', Environment }))
    await lambda.invoke({ FunctionName: 'logged', Payload: '{"secret":"event-value"}' })
    log.info = write
    expect(lines.join('\n')).toMatch(/lambda:CreateFunction \d/)
    expect(lines.join('\n')).toMatch(/lambda:Invoke \d/)
    expect(lines.join('\n')).not.toMatch(/variable-value|event-value|ZipFile|UEsD/)
  })

  it('counts requests by the names of operations alone', async () => {
    await fetch(`${server.url}/2015-03-31/made-up-${Math.random()}`)
    const text = await (await fetch(`${server.url}/_poolhouse/metrics`)).text()
    expect(text).toContain('operation="lambda:CreateFunction",outcome="success"')
    expect(text).toContain('operation="lambda:unknown"')
    expect(text).not.toContain('made-up')
  })
})
