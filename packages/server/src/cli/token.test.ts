import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/process.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../test/support/user-pool.ts'
import { startServer } from '../app.ts'
import { readConfig } from '../config.ts'

const program = fileURLToPath(new URL('../../bin/poolhouse.js', import.meta.url))
const password = 'Poolhouse-1'

let server: TestServer
let pool: TestPool
let clientId: string

beforeAll(async () => {
  server = await startTestServer('sqlite')
  pool = await createTestPool(server)
  clientId = await createClient({})
  await pool.call('AdminCreateUser', { Username: 'ada', MessageAction: 'SUPPRESS' })
  await pool.call('AdminSetUserPassword', { Username: 'ada', Password: password, Permanent: true })
})
afterAll(() => server.stop())

async function createClient(settings: Record<string, unknown>): Promise<string> {
  const { UserPoolClient } = await pool.call('CreateUserPoolClient', {
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ...settings,
  })
  return UserPoolClient.ClientId
}

interface Outcome {
  exitCode: number
  output: string
  errors: string
}

function token(argv: string[], endpoint = server.url): Promise<Outcome> {
  const all = [program, 'token', `--endpoint=${endpoint}`, ...argv]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, all, (_, output, errors) => {
      resolve({ exitCode: child.exitCode ?? -1, output, errors })
    })
  })
}

function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
}

describe('poolhouse token', () => {
  it.each([
    [[], 'id'],
    [['--access'], 'access'],
  ])('with %j prints the token, and its claims beside it', async (flags, tokenUse) => {
    const { exitCode, output, errors } = await token(['--user=ada', `--client=${clientId}`, ...flags])
    expect(exitCode, errors).toBe(0)
    expect(output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(JSON.parse(errors)).toEqual(claimsOf(output))
    expect(JSON.parse(errors)).toMatchObject({
      iss: `${server.services.publicUrl}/${pool.id}`,
      token_use: tokenUse,
    })
  })

  it('prints all of it as JSON', async () => {
    const { output, errors } = await token(['--user=ada', `--client=${clientId}`, '--json'])
    const { IdToken, AccessToken, RefreshToken, claims } = JSON.parse(output)
    expect(claims).toEqual(claimsOf(IdToken))
    expect(claimsOf(AccessToken)).toMatchObject({ token_use: 'access' })
    expect(RefreshToken).toEqual(expect.any(String))
    expect(errors).toBe('')
  })

  it('proves the secret of a client that has one', async () => {
    const secretClient = await createClient({ GenerateSecret: true })
    const { UserPoolClient } = await pool.call('DescribeUserPoolClient', { ClientId: secretClient })
    const flags = ['--user=ada', `--client=${secretClient}`]
    const signedIn = await token([...flags, `--client-secret=${UserPoolClient.ClientSecret}`])
    expect(signedIn, signedIn.errors).toMatchObject({ exitCode: 0 })
    expect(await token(flags)).toMatchObject({
      exitCode: 1,
      output: '',
      errors: expect.stringMatching(/^poolhouse: NotAuthorizedException: .+SECRET_HASH.+\n$/),
    })
  })

  it.each([
    [['--user=ada', '--password=Wrong-1'], 'NotAuthorizedException: Incorrect username or password.'],
    [
      ['--user=ada', '--client=nobodys'],
      'ResourceNotFoundException: User pool client nobodys does not exist.',
    ],
  ])('says why %j are not signed in', async (flags, message) => {
    const client = flags.some((flag) => flag.startsWith('--client')) ? [] : [`--client=${clientId}`]
    expect(await token([...flags, ...client])).toEqual({
      exitCode: 1,
      output: '',
      errors: `poolhouse: ${message}\n`,
    })
  })

  it('names the challenge that it cannot answer', async () => {
    await pool.call('AdminCreateUser', {
      Username: 'new',
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
    })
    expect(await token(['--user=new', `--client=${clientId}`])).toEqual({
      exitCode: 1,
      output: '',
      errors: 'poolhouse: new has to answer NEW_PASSWORD_REQUIRED, which this command cannot\n',
    })
  })

  it('says that the certificate is not trusted', async () => {
    const folder = await temporaryFolder()
    const flags = ['--https', '--port=0', '--database-url=sqlite::memory:', '--log-level=error']
    const secure = await startServer(readConfig([...flags, `--data-dir=${folder.path}`], {}))
    expect(await token([], secure.url)).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/is not trusted \(\w+\); set NODE_EXTRA_CA_CERTS .*docs\/https\.md\)\n$/),
    })
    await secure.stop()
    await folder.remove()
  })

  it('says that another server answers', async () => {
    const other = createServer((_, response) => response.writeHead(404).end('nothing'))
    await once(other.listen(0, '127.0.0.1'), 'listening')
    const endpoint = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    expect(await token([], endpoint)).toEqual({
      exitCode: 1,
      output: '',
      errors: `poolhouse: ${endpoint} answers 404, and not as Cognito does\n`,
    })
    other.closeAllConnections()
    await once(other.close(), 'close')
    expect(await token([], endpoint)).toEqual({
      exitCode: 1,
      output: '',
      errors: `poolhouse: No server answers at ${endpoint} (ECONNREFUSED); --endpoint names another\n`,
    })
  })
})
