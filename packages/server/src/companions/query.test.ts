import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/server.ts'

describe('the query protocol', () => {
  let open: TestServer
  let closed: TestServer

  beforeAll(async () => {
    open = await startTestServer('sqlite', ['--account-id=123456789012'])
    closed = await startTestServer('sqlite', ['--access-key-id=AKIDEXAMPLE', '--secret-access-key=secret'])
  })
  afterAll(async () => {
    await open.stop()
    await closed.stop()
  })

  const post = async (server: TestServer, body: Record<string, string>) => {
    const response = await fetch(server.url, { method: 'POST', body: new URLSearchParams(body) })
    return { status: response.status, text: await response.text() }
  }

  it('answers GetCallerIdentity with the account', async () => {
    const { status, text } = await post(open, { Action: 'GetCallerIdentity', Version: '2011-06-15' })
    expect(status).toBe(200)
    expect(text).toContain('<Account>123456789012</Account>')
    expect(text).toContain('<Arn>arn:aws:iam::123456789012:root</Arn>')
  })

  it('refuses an action that it does not know, as XML and with its name escaped', async () => {
    const { status, text } = await post(open, { Action: '<GetUser>' })
    expect(status).toBe(400)
    expect(text).toContain('<Code>InvalidAction</Code>')
    expect(text).toContain('&lt;GetUser&gt; for version NO_VERSION_SPECIFIED')
  })

  it('tells actions apart by the version of their API', async () => {
    const known = await post(open, { Action: 'ListRoles', Version: '2010-05-08' })
    expect(known.text).toContain('<Roles></Roles><IsTruncated>false</IsTruncated>')
    const unknown = await post(open, { Action: 'ListRoles', Version: '2010-12-01' })
    expect(unknown.text).toContain('Could not find operation ListRoles for version 2010-12-01')
  })

  it('refuses a request that the operator did not sign', async () => {
    const { status, text } = await post(closed, { Action: 'GetCallerIdentity' })
    expect(status).toBe(403)
    expect(text).toContain('<Code>MissingAuthenticationToken</Code>')
  })

  it('refuses a body that is too large', async () => {
    const { status, text } = await post(open, { Action: 'ListRoles', PathPrefix: 'x'.repeat(524_288) })
    expect(status).toBe(413)
    expect(text).toContain('<Code>RequestEntityTooLarge</Code>')
  })

  it('writes what XML cannot hold as a replacement', async () => {
    const { text } = await post(open, { Action: 'a\u0000\u0008<b' })
    expect(text).toContain('Could not find operation a\ufffd\ufffd&lt;b for version')
  })

  it('counts requests by the names of actions, and all unknown ones together', async () => {
    await post(open, { Action: 'GetRole', Version: '2010-05-08', RoleName: 'nobody' })
    const metrics = await (await fetch(`${open.url}/_poolhouse/metrics`)).text()
    expect(metrics).toContain('operation="iam:GetRole"')
    expect(metrics).toContain('operation="query:unknown"')
    expect(metrics).not.toContain('GetUser')
  })
})
