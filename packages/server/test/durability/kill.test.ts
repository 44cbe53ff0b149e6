import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createPool, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { createDatabase } from '../support/postgres.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { type DatabaseKind, databases } from '../support/server.ts'

const WRITERS = 8
const ACKNOWLEDGED_BEFORE_KILL = 30

/** Flags for a server whose database outlives it. */
async function lastingDatabase(kind: DatabaseKind) {
  const folder = await temporaryFolder()
  const flags = [`--data-dir=${folder.path}`, '--no-demo', '--log-level=error']
  if (kind === 'sqlite') return { flags, remove: folder.remove }
  const database = await createDatabase(inject('postgresUrl'))
  const remove = async () => {
    await database.drop()
    await folder.remove()
  }
  return { flags: [...flags, `--database-url=${database.url}`], remove }
}

/**
 * Signs users up from several sides until the server is killed in the midst of it, at once after `last`. Returns those it
 * acknowledged.
 */
async function signUpUntilKilled(
  server: ServerProcess,
  { clientId }: Pool,
  last: () => Promise<void>,
): Promise<string[]> {
  const acknowledged: string[] = []
  const end = async () => {
    await last()
    await server.kill()
  }
  let ended: Promise<void> | undefined
  const writer = async (name: string) => {
    for (let index = 0; acknowledged.length < 10 * ACKNOWLEDGED_BEFORE_KILL; index += 1) {
      const Username = `${name}-${index}`
      const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }]
      await server.call('SignUp', { ClientId: clientId, Username, Password: PASSWORD, UserAttributes })
      acknowledged.push(Username)
      if (acknowledged.length >= ACKNOWLEDGED_BEFORE_KILL) ended ??= end()
    }
  }
  await Promise.allSettled(Array.from({ length: WRITERS }, (_, index) => writer(`writer${index}`)))
  await ended
  return acknowledged
}

const refresh = async (server: ServerProcess, { clientId }: Pool, RefreshToken: string) =>
  (await server.call('GetTokensFromRefreshToken', { ClientId: clientId, RefreshToken })).AuthenticationResult

/** A pool with two refresh tokens of one user. */
async function makeTokens(server: ServerProcess) {
  const rotating = {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED' },
  }
  const pool = await createPool(server, {}, rotating)
  await server.call('SignUp', { ClientId: pool.clientId, Username: 'ada', Password: PASSWORD })
  await server.call('AdminConfirmSignUp', { UserPoolId: pool.userPoolId, Username: 'ada' })
  const { RefreshToken: used } = await signIn(server, pool, 'ada')
  const { RefreshToken: revoked } = await signIn(server, pool, 'ada')
  return { pool, used, revoked }
}

describe.each(databases)('a server on %s that is killed', (kind) => {
  let database: Awaited<ReturnType<typeof lastingDatabase>>
  let pool: Pool
  let acknowledged: string[]
  let tokens: Awaited<ReturnType<typeof makeTokens>>
  let replacement: string
  /** The one that came after. */
  let server: ServerProcess

  beforeAll(async () => {
    database = await lastingDatabase(kind)
    const first = await startProcess(database.flags)
    tokens = await makeTokens(first)
    pool = await createPool(first, { AutoVerifiedAttributes: ['email'] })
    acknowledged = await signUpUntilKilled(first, pool, async () => {
      replacement = (await refresh(first, tokens.pool, tokens.used)).RefreshToken
      await first.call('RevokeToken', { ClientId: tokens.pool.clientId, Token: tokens.revoked })
    })
    server = await startProcess(database.flags)
  })
  afterAll(async () => {
    await server.stop()
    await database.remove()
  })

  it('has every user that it acknowledged, each able to confirm once and to sign in', async () => {
    expect(acknowledged.length).toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_KILL)
    const usedCodes: { Username: string; ConfirmationCode: string }[] = []
    const confirm = async (Username: string) => {
      const ConfirmationCode = await server.codeFor(`${Username}@example.com`)
      await server.call('ConfirmSignUp', { ClientId: pool.clientId, Username, ConfirmationCode })
      usedCodes.push({ Username, ConfirmationCode })
    }
    await Promise.all(acknowledged.map(confirm))
    expect(usedCodes).toHaveLength(acknowledged.length)
    await server.kill()

    server = await startProcess(database.flags)
    const confirmAgain = async (code: { Username: string; ConfirmationCode: string }) => {
      await expect(server.call('ConfirmSignUp', { ClientId: pool.clientId, ...code })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      })
      await expect(signIn(server, pool, code.Username)).resolves.toHaveProperty('AccessToken')
    }
    await Promise.all(usedCodes.map(confirmAgain))
  })

  it('has the tokens that it gave out and has forgotten none that it replaced or revoked', async () => {
    const { pool, used, revoked } = tokens
    await expect(refresh(server, pool, used)).rejects.toMatchObject({ name: 'RefreshTokenReuseException' })
    await expect(refresh(server, pool, revoked)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    })
    await expect(refresh(server, pool, replacement)).resolves.toHaveProperty('RefreshToken')
  })
})

describe('a server that is asked to stop', () => {
  it('finishes the requests in flight and exits with 0', async () => {
    const folder = await temporaryFolder()
    const server = await startProcess([`--data-dir=${folder.path}`, '--no-demo', '--log-level=error'])
    const pool = await createPool(server)
    const signUps = Array.from({ length: 20 }, (_, index) =>
      server.call('SignUp', { ClientId: pool.clientId, Username: `user${index}`, Password: PASSWORD }),
    )
    await Promise.race(signUps)
    const code = await server.stop()
    const results = await Promise.allSettled(signUps)
    expect(code).toBe(0)
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    await folder.remove()
  })

  it('refuses to start twice on one database file, in one line', async () => {
    const folder = await temporaryFolder()
    const flags = [`--data-dir=${folder.path}`, '--no-demo', '--log-level=error']
    const server = await startProcess(flags)
    await expect(startProcess(flags)).rejects.toThrow(/ended with 2: poolhouse: The database .* is in use/)
    await server.stop()
    await folder.remove()
  })

  it('refuses another encryption key than the one of its database, in one line', async () => {
    const folder = await temporaryFolder()
    const flags = [`--data-dir=${folder.path}`, '--no-demo', '--log-level=error']
    await (await startProcess(flags)).stop()
    const otherKey = `--encryption-key=${Buffer.alloc(32, 9).toString('base64')}`
    await expect(startProcess([...flags, otherKey])).rejects.toThrow(/ended with 2: poolhouse: .*key/)
    await folder.remove()
  })

  it('opens its database with a new key while the old one is given too, and then without the old one', async () => {
    const folder = await temporaryFolder()
    const flags = [`--data-dir=${folder.path}`, '--log-level=error']
    const [old, fresh] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64'))
    const demo = { userPoolId: 'us-east-1_poolhouse', clientId: 'poolhousedemoclient0000000' }
    for (const keys of [old, `${fresh},${old}`, fresh]) {
      const server = await startProcess([...flags, `--encryption-key=${keys}`])
      await expect(signIn(server, demo, 'demo', 'Poolhouse-1')).resolves.toHaveProperty('IdToken')
      await server.stop()
    }
    await expect(startProcess([...flags, `--encryption-key=${old}`])).rejects.toThrow(/key/)
    await folder.remove()
  })
})
