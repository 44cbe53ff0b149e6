import type { Lambda } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createLambdaClient, ROLE } from '../sdk/lambda-client.ts'
import { createDatabase } from '../support/postgres.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { zipOf } from '../support/zip.ts'

const TRIES = 10

describe('functions of two server processes on one PostgreSQL', () => {
  let one: Lambda
  let other: Lambda
  let release: () => Promise<void>

  beforeAll(async () => {
    const folders = await Promise.all([temporaryFolder(), temporaryFolder()])
    const database = await createDatabase(inject('postgresUrl'))
    const encryptionKey = Buffer.alloc(32, 7).toString('base64')
    const start = (folder: { path: string }): Promise<ServerProcess> =>
      startProcess([
        `--data-dir=${folder.path}`,
        `--database-url=${database.url}`,
        `--encryption-key=${encryptionKey}`,
        '--no-demo',
        '--log-level=error',
      ])
    const servers = await Promise.all(folders.map(start))
    ;[one, other] = servers.map((server) => createLambdaClient(server, { maxAttempts: 1 })) as [
      Lambda,
      Lambda,
    ]
    release = async () => {
      await Promise.all(servers.map((server) => server.stop()))
      await database.drop()
      await Promise.all(folders.map((folder) => folder.remove()))
    }
  })
  afterAll(() => release())

  const code = (text: string) => zipOf(`exports.handler = async () => '${text} ' + process.env.STEP`)
  const deploy = (lambda: Lambda, FunctionName: string, ZipFile: Buffer) =>
    lambda.createFunction({
      FunctionName,
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 10,
      Code: { ZipFile },
      Environment: { Variables: { STEP: 'first' } },
    })
  const invoke = async (lambda: Lambda, FunctionName: string) =>
    JSON.parse((await lambda.invoke({ FunctionName })).Payload?.transformToString() ?? 'null')

  it('run on one side what was deployed on the other, and what was changed there', async () => {
    await deploy(one, 'shared', code('a'))
    expect(await invoke(other, 'shared')).toBe('a first')
    await one.updateFunctionCode({ FunctionName: 'shared', ZipFile: code('b') })
    expect(await invoke(other, 'shared')).toBe('b first')
    await other.updateFunctionConfiguration({
      FunctionName: 'shared',
      Environment: { Variables: { STEP: 'second' } },
    })
    expect(await invoke(one, 'shared')).toBe('b second')
    await other.deleteFunction({ FunctionName: 'shared' })
    await expect(invoke(one, 'shared')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('let one of many who create a function win', async () => {
    const tries = Array.from({ length: TRIES }, (_, index) =>
      deploy(index % 2 === 0 ? one : other, 'contested', code(`${index % 3}`)),
    )
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.name] : []))
    expect(new Set(losers)).toEqual(new Set(['ResourceConflictException']))
  })

  it('give every published version a number of its own, and keep every permission', async () => {
    await deploy(one, 'busy', code('0'))
    await Promise.all(
      Array.from({ length: TRIES }, (_, index) => {
        const lambda = index % 2 === 0 ? one : other
        return Promise.all([
          lambda.updateFunctionCode({ FunctionName: 'busy', ZipFile: code(`v${index}`), Publish: true }),
          lambda.addPermission({
            FunctionName: 'busy',
            StatementId: `s${index}`,
            Action: 'lambda:InvokeFunction',
            Principal: 'cognito-idp.amazonaws.com',
          }),
        ])
      }),
    )
    const { Versions = [] } = await one.listVersionsByFunction({ FunctionName: 'busy' })
    expect(Versions.map(({ Version }) => Version)).toEqual([
      '$LATEST',
      ...Array.from({ length: TRIES }, (_, index) => `${index + 1}`),
    ])
    expect(new Set(Versions.slice(1).map(({ CodeSha256 }) => CodeSha256)).size).toBe(TRIES)
    const { Policy } = await other.getPolicy({ FunctionName: 'busy' })
    expect(JSON.parse(Policy ?? '').Statement).toHaveLength(TRIES)
  })
})
