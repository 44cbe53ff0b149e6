import { once } from 'node:events'
import { cp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { temporaryFolder } from '../support/process.ts'
import { type Answer, startTestServer, type TestServer } from '../support/server.ts'
import { createTables, example, type HasuraTables } from './hasura-tables.ts'

/** A function in the shape of the tutorial: CommonJS, with a callback that gets one argument too many. */
const inTheOldShape = `exports.handler = (event, context, callback) => {
  const claims = JSON.stringify({ 'x-hasura-user-id': event.request.userAttributes.sub })
  event.response = { claimsOverrideDetails: { claimsToAddOrOverride: { 'https://hasura.io/jwt/claims': claims } } }
  callback(null, event, context)
}
`

const ADMIN_SECRET = 'of-the-test'

/** What the function may meet. */
type Mood = 'well' | 'failing' | 'refusing' | 'silent'

/** Takes the one mutation of the function as Hasura does, and writes the row. */
async function startStandIn(client: Client) {
  const requests: Answer[] = []
  const standIn = createServer(async (request, response) => {
    const body = (await json(request)) as Answer
    requests.push({ path: request.url, secret: request.headers['x-hasura-admin-secret'], ...body })
    if (moods.now === 'silent') return
    if (moods.now === 'failing') return void response.writeHead(500).end()
    const refusal = {
      errors: [{ message: 'Foreign key violation', extensions: { code: 'constraint-violation' } }],
    }
    if (moods.now === 'refusing') return void response.end(JSON.stringify(refusal))
    const { id, email } = body.variables
    const upsert = 'insert into users values ($1, $2) on conflict (id) do update set email = excluded.email'
    await client.query(upsert, [id, email])
    response.end(JSON.stringify({ data: { insert_users_one: { id } } }))
  })
  const moods: { now: Mood } = { now: 'well' }
  standIn.listen(0, '127.0.0.1')
  await once(standIn, 'listening')
  const { port } = standIn.address() as AddressInfo
  const close = () => {
    standIn.closeAllConnections()
    return new Promise((resolve) => standIn.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}/v1/graphql`, requests, moods, close }
}

describe('the function that writes the row at each sign-in', () => {
  let server: TestServer
  let pool: Pool
  let tables: HasuraTables
  let hasura: Awaited<ReturnType<typeof startStandIn>>
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    tables = await createTables()
    hasura = await startStandIn(tables.client)
    folder = await temporaryFolder()
    await cp(join(example, 'functions'), folder.path, { recursive: true })
    await writeFile(join(folder.path, 'tutorial.cjs'), inTheOldShape)
    const settings = { url: hasura.url, adminSecret: ADMIN_SECRET, timeoutMs: 300 }
    await writeFile(join(folder.path, 'hasura.json'), JSON.stringify(settings))
    server = await startTestServer('sqlite', [
      `--trigger=PostAuthentication=${join(folder.path, 'sync-user.mjs')}`,
      `--trigger=PreTokenGeneration=${join(folder.path, 'tutorial.cjs')}`,
    ])
    pool = await createPool(server)
  })
  afterAll(async () => {
    await server?.stop()
    await hasura?.close()
    await folder?.remove()
    await tables?.remove()
  })

  const emailsOf = async (username: string) =>
    (await tables.client.query('select email from users where email like $1', [`${username}%`])).rows

  it('asks Hasura for it as the administrator, and changes it when it is there', async () => {
    await createUser(server, pool, 'ada', { email: 'ada@example.com' })
    await signIn(server, pool, 'ada')
    await signIn(server, pool, 'ada')
    expect(await emailsOf('ada')).toEqual([{ email: 'ada@example.com' }])
    expect(hasura.requests.at(-1)).toMatchObject({
      path: '/v1/graphql',
      secret: ADMIN_SECRET,
      query: expect.stringMatching(/insert_users_one\(\s+object: .+\s+on_conflict: .+users_pkey/),
    })
  })

  it('leaves the claims to a function in the shape of the tutorial', async () => {
    const { sub, 'https://hasura.io/jwt/claims': claims } = claimsOf(
      (await signIn(server, pool, 'ada')).IdToken,
    )
    expect(JSON.parse(String(claims))).toEqual({ 'x-hasura-user-id': sub })
  })

  it.each(['failing', 'refusing', 'silent'] as const)(
    'signs the user in without a row while Hasura is %s',
    async (mood) => {
      hasura.moods.now = mood
      await createUser(server, pool, mood, { email: `${mood}@example.com` })
      expect(await signIn(server, pool, mood)).toHaveProperty('IdToken')
      expect(await emailsOf(mood)).toEqual([])
      hasura.moods.now = 'well'
      await signIn(server, pool, mood)
      expect(await emailsOf(mood)).toEqual([{ email: `${mood}@example.com` }])
    },
  )

  it('signs the user in without a row while Hasura is away, and knows nothing of the deletion of users', async () => {
    await server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'ada' })
    expect(await emailsOf('ada')).toHaveLength(1)
    await hasura.close()
    await createUser(server, pool, 'away', { email: 'away@example.com' })
    expect(await signIn(server, pool, 'away')).toHaveProperty('IdToken')
    expect(await emailsOf('away')).toEqual([])
  })
})
