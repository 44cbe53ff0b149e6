import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addClient, addMachine, CALLBACK, createOAuthPool } from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'
import { userAgent } from '../support/user-agent.ts'

const insecure = { [oauth.allowInsecureRequests]: true }
/** Letters that forms encode. */
const SECRET = 'a+secret_with+plus+signs'

describe.each(databases)('oauth4webapi on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let confidential: Answer
  let as: oauth.AuthorizationServer

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    confidential = await addClient(server, pool, { GenerateSecret: true })
    const { ClientId } = confidential
    const secret = { UserPoolId: pool.userPoolId, ClientId, ClientSecret: SECRET }
    await server.call('AddUserPoolClientSecret', secret)
    await createUser(server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
    const issuer = new URL(`${server.services.publicUrl}/${pool.userPoolId}`)
    as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
  })
  afterAll(() => server.stop())

  interface Party {
    client: oauth.Client
    authentication: oauth.ClientAuth
  }
  const open = (): Party => ({ client: { client_id: pool.clientId }, authentication: oauth.None() })
  const closed = (authentication: oauth.ClientAuth): Party => ({
    client: { client_id: confidential.ClientId },
    authentication,
  })
  const parties: [string, () => Party][] = [
    ['none', open],
    ['client_secret_basic', () => closed(oauth.ClientSecretBasic(SECRET))],
    ['client_secret_post', () => closed(oauth.ClientSecretPost(SECRET))],
  ]

  /** Sends the browser for a code and checks what it brings. */
  async function authorize({ client }: Party) {
    const verifier = oauth.generateRandomCodeVerifier()
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
    const url = new URL(as.authorization_endpoint ?? '')
    url.search = new URLSearchParams({
      client_id: client.client_id,
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    }).toString()
    const callback = await userAgent(server, 'ada').visit(url)
    return { verifier, nonce, parameters: oauth.validateAuthResponse(as, client, callback, state) }
  }

  async function signIn(party: Party) {
    const { client, authentication } = party
    const { verifier, nonce, parameters } = await authorize(party)
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      authentication,
      parameters,
      CALLBACK,
      verifier,
      insecure,
    )
    const checks = { expectedNonce: nonce, requireIdToken: true }
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, checks)
    await oauth.validateApplicationLevelSignature(as, response, insecure)
    return tokens
  }

  async function refresh({ client, authentication }: Party, token: string) {
    const sent = oauth.refreshTokenGrantRequest(as, client, authentication, token, insecure)
    return oauth.processRefreshTokenResponse(as, client, await sent)
  }

  it.each(parties)('takes %s through sign-in, userInfo, refresh and revocation', async (_method, party) => {
    const { client, authentication } = party()
    const tokens = await signIn(party())
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    expect(claims).toMatchObject({ aud: client.client_id, email: 'ada@example.com' })
    const answered = await oauth.userInfoRequest(as, client, tokens.access_token, insecure)
    const userInfo = await oauth.processUserInfoResponse(as, client, claims?.sub ?? '', answered)
    expect(userInfo).toMatchObject({ sub: claims?.sub, email: 'ada@example.com' })
    const refreshed = await refresh(party(), tokens.refresh_token ?? '')
    expect(oauth.getValidatedIdTokenClaims(refreshed)?.sub).toBe(claims?.sub)
    const token = tokens.refresh_token ?? ''
    const revoked = await oauth.revocationRequest(as, client, authentication, token, insecure)
    expect(await oauth.processRevocationResponse(revoked)).toBeUndefined()
    await expect(refresh(party(), token)).rejects.toMatchObject({
      name: 'ResponseBodyError',
      code: oauth.RESPONSE_BODY_ERROR,
      status: 400,
      error: 'invalid_grant',
    })
  })

  it.each(['client_secret_basic', 'client_secret_post'])('takes %s for a client alone', async (method) => {
    const { userPoolId: UserPoolId } = pool
    const Identifier = `shop-${method}`
    const Scopes = [{ ScopeName: 'read', ScopeDescription: 'read' }]
    await server.call('CreateResourceServer', { UserPoolId, Identifier, Name: 'shop', Scopes })
    const { ClientId, ClientSecret } = await addMachine(server, pool, [`${Identifier}/read`])
    const authenticate = method === 'client_secret_basic' ? oauth.ClientSecretBasic : oauth.ClientSecretPost
    const client = { client_id: ClientId }
    const ask = async (secret: string) =>
      oauth.processClientCredentialsResponse(
        as,
        client,
        await oauth.clientCredentialsGrantRequest(as, client, authenticate(secret), {}, insecure),
      )
    expect(await ask(ClientSecret)).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
    await expect(ask('another secret: of nobody%')).rejects.toMatchObject({
      name: 'ResponseBodyError',
      error: 'invalid_client',
    })
  })

  it('sees that a code is for one use, and for one redirect URI', async () => {
    const { client, authentication } = open()
    const { verifier, parameters } = await authorize(open())
    const exchange = async (redirectUri: string) =>
      oauth.processAuthorizationCodeResponse(
        as,
        client,
        await oauth.authorizationCodeGrantRequest(
          as,
          client,
          authentication,
          parameters,
          redirectUri,
          verifier,
          insecure,
        ),
        { expectedNonce: oauth.expectNoNonce },
      )
    const other = exchange(`${CALLBACK}/`)
    await expect(other).rejects.toMatchObject({ error: 'unauthorized_client' })
    await expect(exchange(CALLBACK)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('sees a challenge where the access token is not good', async () => {
    const { client } = open()
    const response = await oauth.userInfoRequest(as, client, 'garbage', insecure)
    await expect(
      oauth.processUserInfoResponse(as, client, oauth.skipSubjectCheck, response),
    ).rejects.toMatchObject({
      code: oauth.WWW_AUTHENTICATE_CHALLENGE,
      status: 401,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    })
  })

  it('finds no introspection', async () => {
    const { client, authentication } = open()
    await expect(oauth.introspectionRequest(as, client, authentication, 'x', insecure)).rejects.toMatchObject(
      { code: oauth.MISSING_SERVER_METADATA },
    )
  })
})
