import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { isShown } from '../docs/markdown.ts'
import { isRunnable, prepareFolder, runBlock } from '../docs/run-block.ts'
import { launchBrowser } from '../support/browser.ts'
import { installGuest } from '../support/guest.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { ask, type Cube, startCube } from './cube.ts'
import { readGuide } from './guide-page.ts'

const BLOCK_TIMEOUT_MS = 120_000
const POOL = 'us-east-1_poolhouse'
const CLIENT = 'poolhousedemoclient0000000'
const NAMESPACE = 'http://localhost:4000/'
const openOrders = { measures: ['OpenOrders.count'] }
const orders = { dimensions: ['Orders.company'], measures: ['Orders.count'] }

const guest = await installGuest('cube')
const guide = readGuide('docs/guides/cube.md')

describe.runIf(guest)('docs/guides/cube.md', () => {
  let server: ServerProcess
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  /** From when the page has said how: in production mode, and in development mode for the Playground. */
  let starting: Promise<{ cube: Cube; playground: Cube }> | undefined
  let database: TestDatabase | undefined
  let cube: Cube
  let playground: Cube

  beforeAll(async () => {
    folder = await temporaryFolder()
    await prepareFolder(folder.path)
    await prepareClone(folder.path)
    server = await startProcess(['--log-level=error', '--test-clock', ...flagsOfPage()], { cwd: folder.path })
    await setVariable('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', server.url)
  })
  afterAll(async () => {
    await starting?.catch(() => undefined)
    await Promise.all([cube?.stop(), playground?.stop()])
    await database?.drop()
    await server?.stop()
    await folder?.remove()
  })

  /** What the page says that it is, and no more: the packages of the clone, and the example. */
  async function prepareClone(path: string): Promise<void> {
    await guest?.copyTo(join(path, 'examples/cube'))
    const scripts = { poolhouse: 'node poolhouse/packages/server/bin/poolhouse.js' }
    await writeFile(join(path, 'package.json'), JSON.stringify({ private: true, scripts }))
    await writeFile(join(path, 'examples/cube/model/open-orders.js'), await openModel(path))
  }

  async function startBoth(): Promise<{ cube: Cube; playground: Cube }> {
    const example = join(folder.path, 'examples/cube')
    ;[cube, playground] = await Promise.all([
      startCube(example),
      startCube(example, { CUBEJS_DEV_MODE: 'true', ...(await fillDatabase()) }),
    ])
    return { cube, playground }
  }

  /** A PostgreSQL of the reader, in the place of the example's own. */
  async function fillDatabase(): Promise<Record<string, string>> {
    database = await createDatabase(inject('postgresUrl'))
    const client = new Client({ connectionString: database.url })
    await client.connect()
    await client.query(await readFile(join(folder.path, 'examples/cube/orders.sql'), 'utf8'))
    await client.end()
    const { hostname, port, pathname, username, password } = new URL(database.url)
    return {
      CUBEJS_DB_HOST: hostname,
      CUBEJS_DB_PORT: port,
      CUBEJS_DB_NAME: pathname.slice(1),
      CUBEJS_DB_USER: decodeURIComponent(username),
      CUBEJS_DB_PASS: decodeURIComponent(password),
    }
  }

  /** In the terminal of the page, whose addresses are others here. */
  async function setVariable(name: string, value: string): Promise<void> {
    await appendFile(join(folder.path, 'session.sh'), `export ${name}='${value}'\n`)
  }

  /** The model that the page warns of. */
  async function openModel(path: string): Promise<string> {
    const model = await readFile(join(path, 'examples/cube/model/orders.js'), 'utf8')
    return model.replace("'Orders'", "'OpenOrders'").replace('requiredFilter', 'filter')
  }

  function flagsOfPage(): string[] {
    const [, flags = ''] = /^npm start -- (.+)$/m.exec(guide.text) ?? []
    const other = `us-east-1_other:PreTokenGeneration=examples/cube/functions/claims.js`
    return [...flags.split(' '), `--trigger=${other}`]
  }

  async function token(username: string, kind: 'IdToken' | 'AccessToken' = 'IdToken', clientId = CLIENT) {
    const { AuthenticationResult } = await server.call('InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: 'Poolhouse-1' },
    })
    return AuthenticationResult[kind] as string
  }

  async function turnClock(now: number): Promise<void> {
    const body = JSON.stringify({ now: new Date(now).toISOString() })
    const headers = { 'content-type': 'application/json' }
    await fetch(`${server.url}/_poolhouse/clock`, { method: 'POST', headers, body })
  }

  async function createClient(pool: string): Promise<string> {
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool,
      ClientName: 'other',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    })
    return UserPoolClient.ClientId
  }

  describe('as it is written', () => {
    it.each(guide.blocks.filter(isRunnable))(
      'runs the block of line $line',
      { timeout: BLOCK_TIMEOUT_MS },
      async (block) => {
        if (block.code.includes('ask.mjs')) await setVariable('CUBE_URL', (await starting)?.cube.url ?? '')
        const outcome = await runBlock(block, { folder: folder.path, url: server.url })
        expect(outcome, outcome.output + outcome.errors).toMatchObject({ exitCode: 0 })
        const { output } = block
        if (output !== undefined)
          expect(outcome.output, outcome.errors).toSatisfy((text: string) => isShown(text, output))
        if (block.code.includes('.env')) starting = startBoth()
      },
    )

    it('shows what is in the files that it links to', () => {
      expect(guide.strangers(['js'])).toEqual([])
    })
  })

  describe('what Cube answers in production mode', () => {
    it.each([
      ['ada', 'acme', 3],
      ['grace', 'globex', 2],
    ])('shows %s the rows of %s only', async (username, company, count) => {
      const answer = await ask(cube, await token(username), orders)
      expect(answer).toMatchObject({
        status: 200,
        body: { data: [{ 'Orders.company': company, 'Orders.count': count }] },
      })
    })

    it('does not let a filter of the query reach further', async () => {
      const filters = [{ member: 'Orders.company', operator: 'equals', values: ['globex'] }]
      const answer = await ask(cube, await token('ada'), { ...orders, filters })
      expect(answer).toMatchObject({ status: 200, body: { data: [] } })
    })

    it('shows a user of two companies nothing', async () => {
      const user = { UserPoolId: POOL, Username: 'both' }
      await server.call('AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' })
      await server.call('AdminSetUserPassword', { ...user, Password: 'Poolhouse-1', Permanent: true })
      for (const GroupName of ['company-acme', 'company-globex'])
        await server.call('AdminAddUserToGroup', { ...user, GroupName })
      expect(await ask(cube, await token('both'), orders)).toMatchObject({
        status: 400,
        body: { error: 'Filter for company_id is required' },
      })
    })

    it('shows a user of no company all rows by a model with `filter`, as the page warns', async () => {
      expect(await ask(cube, await token('demo'), openOrders)).toMatchObject({
        status: 200,
        body: { data: [{ 'OpenOrders.count': 5 }] },
      })
    })

    it('refuses a token that has expired', async () => {
      await turnClock(Date.now() - 2 * 3_600_000)
      const expired = await token('ada')
      await turnClock(Date.now())
      await expectRefused(expired, 'jwt expired')
    })

    it('refuses an access token', async () => {
      await expectRefused(await token('ada', 'AccessToken'), 'jwt audience invalid')
    })

    it('refuses the token of another client of the pool', async () => {
      await expectRefused(await token('ada', 'IdToken', await createClient(POOL)), 'jwt audience invalid')
    })

    it('refuses the token of another pool, whose function gives the same claim by version 1 of the event', async () => {
      const foreign = await tokenOfOtherPool()
      expect(claimsOf(foreign)).toMatchObject({ [NAMESPACE]: { company_id: 'acme' } })
      await expectRefused(foreign, 'not found')
    })

    async function tokenOfOtherPool(): Promise<string> {
      const pool = { UserPoolId: 'us-east-1_other' }
      await server.call('CreateUserPool', {
        PoolName: 'other',
        UserPoolTags: { _custom_id_: pool.UserPoolId },
      })
      await server.call('CreateGroup', { ...pool, GroupName: 'company-acme' })
      const user = { ...pool, Username: 'ada' }
      await server.call('AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' })
      await server.call('AdminSetUserPassword', { ...user, Password: 'Poolhouse-1', Permanent: true })
      await server.call('AdminAddUserToGroup', { ...user, GroupName: 'company-acme' })
      return token('ada', 'IdToken', await createClient(pool.UserPoolId))
    }

    it.each([
      ['another company', { payload: { [NAMESPACE]: { company_id: 'globex' } } }, 'invalid signature'],
      ['another time of expiry', { payload: { exp: 4_000_000_000 } }, 'invalid signature'],
      ['no algorithm', { header: { alg: 'none' }, signature: '' }, 'jwt signature is required'],
      ['a key that nobody knows', { header: { kid: 'unknown' } }, 'not found'],
    ])('refuses a token with %s', async (_, change, reason) => {
      await expectRefused(tamper(await token('ada'), change), reason)
    })

    it('refuses what is no token, and nothing at all', async () => {
      await expectRefused('nonsense', 'Unable to decode JWT key')
      expect(await ask(cube, undefined, orders)).toMatchObject({
        status: 403,
        body: { error: "Authorization header isn't set" },
      })
    })

    async function expectRefused(jwt: string, reason: string): Promise<void> {
      const from = cube.log().length
      expect(await ask(cube, jwt, orders)).toEqual({ status: 403, body: { error: 'Invalid token' } })
      // What it writes may arrive after its answer.
      await vi.waitFor(() => expect(cube.log().slice(from)).toContain(reason), 30_000)
    }

    it('ends in status 500 where the claim is a text, as in the published guide', async () => {
      const file = join(folder.path, 'examples/cube/functions/claims.js')
      const own = await readFile(file, 'utf8')
      await writeFile(
        file,
        own.replace(/(?<=\[namespace\]: )securityContext/, 'JSON.stringify(securityContext)'),
      )
      const published = await tokenWith(expect.stringMatching(/^\{"company_id":"acme",/))
      await writeFile(file, own)
      await tokenWith(expect.objectContaining({ company_id: 'acme' }))
      expect(await ask(cube, published, orders)).toMatchObject({
        status: 500,
        body: { error: 'TypeError: Cannot create proxy with a non-object as target or handler' },
      })
    })

    /** As soon as the server has noticed that the file of the function changed. */
    function tokenWith(claim: unknown): Promise<string> {
      return vi.waitFor(async () => {
        const jwt = await token('ada')
        expect(claimsOf(jwt)).toMatchObject({ [NAMESPACE]: claim })
        return jwt
      }, 30_000)
    }
  })

  describe('in development mode, with a PostgreSQL of its own', () => {
    let browser: Browser

    beforeAll(async () => {
      browser = await launchBrowser()
    })
    afterAll(() => browser?.close())

    it.each([
      ['a token of nobody', 'nonsense'],
      ['no token', undefined],
    ])('lets %s in, and shows it no row, because the model asks for a company', async (_, jwt) => {
      expect(await ask(playground, jwt, orders)).toMatchObject({
        status: 400,
        body: { error: 'Filter for company_id is required' },
      })
    })

    it('shows all rows without a token by a model with `filter`, as the page warns', async () => {
      expect(await ask(playground, undefined, openOrders)).toMatchObject({
        status: 200,
        body: { data: [{ 'OpenOrders.count': '5' }] },
      })
    })

    it('shows one company in the Playground, once the token is pasted', { timeout: 90_000 }, async () => {
      const tab = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
      // Its font and its statistics are on other servers.
      await tab.route(
        (url) => url.origin !== playground.url,
        (route) => route.abort(),
      )
      await tab.goto(playground.url)
      await tab.getByRole('button', { name: 'Add Security Context' }).click()
      const dialog = tab.getByRole('dialog')
      const input = dialog.getByTestId('security-context-token-input')
      // While the dialog still opens, a click may choose nothing.
      await vi.waitFor(async () => {
        await dialog.getByRole('tab', { name: 'Token' }).click({ timeout: 2_000 })
        await input.waitFor({ timeout: 2_000 })
      }, 30_000)
      await input.fill(await token('ada'))
      await dialog.getByRole('button', { name: 'check' }).click()
      await tab.getByRole('button', { name: 'Edit Security Context' }).waitFor()
      const data = tab.waitForResponse((response) => response.url().includes('/cubejs-api/v1/load'))
      await tab.goto(`${playground.url}/#/build?query=${encodeURIComponent(JSON.stringify(orders))}`)
      await tab.reload()
      await tab.getByRole('button', { name: 'Run' }).click()
      expect(await (await data).json()).toMatchObject({
        results: [{ data: [{ 'Orders.company': 'acme', 'Orders.count': '3' }] }],
      })
    })
  })
})

function claimsOf(jwt: string): Record<string, unknown> {
  return decode(jwt.split('.')[1])
}

interface Change {
  header?: Record<string, unknown>
  payload?: Record<string, unknown>
  signature?: string
}

/** The token with other contents under the old signature. */
function tamper(jwt: string, change: Change): string {
  const [header, payload, signature] = jwt.split('.')
  const parts = [
    encode({ ...decode(header), ...change.header }),
    encode({ ...decode(payload), ...change.payload }),
  ]
  return [...parts, change.signature ?? signature].join('.')
}

function decode(part = ''): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
