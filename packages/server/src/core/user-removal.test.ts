import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

describe.each(databases)('removing a user on %s', (database) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createPool(server)
  })
  afterAll(() => server.stop())

  /** A user with a wrong password behind them, and two messages, one of which was sent. */
  async function triedUser(username: string): Promise<{ to: string; id: string }> {
    const to = `${username}@example.com`
    await createUser(server, pool, username, { email: to, email_verified: 'true' })
    await expect(signIn(server, pool, username, 'Wrong-Horse-1')).rejects.toThrow()
    const who = { ClientId: pool.clientId, Username: username }
    await server.call('ForgotPassword', who)
    const { db } = server.services
    await db.updateTable('messages').set({ sent_at: 1 }).where('recipient', '=', to).execute()
    await server.call('ForgotPassword', who)
    const { id } = await db
      .selectFrom('users')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirstOrThrow()
    return { to, id }
  }

  it.each(['AdminDeleteUser', 'DeleteUser'])('%s forgets tries and what was sent', async (operation) => {
    const username = operation.toLowerCase()
    const { to, id } = await triedUser(username)
    const tries = () =>
      server.services.db.selectFrom('attempts').where('subject', '=', id).selectAll().execute()
    expect(await tries()).not.toEqual([])
    expect(await server.outbox({ to })).toHaveLength(2)
    const { AccessToken } = await signIn(server, pool, username)
    const input =
      operation === 'DeleteUser' ? { AccessToken } : { UserPoolId: pool.userPoolId, Username: username }
    await server.call(operation, input)
    expect(await tries()).toEqual([])
    expect(await server.outbox({ to })).toHaveLength(1)
  })
})
