import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorize, createOAuthPool, exchange, refreshTokens } from '../../test/support/oauth.ts'
import type { Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

describe.each(databases)('an OAuth endpoint that fails, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await sql`drop table authorization_codes`.execute(server.services.db)
  })
  afterAll(() => server.stop())

  it('says so without detail, and the log knows it by the id that the client got', async () => {
    const { log } = server.services
    const lines: { requestId: string; err: Error }[] = []
    const { child } = log
    log.child = ((bindings: { requestId: string }) => ({
      ...log,
      error: ({ err }: { err: Error }) => lines.push({ ...bindings, err }),
    })) as unknown as typeof child
    const { status, headers, body } = await exchange(server, pool, 'x')
    log.child = child
    expect(status).toBe(500)
    expect(body).toEqual({ error: 'server_error' })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.requestId).toBe(headers.get('x-amz-cognito-request-id'))
    expect(lines[0]?.err.message).toContain('authorization_codes')
  })

  it('leaves the others', async () => {
    expect((await refreshTokens(server, pool, 'x')).body).toEqual({ error: 'invalid_grant' })
    expect((await authorize(server, pool)).location?.pathname).toBe('/login')
  })
})
