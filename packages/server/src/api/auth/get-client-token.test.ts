import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf } from '../../../test/support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'
import { signingKeys } from '../../core/signing-keys.ts'
import { verifyJwt } from '../../crypto/signatures.ts'

const FLOW = 'ALLOW_CLIENT_TOKEN_AUTH'

describe.each(databases)('GetClientToken on %s', (database) => {
  let server: TestServer
  let pool: TestPool
  let client: Answer

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createTestPool(server)
    await pool.call('CreateResourceServer', {
      Identifier: 'api',
      Name: 'api',
      Scopes: ['read', 'write', 'other'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
    })
    client = await createClient()
  })
  afterAll(() => server.stop())

  async function createClient(settings: Record<string, unknown> = {}): Promise<Answer> {
    const { UserPoolClient } = await pool.call('CreateUserPoolClient', {
      ClientName: 'machine',
      GenerateSecret: true,
      ExplicitAuthFlows: [FLOW],
      AllowedOAuthScopes: ['api/read', 'api/write'],
      ...settings,
    })
    return UserPoolClient
  }
  const ask = (input: Record<string, unknown> = {}) =>
    server.call('GetClientToken', { ClientId: client.ClientId, Secret: client.ClientSecret, ...input })

  it('answers an access token of the application for all its scopes', async () => {
    const { ClientAuthenticationResult: result } = await ask()
    expect(result).toEqual({ AccessToken: expect.any(String), ExpiresIn: 3600, TokenType: 'Bearer' })
    const claims = claimsOf(result.AccessToken)
    const { access } = await signingKeys(server.services, pool.id)
    expect(verifyJwt(result.AccessToken, () => access.publicKey)).toBeDefined()
    expect(claims).toEqual({
      sub: client.ClientId,
      token_use: 'access',
      scope: 'api/read api/write',
      auth_time: claims['iat'],
      iss: expect.stringContaining(pool.id),
      exp: Number(claims['iat']) + 3600,
      iat: expect.any(Number),
      version: 2,
      jti: expect.any(String),
      client_id: client.ClientId,
    })
  })

  it('answers the scopes that were asked for, each once', async () => {
    const { ClientAuthenticationResult } = await ask({ Scopes: ['api/write', 'api/write'] })
    expect(claimsOf(ClientAuthenticationResult.AccessToken)['scope']).toBe('api/write')
  })

  it.each([
    ['that the client was not given', 'api/other'],
    ['of no resource server', 'nowhere/read'],
    ['of users', 'openid'],
  ])('refuses a scope %s', async (_, scope) => {
    await expect(ask({ Scopes: ['api/read', scope] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid scope requested: ${scope}`,
    })
  })

  it('leaves out a scope that its resource server lost', async () => {
    await pool.call('CreateResourceServer', {
      Identifier: 'brief',
      Name: 'brief',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'x' }],
    })
    const other = await createClient({ AllowedOAuthScopes: ['api/read', 'brief/read'] })
    await pool.call('DeleteResourceServer', { Identifier: 'brief' })
    const { ClientAuthenticationResult } = await ask({
      ClientId: other.ClientId,
      Secret: other.ClientSecret,
    })
    expect(claimsOf(ClientAuthenticationResult.AccessToken)['scope']).toBe('api/read')
  })

  it('gives a token that is nobody to the self-service operations', async () => {
    const { ClientAuthenticationResult } = await ask()
    const { AccessToken } = ClientAuthenticationResult
    await expect(server.call('GetUser', { AccessToken })).rejects.toThrow()
  })

  it('refuses a wrong secret, an unknown client and a client without the flow', async () => {
    await expect(ask({ Secret: 'x'.repeat(51) })).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await expect(ask({ ClientId: 'missing' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    for (const settings of [
      { ExplicitAuthFlows: undefined },
      { GenerateSecret: false, ExplicitAuthFlows: [] },
    ]) {
      const other = await createClient(settings)
      const Secret = other.ClientSecret ?? 'x'.repeat(51)
      await expect(ask({ ClientId: other.ClientId, Secret })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'ALLOW_CLIENT_TOKEN_AUTH is not enabled for the client.',
      })
    }
  })

  it('has a flow that excludes all others and needs a secret', async () => {
    const both = { ExplicitAuthFlows: [FLOW, 'ALLOW_USER_PASSWORD_AUTH'] }
    await expect(createClient(both)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'ALLOW_CLIENT_TOKEN_AUTH can not be used with other authentication flows.',
    })
    await expect(createClient({ GenerateSecret: false })).rejects.toMatchObject({
      message: 'ALLOW_CLIENT_TOKEN_AUTH requires a client with a client secret.',
    })
    await expect(
      server.call('InitiateAuth', {
        ClientId: client.ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'a', PASSWORD: 'b' },
      }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
})
