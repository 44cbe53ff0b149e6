import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ExampleProgram, runExample, startExample } from '../support/example-program.ts'
import { installGuest } from '../support/guest.ts'
import { hostedClient } from '../support/hosted.ts'
import { createPool, createUser, PASSWORD, signIn } from '../support/pool.ts'
import { temporaryFolder } from '../support/process.ts'
import { type Answer, startTestServer, type TestServer } from '../support/server.ts'
import { readGuide } from './guide-page.ts'
import { readJwtSecret } from './hasura-jwt.ts'
import { createTables, example, type HasuraTables } from './hasura-tables.ts'

const guide = readGuide('docs/guides/hasura.md')
const guest = await installGuest('hasura')
if (!guest)
  console.warn('Left out, because npm reaches no registry: what needs the packages of examples/hasura')

it('shows files of the example only', () => {
  expect(guide.strangers(['js', 'sql', 'yaml', 'json'])).toEqual([])
})

it('names programs and files of the example in its commands', () => {
  const commands = guide.blocks.filter(({ language }) => language === 'sh').map(({ code }) => code)
  const files = [...commands.join('\n').matchAll(/(?:node|-f) (\S+\.(?:mjs|sql))/g)].map(([, file]) => file)
  expect(files).toHaveLength(5)
  const places = files.map((file) => join(example, String(file).replace('examples/hasura/', '')))
  expect(places.filter((place) => !existsSync(place))).toEqual([])
})

/** The flags of the page's command that starts the server, for a receiver of events at another address. */
function startFlags(receiver: string): string[] {
  const command = guide.block('npm start').replaceAll('\\\n', ' ')
  const flags = command.match(/--[a-z-]+=\S+/g) ?? []
  return flags.map((flag) => flag.replace('http://localhost:4200/events', receiver))
}

function eventSecret(): string {
  const [secret] = /whsec_[\w+/=]+/.exec(guide.block('npm start')) ?? []
  return String(secret)
}

/** The headers of an event, by the rules of Standard Webhooks. */
function signatureOf(body: string): Record<string, string> {
  const time = String(Math.floor(Date.now() / 1000))
  const key = Buffer.from(eventSecret().replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`evt_test.${time}.${body}`).digest('base64')
  return { 'webhook-id': 'evt_test', 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }
}

