import { type OutgoingHttpHeaders, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const EVIL = 'evil.example'
const forgeries: [what: string, headers: OutgoingHttpHeaders][] = [
  ['Host', { host: EVIL }],
  ['Host with a port', { host: `${EVIL}:4100` }],
  ['X-Forwarded-Host', { 'x-forwarded-host': EVIL, 'x-forwarded-proto': 'https', 'x-forwarded-port': '666' }],
  ['Forwarded', { forwarded: `for=10.0.0.1;host=${EVIL};proto=https` }],
  [
    'the rarer ones',
    { 'x-host': EVIL, 'x-original-host': EVIL, 'x-forwarded-server': EVIL, 'x-original-url': `//${EVIL}/` },
  ],
]

/** `fetch` sends the true Host only. */
function send(
  url: string,
  options: { headers: OutgoingHttpHeaders; path?: string; body?: string },
): Promise<string> {
  const { headers, path, body } = options
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const sent = request({ hostname, port, path, method: body ? 'POST' : 'GET', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

describe.each(databases)('a forged host, on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let count = 0

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    })
    await createUser(server, pool, 'known')
  })
  afterAll(() => server.stop())

  async function callWith(headers: OutgoingHttpHeaders, operation: string, input: object) {
    const text = await send(server.url, {
      headers: {
        ...headers,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ ClientId: pool.clientId, ...input }),
    })
    return JSON.parse(text)
  }

  it.each(forgeries)('gets into no mail by %s', async (_, headers) => {
    count += 1
    const email = `jane${count}@example.com`
    const user = { Username: `jane${count}`, Password: PASSWORD }
    await callWith(headers, 'SignUp', { ...user, UserAttributes: [{ Name: 'email', Value: email }] })
    await callWith(headers, 'ResendConfirmationCode', { Username: user.Username })
    const messages = await server.outbox({ to: email })
    expect(messages).toHaveLength(2)
    for (const { body, link } of messages) {
      expect(link?.startsWith(`${server.services.publicUrl}/confirmUser?`)).toBe(true)
      expect(body).toContain(link?.replaceAll('&', '&amp;'))
      expect(body).not.toContain(EVIL)
    }
  })

  it.each(forgeries)('is no issuer by %s', async (_, headers) => {
    const answer = await callWith(headers, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'known', PASSWORD },
    })
    const { IdToken, AccessToken } = answer.AuthenticationResult
    for (const token of [IdToken, AccessToken])
      expect(claimsOf(token)['iss']).toBe(`${server.services.publicUrl}/${pool.userPoolId}`)
  })

  it.each(forgeries)('changes no discovery document by %s', async (_, headers) => {
    const path = `/${pool.userPoolId}/.well-known/openid-configuration`
    const honest = await send(server.url, { headers: {}, path })
    expect(JSON.parse(honest)).toMatchObject({ issuer: `${server.services.publicUrl}/${pool.userPoolId}` })
    expect(await send(server.url, { headers, path })).toBe(honest)
    expect(await send(server.url, { headers, path: `http://${EVIL}${path}` })).toBe(honest)
  })
})
