import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addClient,
  addMachine,
  askTokens,
  CALLBACK,
  codeFor,
  createOAuthPool,
  exchange,
} from '../../server/test/support/oauth.ts'
import { createUser, type Pool, signIn } from '../../server/test/support/pool.ts'
import { type Answer, startTestServer, type TestServer } from '../../server/test/support/server.ts'
import { createVerifier, type PoolOptions } from '../src/index.ts'

const flows = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }
const Schema = [{ Name: 'company_id', AttributeDataType: 'String', Mutable: true }]

describe('a verifier for a running Poolhouse', () => {
  let server: TestServer
  let pool: Pool
  let otherPool: Pool
  let otherClient: Answer
  let machine: Answer

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    pool = await createOAuthPool(server, flows, { Schema })
    otherPool = await createOAuthPool(server, flows)
    otherClient = await addClient(server, pool, flows)
    await createUser(server, pool, 'ada', {
      email: 'ada@example.com',
      email_verified: 'true',
      'custom:company_id': 'company1',
    })
    await createUser(server, otherPool, 'ada')
    const group = { UserPoolId: pool.userPoolId, GroupName: 'crew' }
    await server.call('CreateGroup', group)
    await server.call('AdminAddUserToGroup', { ...group, Username: 'ada' })
    const Scopes = [{ ScopeName: 'read', ScopeDescription: 'read' }]
    const resource = { UserPoolId: pool.userPoolId, Identifier: 'shop', Name: 'shop', Scopes }
    await server.call('CreateResourceServer', resource)
    machine = await addMachine(server, pool)
  })
  afterAll(() => server.stop())

  const verifierOf = (tokenUse: 'id' | 'access' | null, more: Partial<PoolOptions> = {}) =>
    createVerifier<{ company_id: string }>(
      {
        issuer: `${server.services.publicUrl}/${pool.userPoolId}`,
        clientId: pool.clientId,
        tokenUse,
        ...more,
      } as PoolOptions,
      { now: () => server.testClock?.now() ?? 0 },
    )

  it('reads who signed in by the API', async () => {
    const { IdToken, AccessToken } = await signIn(server, pool, 'ada')
    expect(await verifierOf('id').verify(IdToken)).toMatchObject({
      username: 'ada',
      email: 'ada@example.com',
      emailVerified: true,
      groups: ['crew'],
      custom: { company_id: 'company1' },
      clientId: pool.clientId,
    })
    const user = await verifierOf('access', { groups: 'crew' }).verify(AccessToken)
    expect(user).toMatchObject({
      username: 'ada',
      scopes: ['aws.cognito.signin.user.admin'],
      groups: ['crew'],
    })
  })

  it('reads who signed in on the pages', async () => {
    const code = await codeFor(server, pool, 'ada', { scope: 'openid email', redirect_uri: CALLBACK })
    const { body } = await exchange(server, pool, code)
    expect((await verifierOf('id').verify(body.id_token)).email).toBe('ada@example.com')
    const { scopes } = await verifierOf('access', { scopes: 'openid' }).verify(body.access_token)
    expect(scopes).toEqual(['openid', 'email'])
  })

  it('reads the scopes of a program, which has no user', async () => {
    const { body } = await askTokens(server, {
      grant_type: 'client_credentials',
      client_id: machine.ClientId,
      client_secret: machine.ClientSecret,
    })
    const verifier = verifierOf('access', { clientId: machine.ClientId, scopes: 'shop/read' })
    const user = await verifier.verify(body.access_token)
    expect(user).toMatchObject({ username: undefined, sub: machine.ClientId, scopes: ['shop/read'] })
  })

  it('answers at once after prime', async () => {
    const { AccessToken, IdToken } = await signIn(server, pool, 'ada')
    const verifier = verifierOf('access')
    await verifier.prime()
    expect(verifier.verifySync(AccessToken).username).toBe('ada')
    expect(() => verifier.verifySync(IdToken)).toThrow(expect.objectContaining({ code: 'token-use' }))
  })

  it('refuses tokens of other clients, other pools and other times', async () => {
    const verifier = verifierOf('access')
    const refuse = (code: string, token: string) =>
      expect(verifier.verify(token)).rejects.toMatchObject({ code })
    const elsewhere = await signIn(server, { ...pool, clientId: otherClient.ClientId }, 'ada')
    await refuse('audience', elsewhere.AccessToken)
    await refuse('issuer', (await signIn(server, otherPool, 'ada')).AccessToken)
    await refuse('malformed', elsewhere.RefreshToken)
    const { AccessToken } = await signIn(server, pool, 'ada')
    server.advance(3601)
    await refuse('expired', AccessToken)
  })
})