describe.skipIf(guest === undefined)('the tutorial, with PostGraphile in the place of Hasura', () => {
  let server: TestServer
  let receiver: ExampleProgram
  let graphql: ExampleProgram
  let tables: HasuraTables
  let variables: Record<string, string>
  let graceId: string
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    const cwd = join(folder.path, 'hasura')
    await guest?.copyTo(cwd)
    tables = await createTables()
    await dropRoles(tables.client)
    await tables.client.query(await readFile(join(cwd, 'postgraphile.sql'), 'utf8'))
    const DATABASE_URL = tables.database.url
    const PORT = await freePort()
    server = await startTestServer('sqlite', startFlags(`http://localhost:${PORT}/events`))
    variables = await setUp(server)
    const { USER_POOL_ID = '', JWT_ISSUER = '', JWT_AUDIENCE = '' } = variables
    receiver = await startExample('receiver.mjs', {
      cwd,
      env: { DATABASE_URL, USER_POOL_ID, EVENT_SECRET: eventSecret(), PORT },
    })
    graphql = await startExample('postgraphile.mjs', {
      cwd,
      env: { DATABASE_URL, JWT_ISSUER, JWT_AUDIENCE, PORT: '0' },
    })
  })
  afterAll(async () => {
    await graphql?.stop()
    await server?.stop()
    await receiver?.stop()
    await tables?.remove()
    await dropRolesOf(inject('postgresUrl'))
    await folder?.remove()
  })

  /** By the forms of the pages, as a browser without scripts sends them; answers the ID token of the fragment. */
  async function signUpAndIn(email: string): Promise<string> {
    const browser = hostedClient(server)
    const { pathname, search } = new URL(variables['SIGN_IN_URL'] ?? '')
    await browser.get(`/signup${search}`)
    await browser.submit({ username: email, password: PASSWORD, confirm_password: PASSWORD })
    await browser.submit({ code: await server.codeFor(email) })
    await browser.get(`${pathname}${search}`)
    const { location = '' } = await browser.submit({ username: email, password: PASSWORD })
    expect(location).toContain('http://localhost:3000/callback#id_token=')
    return new URLSearchParams(new URL(location).hash.slice(1)).get('id_token') ?? ''
  }

  async function ask(query: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(graphql.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    })
    return { status: response.status, ...(await response.json()) }
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const rows = async () => (await tables.client.query('select email from users order by email')).rows
  const OWN_ROWS = guide.block('allUsers')

  it('prints the secret that the page shows', () => {
    const shown = /HASURA_GRAPHQL_JWT_SECRET='(.+)'/.exec(guide.block('EXAMPLE-CLIENT'))?.[1] ?? ''
    const printed = readJwtSecret(variables['HASURA_GRAPHQL_JWT_SECRET'] ?? '')
    const { JWT_ISSUER: issuer = '', JWT_AUDIENCE: audience = '' } = variables
    const placed = shown
      .replaceAll('http://localhost:4100/us-east-1_EXAMPLE', issuer)
      .replaceAll('EXAMPLE-CLIENT', audience)
    expect(readJwtSecret(placed)).toEqual(printed)
  })

  it('signs two users up and in, who get rows by events, and see their own only', {
    timeout: 40_000,
  }, async () => {
    const ada = await signUpAndIn('ada@example.com')
    const grace = await signUpAndIn('grace@example.com')
    await expect
      .poll(rows, { timeout: 30_000 })
      .toEqual([{ email: 'ada@example.com' }, { email: 'grace@example.com' }])
    const note = (text: string, published: boolean) =>
      `mutation { createNote(input: { note: { text: "${text}", published: ${published} } }) { note { text } } }`
    expect(await ask(note('mine', false), bearer(ada))).toMatchObject({ status: 200 })
    expect(await ask(note('ours', true), bearer(grace))).toMatchObject({ status: 200 })

    expect(await ask(OWN_ROWS, bearer(ada))).toEqual({
      status: 200,
      data: { allUsers: { nodes: [{ email: 'ada@example.com' }] }, allNotes: { nodes: [{ text: 'mine' }] } },
    })
    expect(await ask(OWN_ROWS, bearer(grace))).toEqual({
      status: 200,
      data: {
        allUsers: { nodes: [{ email: 'grace@example.com' }] },
        allNotes: { nodes: [{ text: 'ours' }] },
      },
    })
  })

  it('lets nobody write a note in the name of another', async () => {
    const ada = await signInAgain('ada@example.com')
    const [grace] = (await tables.client.query("select id from users where email like 'grace%'")).rows
    const stolen = `mutation { createNote(input: { note: { text: "x", userId: "${grace.id}" } }) { note { id } } }`
    const { errors } = await ask(stolen, bearer(ada))
    expect(errors[0].message).toMatch(/row-level security|Cannot query field|permission denied/)
    expect((await tables.client.query("select from notes where text = 'x'")).rowCount).toBe(0)
  })

  it('shows published notes to everybody, and no users', async () => {
    expect(await ask('{ allNotes { nodes { text } } }')).toEqual({
      status: 200,
      data: { allNotes: { nodes: [{ text: 'ours' }] } },
    })
    const { data, errors } = await ask('{ allUsers { nodes { email } } }')
    expect(data.allUsers).toBeNull()
    expect(errors[0].message).toBe('permission denied for table users')
  })

  it('answers 401 where a token is expired, foreign, changed, for access, or for another role', async () => {
    const good = await signInAgain('ada@example.com')
    const [header, payload = '', signature] = good.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const changed = Buffer.from(JSON.stringify({ ...claims, email: 'x' })).toString('base64url')
    const refused = {
      expired: await inThePast(() => signInAgain('ada@example.com')),
      foreign: (await foreignTokens()).IdToken,
      changed: `${header}.${changed}.${signature}`,
      unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`,
      access: await signInAgain('ada@example.com', 'access_token'),
      garbage: 'garbage',
    }
    expect((await ask(OWN_ROWS, bearer(good))).status).toBe(200)
    for (const [name, token] of Object.entries(refused))
      expect(await ask(OWN_ROWS, bearer(token)), name).toEqual({
        status: 401,
        errors: [{ message: 'The token is not valid here' }],
      })
    expect((await ask(OWN_ROWS, { authorization: good })).status).toBe(401)
    const asked = (role: string) => ask(OWN_ROWS, { ...bearer(good), 'x-hasura-role': role })
    expect((await asked('user')).status).toBe(200)
    expect((await asked('admin')).status).toBe(401)
  })

  it('removes the row of a user who is deleted, with the notes', async () => {
    const UserPoolId = variables['USER_POOL_ID']
    graceId = (await tables.client.query("select id from users where email like 'grace%'")).rows[0].id
    await server.call('AdminDeleteUser', { UserPoolId, Username: 'grace@example.com' })
    await expect.poll(rows, { timeout: 30_000 }).toEqual([{ email: 'ada@example.com' }])
    expect((await ask('{ allNotes { nodes { text } } }')).data).toEqual({ allNotes: { nodes: [] } })
  })

  it('does not bring a deleted user back by an old event, nor hear strangers', async () => {
    const data = { userPoolId: variables['USER_POOL_ID'], sub: graceId, status: 'CONFIRMED' }
    const attributes = { email: 'grace@example.com' }
    const tell = async (timestamp: string, changes: object = {}, headers: Record<string, string> = {}) => {
      const body = JSON.stringify({
        type: 'user.updated',
        timestamp,
        data: { ...data, attributes, ...changes },
      })
      const signed = { ...signatureOf(body), ...headers }
      return (await fetch(receiver.url, { method: 'POST', body, headers: signed })).status
    }
    expect(await tell('2026-01-01T00:00:00.000Z')).toBe(204)
    const later = '2999-01-01T00:00:00.000Z'
    expect(await tell(later, { userPoolId: 'us-east-1_Another00' })).toBe(204)
    expect(await tell(later, { status: 'UNCONFIRMED' })).toBe(204)
    expect(await tell(later, {}, { 'webhook-signature': 'v1,AAAA' })).toBe(401)
    expect(await tell(later, {}, { 'webhook-timestamp': '1' })).toBe(401)
    expect(await rows()).toEqual([{ email: 'ada@example.com' }])
    expect(await tell(later)).toBe(204)
    expect(await rows()).toHaveLength(2)
  })

  async function signInAgain(email: string, name = 'id_token'): Promise<string> {
    const browser = hostedClient(server)
    const { pathname, search } = new URL(variables['SIGN_IN_URL'] ?? '')
    await browser.get(`${pathname}${search}`)
    const { location = '' } = await browser.submit({ username: email, password: PASSWORD })
    return new URLSearchParams(new URL(location).hash.slice(1)).get(name) ?? ''
  }

  async function inThePast<Result>(work: () => Promise<Result>): Promise<Result> {
    const TWO_HOURS = 7200
    server.advance(-TWO_HOURS)
    const result = await work()
    server.advance(TWO_HOURS)
    return result
  }

  async function foreignTokens(): Promise<Answer> {
    const pool = await createPool(server)
    await createUser(server, pool, 'mallory', { email: 'mallory@example.com' })
    return signIn(server, pool, 'mallory')
  }
})

/** For a program that is told its port before it starts. */
async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return String(port)
}

/** Runs the example's own script, and reads the variables that it prints for a shell. */
async function setUp({ url }: TestServer): Promise<Record<string, string>> {
  const { exitCode, output } = await runExample('setup.mjs', {
    cwd: example,
    env: {
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url.replace('127.0.0.1', 'localhost'),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    },
  })
  expect(exitCode, output).toBe(0)
  const assignments = [...output.matchAll(/\b([A-Z_]+)=(?:'([^']*)'|(\S+))/g)]
  return Object.fromEntries(assignments.map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']))
}

/** Roles are the cluster's, and outlive their database. */
async function dropRoles(client: Client): Promise<void> {
  await client.query('drop role if exists app_user, app_anonymous')
}

async function dropRolesOf(connectionString: string): Promise<void> {
  const client = new Client({ connectionString })
  await client.connect()
  await dropRoles(client)
  await client.end()
}
