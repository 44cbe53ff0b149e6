import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFederatedPool, providerQuery, startProviderFor, tokensOf, walk } from '../support/federated.ts'
import { CALLBACK, refreshTokens } from '../support/oauth.ts'
import type { OpenIdProvider } from '../support/openid-provider.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'

describe.each(databases)('a session of a browser that a provider began, on %s', (kind) => {
  let server: TestServer
  let provider: OpenIdProvider

  beforeAll(async () => {
    server = await startTestServer(kind)
    provider = await startProviderFor(server, { Ada1: { email: 'ada@example.com', name: 'Ada' } })
  })
  afterAll(async () => {
    await server.stop()
    await provider.close()
  })

  it('is listed with its tokens, and revoked so that the browser goes to the provider again', async () => {
    const pool = await createFederatedPool(server, provider)
    await server.call('SetUserPoolSessionConfiguration', {
      UserPoolId: pool.userPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 20 },
    })
    const come = await walk(server, provider, { pool, account: 'Ada1' })
    const { body } = await tokensOf(server, pool, come)
    const goOn = async () => (await come.browser.get(`/oauth2/authorize?${providerQuery(pool)}`)).location
    const AccessToken = body.access_token
    const { Sessions } = await server.call('ListUserSessions', { AccessToken })
    const { SessionId } = Sessions.find(({ SessionType }: Answer) => SessionType === 'SSO')
    expect(Sessions).toContainEqual(
      expect.objectContaining({ SessionType: 'TOKEN', OriginSessionId: SessionId }),
    )
    expect(await goOn()).toContain(`${CALLBACK}?code=`)
    const linked = { RevokeAssociatedSessions: 'LINKED' }
    await server.call('RevokeUserSession', { AccessToken, SessionId, ...linked })
    expect(await goOn()).toContain(provider.issuer)
    expect((await refreshTokens(server, pool, body.refresh_token)).status).toBe(400)
  })
})
