import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/
const ROLE = 'arn:aws:iam::000000000000:role'
const ID_CLAIMS = [
  'sub',
  'iss',
  'aud',
  'token_use',
  'auth_time',
  'iat',
  'exp',
  'jti',
  'origin_jti',
  'event_id',
  'cognito:username',
]
const ACCESS_CLAIMS = [
  'sub',
  'iss',
  'client_id',
  'token_use',
  'scope',
  'auth_time',
  'iat',
  'exp',
  'jti',
  'origin_jti',
  'event_id',
  'username',
]

interface Payloads {
  id: JWTPayload
  access: JWTPayload
}

describe.each(databases)('tokens on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, {
      Schema: [
        { Name: 'n', AttributeDataType: 'Number', Mutable: true },
        { Name: 'flag', AttributeDataType: 'Boolean', Mutable: true },
        { Name: 'text', AttributeDataType: 'String', Mutable: true },
      ],
    })
  })
  afterAll(() => server.stop())

  const issuerOf = ({ userPoolId }: Pool) => `${server.services.publicUrl}/${userPoolId}`
  const jwksUriOf = (of: Pool) => `${issuerOf(of)}/.well-known/jwks.json`

  /** Both payloads, verified as a relying party does that knows the issuer and the client. */
  async function verify(tokens: Answer, of = pool): Promise<Payloads> {
    const keys = createRemoteJWKSet(new URL(jwksUriOf(of)))
    const options = {
      issuer: issuerOf(of),
      algorithms: ['RS256'],
      currentDate: new Date(server.services.clock.now()),
    }
    const [id, access] = await Promise.all([
      jwtVerify(tokens.IdToken, keys, { ...options, audience: of.clientId }),
      jwtVerify(tokens.AccessToken, keys, options),
    ])
    return { id: id.payload, access: access.payload }
  }

  const refresh = async (tokens: Answer) => {
    const answer = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken },
    })
    return answer.AuthenticationResult
  }

  const createClient = async (settings: Record<string, unknown>): Promise<Pool> => {
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'another',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      ...settings,
    })
    return { ...pool, clientId: UserPoolClient.ClientId }
  }

  const createGroup = (name: string, settings: Record<string, unknown>) =>
    server.call('CreateGroup', { UserPoolId: pool.userPoolId, GroupName: name, ...settings })
  const join = (username: string, name: string) =>
    server.call('AdminAddUserToGroup', { UserPoolId: pool.userPoolId, Username: username, GroupName: name })

  describe('of a user without attributes and groups', () => {
    let tokens: Answer
    let id: JWTPayload
    let access: JWTPayload

    beforeAll(async () => {
      await createUser(server, pool, 'plain')
      tokens = await signIn(server, pool, 'plain')
      const payloads = await verify(tokens)
      id = payloads.id
      access = payloads.access
    })

    it('have exactly the claims of Cognito', () => {
      expect(new Set(Object.keys(id))).toEqual(new Set(ID_CLAIMS))
      expect(new Set(Object.keys(access))).toEqual(new Set(ACCESS_CLAIMS))
    })

    it('have a header of key id and algorithm alone, each token its own key', () => {
      const headers = [tokens.IdToken, tokens.AccessToken].map(decodeProtectedHeader)
      for (const header of headers) {
        expect(header).toEqual({ kid: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/), alg: 'RS256' })
        expect(Object.keys(header)).toEqual(['kid', 'alg'])
      }
      expect(headers[0]?.kid).not.toBe(headers[1]?.kid)
    })

    it('name the user, the client and the use', () => {
      expect(id).toMatchObject({ aud: pool.clientId, token_use: 'id', 'cognito:username': 'plain' })
      expect(access).toMatchObject({
        client_id: pool.clientId,
        token_use: 'access',
        username: 'plain',
        scope: 'aws.cognito.signin.user.admin',
      })
      expect(id.sub).toMatch(UUID)
      expect(access.sub).toBe(id.sub)
    })

    it('share the sign-in and the issue, not their own ids', () => {
      for (const claim of ['origin_jti', 'event_id', 'jti']) {
        expect(id[claim]).toMatch(UUID)
        expect(access[claim]).toMatch(UUID)
      }
      expect(access['origin_jti']).toBe(id['origin_jti'])
      expect(access['event_id']).toBe(id['event_id'])
      expect(access.jti).not.toBe(id.jti)
    })

    it('count time in whole seconds, one hour', () => {
      for (const payload of [id, access]) {
        const times = [payload['auth_time'], payload.iat, payload.exp]
        expect(times.every(Number.isInteger)).toBe(true)
        expect(Number(payload.exp) - Number(payload.iat)).toBe(3600)
        // Verifiers without leeway refuse a token from the future.
        expect(Number(payload.iat)).toBeLessThanOrEqual(server.services.clock.now() / 1000)
        expect(Number(payload.iat)).toBeGreaterThan(server.services.clock.now() / 1000 - 60)
      }
      expect(tokens).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' })
    })

    it('cannot be verified with the keys of another pool', async () => {
      const stranger = await createPool(server)
      const keys = createRemoteJWKSet(new URL(jwksUriOf(stranger)))
      await expect(jwtVerify(tokens.IdToken, keys)).rejects.toMatchObject({
        code: 'ERR_JWKS_NO_MATCHING_KEY',
      })
    })

    it('cannot be changed', async () => {
      const [header, , signature] = String(tokens.AccessToken).split('.')
      const claims = Buffer.from(JSON.stringify({ ...access, 'cognito:groups': ['admins'] }))
      const forged = `${header}.${claims.toString('base64url')}.${signature}`
      const keys = createRemoteJWKSet(new URL(jwksUriOf(pool)))
      await expect(jwtVerify(forged, keys)).rejects.toMatchObject({
        code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      })
    })
  })

  it('are new in every sign-in', async () => {
    await createUser(server, pool, 'twice')
    const one = claimsOf((await signIn(server, pool, 'twice')).IdToken)
    const two = claimsOf((await signIn(server, pool, 'twice')).IdToken)
    for (const claim of ['jti', 'origin_jti', 'event_id']) expect(two[claim]).not.toBe(one[claim])
  })

  it('keep over a refresh what belongs to the sign-in', async () => {
    await createUser(server, pool, 'refreshing')
    const first = await signIn(server, pool, 'refreshing')
    server.advance(600)
    const second = await refresh(first)
    const before = await verify(first)
    const after = await verify(second)
    server.advance(-600)
    expect(second.RefreshToken).toBeUndefined()
    for (const use of ['id', 'access'] as const) {
      const [old, fresh] = [before[use], after[use]]
      for (const claim of ['sub', 'auth_time', 'origin_jti', 'scope', 'username', 'cognito:username'])
        expect(fresh[claim]).toEqual(old[claim])
      for (const claim of ['jti', 'event_id']) expect(fresh[claim]).not.toBe(old[claim])
      expect(Number(fresh.iat) - Number(old.iat)).toBeGreaterThanOrEqual(600)
      expect(Number(fresh.exp) - Number(fresh.iat)).toBe(3600)
    }
    expect(after.access['event_id']).toBe(after.id['event_id'])
  })

  describe('and attributes', () => {
    const attributes = {
      email: 'ada@example.com',
      email_verified: 'true',
      phone_number: '+15550100123',
      phone_number_verified: 'false',
      name: 'Ada Šťastná',
      address: '1 Main Street',
      updated_at: '1700000000',
      'custom:n': '42',
      'custom:flag': 'true',
      'custom:text': 'äöü',
    }

    it('are in the ID token in their forms, and not in the access token', async () => {
      await createUser(server, pool, 'ada', attributes)
      const { id, access } = await verify(await signIn(server, pool, 'ada'))
      expect(id).toMatchObject({
        ...attributes,
        email_verified: true,
        phone_number_verified: false,
        address: { formatted: '1 Main Street' },
        updated_at: 1_700_000_000,
      })
      expect(new Set(Object.keys(access))).toEqual(new Set(ACCESS_CLAIMS))
    })

    it('are left out of the ID token where the client may not read them', async () => {
      const client = await createClient({ ReadAttributes: ['email', 'custom:n'] })
      await createUser(server, pool, 'private', attributes)
      const { id } = await verify(await signIn(server, client, 'private'), client)
      expect(new Set(Object.keys(id))).toEqual(new Set([...ID_CLAIMS, 'email', 'custom:n']))
    })

    it('are as they are at the time of the refresh', async () => {
      await createUser(server, pool, 'renamed', { name: 'Old' })
      const tokens = await signIn(server, pool, 'renamed')
      await server.call('AdminUpdateUserAttributes', {
        UserPoolId: pool.userPoolId,
        Username: 'renamed',
        UserAttributes: [{ Name: 'name', Value: 'New' }],
      })
      expect(claimsOf((await refresh(tokens)).IdToken)['name']).toBe('New')
    })
  })

  it('carry groups in both, and roles in the ID token', async () => {
    await createGroup('second', { Precedence: 2, RoleArn: `${ROLE}/second` })
    await createGroup('first', { Precedence: 1, RoleArn: `${ROLE}/first` })
    await createGroup('bare', {})
    await createUser(server, pool, 'member')
    for (const name of ['second', 'bare', 'first']) await join('member', name)
    const { id, access } = await verify(await signIn(server, pool, 'member'))
    expect(new Set(id['cognito:groups'] as string[])).toEqual(new Set(['first', 'second', 'bare']))
    expect(access['cognito:groups']).toEqual(id['cognito:groups'])
    expect(new Set(id['cognito:roles'] as string[])).toEqual(new Set([`${ROLE}/first`, `${ROLE}/second`]))
    expect(id['cognito:preferred_role']).toBe(`${ROLE}/first`)
    expect(access).not.toHaveProperty(['cognito:roles'])
    expect(access).not.toHaveProperty(['cognito:preferred_role'])
  })

  it.each([
    ['the group of the lowest number has no role', [[1], [2, 'second']]],
    [
      'groups of the lowest number have different roles',
      [
        [1, 'one'],
        [1, 'other'],
        [2, 'second'],
      ],
    ],
  ] as const)('prefer no role where %s', async (why, ranks) => {
    const username = why.replaceAll(' ', '-')
    await createUser(server, pool, username)
    for (const [index, [precedence, role]] of ranks.entries()) {
      const name = `${username}-${index}`
      await createGroup(name, { Precedence: precedence, ...(role && { RoleArn: `${ROLE}/${role}` }) })
      await join(username, name)
    }
    const { id } = await verify(await signIn(server, pool, username))
    expect(id['cognito:roles']).toContain(`${ROLE}/second`)
    expect(id).not.toHaveProperty(['cognito:preferred_role'])
  })

  it('carry no roles where no group has one', async () => {
    await createGroup('roleless', {})
    await createUser(server, pool, 'roleless')
    await join('roleless', 'roleless')
    const { id } = await verify(await signIn(server, pool, 'roleless'))
    expect(new Set(Object.keys(id))).toEqual(new Set([...ID_CLAIMS, 'cognito:groups']))
  })

  it('name the user by sub in a pool whose users sign in by e-mail', async () => {
    const byEmail = await createPool(server, { UsernameAttributes: ['email'] })
    await createUser(server, byEmail, 'bea@example.com')
    const { id, access } = await verify(await signIn(server, byEmail, 'bea@example.com'), byEmail)
    expect(id['cognito:username']).toBe(id.sub)
    expect(access['username']).toBe(id.sub)
    expect(id['email']).toBe('bea@example.com')
  })

  it('live as long as the client says', async () => {
    const client = await createClient({
      AccessTokenValidity: 5,
      IdTokenValidity: 10,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes' },
    })
    await createUser(server, pool, 'short')
    const tokens = await signIn(server, client, 'short')
    const { id, access } = await verify(tokens, client)
    expect(tokens.ExpiresIn).toBe(300)
    expect(Number(access.exp) - Number(access.iat)).toBe(300)
    expect(Number(id.exp) - Number(id.iat)).toBe(600)
    server.advance(301)
    const late = verify(tokens, client)
    await expect(late).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' })
    server.advance(-301)
  })

  it('carry no ids of the sign-in where the client has revocation off', async () => {
    const client = await createClient({ EnableTokenRevocation: false })
    await createUser(server, pool, 'untraced')
    const { id, access } = await verify(await signIn(server, client, 'untraced'), client)
    for (const payload of [id, access]) {
      expect(payload).not.toHaveProperty('jti')
      expect(payload).not.toHaveProperty('origin_jti')
    }
  })
})
