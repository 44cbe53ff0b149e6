import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/process.ts'
import { type Answer, startTestServer, type TestServer } from '../support/server.ts'
import { zipOf } from '../support/zip.ts'
import { isInstalled, runGuest } from './guests.ts'
import { ROLE } from './lambda-client.ts'

const hasAwsCli = isInstalled('aws', '--version')
const COMMAND_TIMEOUT_MS = 120_000

// The commands take seconds to start, and the databases are told apart by the tests with the SDK.
describe.runIf(hasAwsCli)('aws lambda', () => {
  let server: TestServer
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startTestServer('sqlite', [`--data-dir=${folder.path}`])
    await writeFile(
      join(folder.path, 'function.zip'),
      zipOf("exports.handler = async ({ name }) => 'Hello ' + name"),
    )
  })
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  const run = (line: string) =>
    runGuest(server.url, 'aws', [
      'lambda',
      ...line.split(' '),
      '--endpoint-url',
      server.url,
      '--output',
      'json',
    ])

  /** The JSON that a command prints; lines are those that a user types, without quotes. */
  async function aws(line: string): Promise<Answer> {
    const { exitCode, output, errors } = await run(line)
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
    return output === '' ? undefined : JSON.parse(output)
  }

  it('deploys, waits, invokes, permits and deletes', { timeout: 10 * COMMAND_TIMEOUT_MS }, async () => {
    const zip = join(folder.path, 'function.zip')
    const created = await aws(
      `create-function --function-name greeter --runtime nodejs22.x --handler index.handler --role ${ROLE} --zip-file fileb://${zip} --timeout 10`,
    )
    expect(created).toMatchObject({ FunctionName: 'greeter', State: 'Active' })
    await aws('wait function-active-v2 --function-name greeter')
    const result = join(folder.path, 'result.json')
    const payload = join(folder.path, 'event.json')
    await writeFile(payload, '{"name":"CLI"}')
    const invoked = await aws(`invoke --function-name greeter --payload fileb://${payload} ${result}`)
    expect(invoked).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' })
    expect(await readFile(result, 'utf8')).toBe('"Hello CLI"')
    const statement =
      '--statement-id pool --action lambda:InvokeFunction --principal cognito-idp.amazonaws.com'
    await aws(`add-permission --function-name greeter ${statement}`)
    expect(JSON.parse((await aws('get-policy --function-name greeter')).Policy).Statement).toHaveLength(1)
    const { Functions } = await aws('list-functions')
    expect(Functions.map(({ FunctionName }: { FunctionName: string }) => FunctionName)).toEqual(['greeter'])
    const { FunctionArn } = await aws(
      `update-function-code --function-name greeter --zip-file fileb://${zip} --publish`,
    )
    expect(FunctionArn).toMatch(/:greeter:1$/)
    await run('delete-function --function-name greeter')
    const gone = await run('get-function --function-name greeter')
    expect(gone.errors).toContain(
      'An error occurred (ResourceNotFoundException) when calling the GetFunction operation: Function not found: arn:aws:lambda:us-east-1:000000000000:function:greeter',
    )
  })
})
