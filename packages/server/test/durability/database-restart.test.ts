import { Client } from 'pg'
import { describe, expect, inject, it, vi } from 'vitest'
import { createPool, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { createDatabase } from '../support/postgres.ts'
import { type ServerProcess, startProcess } from '../support/process.ts'

const WRITERS = 8
const BREAKS = 6

/** A server in its own process, and the statements of the database's administrator. */
async function serverOnPostgres() {
  const database = await createDatabase(inject('postgresUrl'))
  const name = new URL(database.url).pathname.slice(1)
  const administrator = new Client({ connectionString: inject('postgresUrl') })
  await administrator.connect()
  const key = `--encryption-key=${Buffer.alloc(32, 9).toString('base64')}`
  const flags = ['--no-demo', '--log-level=fatal', `--database-url=${database.url}`, key]
  const server = await startProcess(flags)
  return {
    server,
    breakConnections: async () => {
      const all = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1'
      await administrator.query(all, [name])
    },
    letConnect: (allowed: boolean) =>
      administrator.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${allowed}`),
    stop: async () => {
      const code = await server.stop()
      await administrator.end()
      await database.drop()
      return code
    },
  }
}

/** Signs users up from several sides, whatever fails, until it is told to end. */
function signUpAlways(server: ServerProcess, { clientId }: Pool) {
  const acknowledged: string[] = []
  let ended = false
  const writer = async (name: string) => {
    for (let index = 0; !ended; index += 1) {
      const Username = `${name}-${index}`
      const signUp = server.call('SignUp', { ClientId: clientId, Username, Password: PASSWORD })
      await signUp.then(
        () => acknowledged.push(Username),
        () => undefined,
      )
    }
  }
  const writers = Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(`writer${index}`)))
  const end = async () => {
    ended = true
    await writers
  }
  return { acknowledged, end }
}

const readiness = async ({ url }: ServerProcess) => (await fetch(`${url}/_poolhouse/ready`)).status

describe('a server whose PostgreSQL restarts', () => {
  it('lives on under load and has everyone whom it acknowledged', async () => {
    const { server, breakConnections, stop } = await serverOnPostgres()
    const pool = await createPool(server)
    const load = signUpAlways(server, pool)
    for (let round = 1; round <= BREAKS; round += 1) {
      await vi.waitFor(() => expect(load.acknowledged.length).toBeGreaterThan(round * 10), 30_000)
      await breakConnections()
    }
    const before = load.acknowledged.length
    await vi.waitFor(() => expect(load.acknowledged.length).toBeGreaterThan(before + 20), 30_000)
    await load.end()
    for (const Username of load.acknowledged)
      await server.call('AdminConfirmSignUp', { UserPoolId: pool.userPoolId, Username })
    await expect(signIn(server, pool, load.acknowledged[0] ?? '')).resolves.toHaveProperty('AccessToken')
    expect(await readiness(server)).toBe(200)
    expect(await stop()).toBe(0)
  }, 90_000)

  it('is not ready while the database is away, and is again afterwards', async () => {
    const { server, breakConnections, letConnect, stop } = await serverOnPostgres()
    expect(await readiness(server)).toBe(200)
    await letConnect(false)
    await breakConnections()
    expect(await readiness(server)).toBe(503)
    await expect(server.call('ListUserPools', { MaxResults: 1 })).rejects.toMatchObject({ status: 500 })
    await letConnect(true)
    // A connection that was asked for before may still be refused.
    await vi.waitFor(async () => expect(await readiness(server)).toBe(200), 30_000)
    await expect(server.call('ListUserPools', { MaxResults: 1 })).resolves.toEqual({ UserPools: [] })
    expect(await stop()).toBe(0)
  })
})
