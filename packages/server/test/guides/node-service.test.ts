import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Block, isShown, root } from '../docs/markdown.ts'
import { prepareFolder, runBlock } from '../docs/run-block.ts'
import { type ExampleProgram, runExample, startExample } from '../support/example-program.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { readGuide } from './guide-page.ts'

const BLOCK_TIMEOUT_MS = 120_000

const guide = readGuide('docs/guides/node-service.md')
const [addAdmin, ask] = guide.blocks.filter(({ code }) => code.includes('new CognitoIdentityProvider'))
const cwd = join(root, 'examples/node-service')
const demo: Pool = { userPoolId: 'us-east-1_poolhouse', clientId: 'poolhousedemoclient0000000' }

describe('docs/guides/node-service.md', () => {
  let server: ServerProcess
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    await prepareFolder(folder.path)
    server = await startProcess(['--log-level=error', '--test-clock'], { cwd: folder.path })
  })
  afterAll(async () => {
    await server?.stop()
    await folder?.remove()
  })

  /** With the variables of the page. */
  function startService(name: string, issuer = server.url): Promise<ExampleProgram> {
    const command = guide
      .block('node examples/node-service/fastify.mjs')
      .replaceAll('http://localhost:4100', issuer)
    const variables = [...command.matchAll(/\b(JWT_[A-Z_]+)=(\S+)/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ])
    return startExample(`${name}.mjs`, { cwd, env: { ...Object.fromEntries(variables), PORT: '0' } })
  }

  async function runAsShown(block: Block | undefined, service = ''): Promise<void> {
    if (!block) throw new Error('The page has no such block')
    const code = block.code.replaceAll('http://localhost:3000', service)
    const outcome = await runBlock({ ...block, code }, { folder: folder.path, url: server.url })
    expect(outcome, outcome.errors).toMatchObject({ exitCode: 0 })
    expect(outcome.output, outcome.errors).toSatisfy((text: string) => isShown(text, block.output ?? ''))
  }

  async function statusFor(service: ExampleProgram, authorization: string) {
    const response = await fetch(`${service.url}/me`, { headers: { authorization } })
    const challenge = response.headers.get('www-authenticate')
    const { error, error_description } = (await response.json()) as Record<string, string>
    return { status: response.status, challenge, error, reason: error_description }
  }

  it('shows files of the example only, besides what its reader runs', () => {
    const shown = guide.strangers(['js'])
    expect(shown).toHaveLength(2)
  })

  it('adds an admin, and does not mind to do it again', { timeout: 2 * BLOCK_TIMEOUT_MS }, async () => {
    await runAsShown(addAdmin)
    await runAsShown(addAdmin)
  })

  it.each([
    ['JWT_ISSUER', {}],
    ['JWT_CLIENT_ID', { JWT_ISSUER: 'http://localhost:4100/us-east-1_poolhouse' }],
  ])('says that %s is missing', { timeout: BLOCK_TIMEOUT_MS }, async (name, env) => {
    await expect(startExample('fastify.mjs', { cwd, env })).rejects.toThrow(`variable ${name} is missing`)
  })

  describe.each(['fastify', 'express', 'hono'])('%s', (name) => {
    let service: ExampleProgram
    beforeAll(async () => {
      service = await startService(name)
    })
    afterAll(() => service?.stop())

    it('answers as the page shows', { timeout: BLOCK_TIMEOUT_MS }, () => runAsShown(ask, service.url))

    it('asks for no token where it needs none', async () => {
      expect((await fetch(`${service.url}/health`)).status).toBe(200)
    })

    it('refuses every wrong token with its reason', async () => {
      const good = await signIn(server, demo, 'demo', 'Poolhouse-1')
      const [header, payload = '', signature] = good.AccessToken.split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const promoted = encode({ ...claims, 'cognito:groups': ['admins'] })
      const other = await createPool(server)
      await createUser(server, other, 'mallory')
      const refused = {
        'not signed by the key': `${header}.${promoted}.${signature}`,
        'is not signed': `${encode({ alg: 'none' })}.${payload}.`,
        'none of the trusted user pools': (await signIn(server, other, 'mallory')).AccessToken,
        'no access token': good.IdToken,
        'another app client': (await signIn(server, await addClient(), 'demo', 'Poolhouse-1')).AccessToken,
        'has expired': await inThePast(
          async () => (await signIn(server, demo, 'demo', 'Poolhouse-1')).AccessToken,
        ),
        JWT: 'garbage',
      }
      for (const [reason, token] of Object.entries(refused))
        expect(await statusFor(service, `Bearer ${token}`), reason).toEqual({
          status: 401,
          challenge: expect.stringMatching(/^Bearer error="invalid_token", error_description=/),
          error: 'invalid_token',
          reason: expect.stringContaining(reason),
        })
      expect((await statusFor(service, `Bearer ${good.AccessToken}`)).status).toBe(200)
      const missing = { status: 401, challenge: 'Bearer', error: 'missing_token' }
      expect(await statusFor(service, `Basic ${good.AccessToken}`)).toMatchObject(missing)
    })
  })

  it.each(['fastify', 'express', 'hono'])('says in one line that the port of %s is taken', async (name) => {
    const first = await startService('fastify')
    const { port } = new URL(first.url)
    const env = { JWT_ISSUER: `${server.url}/${demo.userPoolId}`, JWT_CLIENT_ID: demo.clientId, PORT: port }
    const { exitCode, output } = await runExample(`${name}.mjs`, { cwd, env })
    await first.stop()
    expect({ exitCode, output }).toEqual({
      exitCode: 1,
      output: expect.stringMatching(`^Port ${port} is taken: .+ PORT=${Number(port) + 1}\n$`),
    })
  })

  it('answers 503 while the keys cannot be read', async () => {
    const { AccessToken } = await signIn(server, demo, 'demo', 'Poolhouse-1')
    const nowhere = await startService('fastify', 'http://127.0.0.1:9')
    const [header, payload = '', signature] = AccessToken.split('.')
    const claims = Buffer.from(payload, 'base64url').toString().replace(server.url, 'http://127.0.0.1:9')
    const moved = [header, Buffer.from(claims).toString('base64url'), signature].join('.')
    expect(await statusFor(nowhere, `Bearer ${moved}`)).toMatchObject({
      status: 503,
      error: 'temporarily_unavailable',
    })
    await nowhere.stop()
  })

  /** Another client of the demo's pool. */
  async function addClient(): Promise<Pool> {
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: demo.userPoolId,
      ClientName: 'another',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    })
    return { ...demo, clientId: UserPoolClient.ClientId }
  }

  async function inThePast<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = (advanceSeconds: number) =>
      fetch(`${server.url}/_poolhouse/clock`, { method: 'POST', body: JSON.stringify({ advanceSeconds }) })
    await turn(-7200)
    const result = await work()
    await turn(7200)
    return result
  }
})
