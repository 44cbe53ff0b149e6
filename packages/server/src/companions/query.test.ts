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
    expect(text).toContain('&lt;GetUser&gt;')
  })

  it('refuses a request that the operator did not sign', async () => {
    const { status, text } = await post(closed, { Action: 'GetCallerIdentity' })
    expect(status).toBe(400)
    expect(text).toContain('<Code>MissingAuthenticationTokenException</Code>')
  })
})
