import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPasskey, type Misbehaviour, type SoftPasskey } from '../support/authenticator.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const ORIGIN = 'https://auth.example.com'
const POOL = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } }
const CLIENT = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] }
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const USED = { message: 'Invalid session for the user, session can only be used once.' }

describe.each(databases)('attacks on passkeys, %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let other: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await newPool()
    other = await newPool()
  })
  afterAll(() => server.stop())

  const configure = (of: Pool, WebAuthnConfiguration: Record<string, string>) =>
    server.call('SetUserPoolMfaConfig', { UserPoolId: of.userPoolId, WebAuthnConfiguration })
  const newPool = async (settings: Record<string, string> = {}) => {
    const created = await createPool(server, POOL, CLIENT)
    await configure(created, { RelyingPartyId: 'auth.example.com', ...settings })
    return created
  }

  const register = async (username: string, of = pool, passkey = createPasskey(ORIGIN)) => {
    await createUser(server, of, username)
    const { AccessToken } = await signIn(server, of, username)
    const { CredentialCreationOptions } = await server.call('StartWebAuthnRegistration', { AccessToken })
    const Credential = passkey.create(CredentialCreationOptions)
    await server.call('CompleteWebAuthnRegistration', { AccessToken, Credential })
    return passkey
  }
  const begin = async (username: string, of = pool) => {
    const challenge = await server.call('InitiateAuth', {
      ClientId: of.clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: username, PREFERRED_CHALLENGE: 'WEB_AUTHN' },
    })
    const { CREDENTIAL_REQUEST_OPTIONS } = challenge.ChallengeParameters
    return { session: challenge.Session, options: JSON.parse(CREDENTIAL_REQUEST_OPTIONS) }
  }
  const answer = (username: string, Session: string, CREDENTIAL: string, of = pool) =>
    server.call('RespondToAuthChallenge', {
      ClientId: of.clientId,
      ChallengeName: 'WEB_AUTHN',
      Session,
      ChallengeResponses: { USERNAME: username, CREDENTIAL },
    })
  const tryIt = async (
    username: string,
    passkey: SoftPasskey,
    misbehaviour: Misbehaviour = {},
    of = pool,
  ) => {
    const { session, options } = await begin(username, of)
    return answer(username, session, passkey.get(options, misbehaviour), of)
  }

  it('lets the honest owner in, with counting and without', async () => {
    const passkey = await register('honest')
    for (const _ of [1, 2]) expect(await tryIt('honest', passkey)).toHaveProperty('AuthenticationResult')
    const still = createPasskey(ORIGIN, { counts: false })
    await register('uncounted', pool, still)
    for (const _ of [1, 2]) expect(await tryIt('uncounted', still)).toHaveProperty('AuthenticationResult')
    const rsa = createPasskey(ORIGIN, { algorithm: 'RS256' })
    await register('rsa', pool, rsa)
    expect(await tryIt('rsa', rsa)).toHaveProperty('AuthenticationResult')
  })

  it.each([
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['a look-alike of the origin', { origin: 'https://auth.example.com.evil.example' }],
    ['the parent of the origin', { origin: 'https://example.com' }],
    ['plain http', { origin: 'http://auth.example.com' }],
    ['a foreign frame', { crossOrigin: true }],
    ['another relying party', { relyingPartyId: 'evil.example' }],
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['the ceremony of registration', { type: 'webauthn.create' }],
    ['nobody at the authenticator', { userPresent: false }],
    ['the handle of another user', { userHandle: Buffer.from('someone').toString('base64url') }],
  ])('refuses %s', async (what, misbehaviour: Misbehaviour) => {
    const username = what.replaceAll(' ', '-')
    const passkey = await register(username)
    await expect(tryIt(username, passkey, misbehaviour)).rejects.toMatchObject(INCORRECT)
    expect(await tryIt(username, passkey)).toHaveProperty('AuthenticationResult')
  })

  it('refuses a user who was not verified where the pool requires it, and only there', async () => {
    const strict = await newPool({ UserVerification: 'required' })
    const passkey = await register('strict', strict)
    expect((await begin('strict', strict)).options.userVerification).toBe('required')
    await expect(tryIt('strict', passkey, { userVerified: false }, strict)).rejects.toMatchObject(INCORRECT)
    const lax = await register('lax')
    expect(await tryIt('lax', lax, { userVerified: false })).toHaveProperty('AuthenticationResult')
  })

  it('refuses a counter that stands still or runs back, as of a clone', async () => {
    const passkey = await register('cloned')
    await tryIt('cloned', passkey, { signCount: 10 })
    for (const signCount of [10, 9, 0])
      await expect(tryIt('cloned', passkey, { signCount })).rejects.toMatchObject(INCORRECT)
    expect(await tryIt('cloned', passkey, { signCount: 11 })).toHaveProperty('AuthenticationResult')
  })

  it('lets one of two sign-ins with the same count in', async () => {
    const passkey = await register('twins')
    const begun = await Promise.all([begin('twins'), begin('twins'), begin('twins'), begin('twins')])
    const results = await Promise.allSettled(
      begun.map(({ session, options }) => answer('twins', session, passkey.get(options, { signCount: 5 }))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('refuses the passkey of another user and that of another pool', async () => {
    const mine = await register('victim')
    const stranger = await register('attacker')
    await expect(tryIt('victim', stranger)).rejects.toMatchObject(INCORRECT)
    const sameName = await register('victim', other)
    await expect(tryIt('victim', sameName)).rejects.toMatchObject(INCORRECT)
    const sameId = createPasskey(ORIGIN, { id: mine.id })
    await register('twin', other, sameId)
    await expect(tryIt('victim', sameId)).rejects.toMatchObject(INCORRECT)
    expect(await tryIt('twin', sameId, {}, other)).toHaveProperty('AuthenticationResult')
  })

  it('takes a challenge once, right or wrong, with its own session and client', async () => {
    const passkey = await register('replayed')
    const { session, options } = await begin('replayed')
    const credential = passkey.get(options)
    await answer('replayed', session, credential)
    await expect(answer('replayed', session, credential)).rejects.toMatchObject(USED)
    const second = await begin('replayed')
    await expect(answer('replayed', second.session, credential)).rejects.toMatchObject(INCORRECT)
    await expect(answer('replayed', second.session, passkey.get(second.options))).rejects.toMatchObject(USED)
    const third = await begin('replayed')
    await expect(answer('replayed', third.session, passkey.get(third.options), other)).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
    await register('accomplice')
    await expect(answer('accomplice', third.session, passkey.get(third.options))).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
    server.advance(181)
    await expect(answer('replayed', third.session, passkey.get(third.options))).rejects.toMatchObject({
      message: 'Invalid session for the user, session is expired.',
    })
  })

  it('lets exactly one of ten answers to one challenge win', async () => {
    const passkey = await register('raced')
    const { session, options } = await begin('raced')
    const tries = Array.from({ length: 10 }, () => answer('raced', session, passkey.get(options)))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('refuses a signature that was changed, and what is no credential', async () => {
    const passkey = await register('forged')
    const { session, options } = await begin('forged')
    const credential = JSON.parse(passkey.get(options))
    const bytes = Buffer.from(credential.response.signature, 'base64url')
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
    for (const text of ['{', 'null', '[]', '{"id":"AAAA","response":{}}'])
      await expect(answer('forged', session, text)).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
    credential.response.signature = bytes.toString('base64url')
    await expect(answer('forged', session, JSON.stringify(credential))).rejects.toMatchObject(INCORRECT)
  })

  it('forgets a deleted passkey, a disabled user and one whose password was reset', async () => {
    const passkey = await register('leaving')
    const open = await begin('leaving')
    const { AccessToken } = await signIn(server, pool, 'leaving')
    await server.call('DeleteWebAuthnCredential', { AccessToken, CredentialId: passkey.id })
    await expect(answer('leaving', open.session, passkey.get(open.options))).rejects.toMatchObject(INCORRECT)
    const kept = await register('barred')
    const barred = await begin('barred')
    await server.call('AdminDisableUser', { UserPoolId: pool.userPoolId, Username: 'barred' })
    await expect(answer('barred', barred.session, kept.get(barred.options))).rejects.toMatchObject({
      message: 'User is disabled.',
    })
    const gone = await register('gone')
    const last = await begin('gone')
    await server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'gone' })
    await expect(answer('gone', last.session, gone.get(last.options))).rejects.toMatchObject(INCORRECT)
  })

  it('forgets passkeys of a relying party that the pool left', async () => {
    const moving = await newPool()
    const passkey = await register('moved', moving)
    const { session, options } = await begin('moved', moving)
    await configure(moving, { RelyingPartyId: 'login.example.com' })
    await expect(answer('moved', session, passkey.get(options), moving)).rejects.toMatchObject(INCORRECT)
    const { AvailableChallenges } = await server.call('InitiateAuth', {
      ClientId: moving.clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'moved' },
    })
    expect(AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD'])
  })

  it('asks no passkey of a session that handed out no challenge', async () => {
    const passkey = await register('unasked')
    const { Session } = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'unasked', PREFERRED_CHALLENGE: 'PASSWORD' },
    })
    const { options } = await begin('unasked')
    await expect(answer('unasked', Session, passkey.get(options))).rejects.toMatchObject(INCORRECT)
  })
})
