import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPasskey, type Misbehaviour } from '../../../test/support/authenticator.ts'
import { createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const ORIGIN = 'https://auth.example.com'
const PASSKEY_POOL = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
}

describe.each(databases)('passkeys on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, PASSKEY_POOL)
    await configure({ RelyingPartyId: 'auth.example.com' })
  })
  afterAll(() => server.stop())

  const configure = (WebAuthnConfiguration: Record<string, string>, of = pool) =>
    server.call('SetUserPoolMfaConfig', { UserPoolId: of.userPoolId, WebAuthnConfiguration })

  /** The access token of a new user. */
  const newUser = async (username: string, of = pool): Promise<string> => {
    await createUser(server, of, username)
    return (await signIn(server, of, username)).AccessToken
  }
  const begin = async (AccessToken: string) =>
    (await server.call('StartWebAuthnRegistration', { AccessToken })).CredentialCreationOptions
  const complete = (AccessToken: string, Credential: unknown) =>
    server.call('CompleteWebAuthnRegistration', { AccessToken, Credential })
  const list = (AccessToken: string, more = {}) =>
    server.call('ListWebAuthnCredentials', { AccessToken, ...more })

  const register = async (AccessToken: string, misbehaviour: Misbehaviour = {}, options = {}) => {
    const passkey = createPasskey(ORIGIN, options)
    await complete(AccessToken, passkey.create(await begin(AccessToken), misbehaviour))
    return passkey
  }

  describe('StartWebAuthnRegistration', () => {
    it('answers what a browser needs', async () => {
      const token = await newUser('starts')
      expect(await begin(token)).toEqual({
        rp: { id: 'auth.example.com', name: 'auth.example.com' },
        user: { id: expect.stringMatching(/^[\w-]+$/), name: 'starts', displayName: 'starts' },
        challenge: expect.stringMatching(/^[\w-]{43}$/),
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        timeout: 60_000,
        excludeCredentials: [],
        authenticatorSelection: {
          requireResidentKey: true,
          residentKey: 'required',
          userVerification: 'preferred',
        },
        attestation: 'none',
      })
    })

    it('shows the address where that is the user name', async () => {
      const byEmail = await createPool(server, { ...PASSKEY_POOL, UsernameAttributes: ['email'] })
      await configure({ RelyingPartyId: 'localhost' }, byEmail)
      await createUser(server, byEmail, 'ada@example.com')
      const { AccessToken } = await signIn(server, byEmail, 'ada@example.com')
      expect((await begin(AccessToken)).user).toMatchObject({ name: 'ada@example.com' })
    })

    it('refuses a pool whose policy allows no passkeys', async () => {
      const without = await createPool(server)
      const token = await newUser('nobody', without)
      await expect(begin(token)).rejects.toMatchObject({ name: 'WebAuthnNotEnabledException' })
    })

    it('refuses a pool without a relying party', async () => {
      const homeless = await createPool(server, PASSKEY_POOL)
      const token = await newUser('homeless', homeless)
      await expect(begin(token)).rejects.toMatchObject({ name: 'WebAuthnConfigurationMissingException' })
    })

    it("takes the pool's prefix domain where none is set, and the custom domain before that", async () => {
      const housed = await createPool(server, PASSKEY_POOL)
      const UserPoolId = housed.userPoolId
      await server.call('CreateUserPoolDomain', { UserPoolId, Domain: `housed-${kind}` })
      const token = await newUser('housed', housed)
      expect((await begin(token)).rp.id).toBe(`housed-${kind}.auth.us-east-1.localhost`)
      await server.call('CreateUserPoolDomain', {
        UserPoolId,
        Domain: `${kind}.example.com`,
        CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/one' },
      })
      expect((await begin(token)).rp.id).toBe(`${kind}.example.com`)
    })

    it('refuses a user whose password was reset', async () => {
      const token = await newUser('reset')
      const user = { UserPoolId: pool.userPoolId, Username: 'reset' }
      await server.call('AdminUpdateUserAttributes', {
        ...user,
        UserAttributes: [
          { Name: 'email', Value: 'reset@example.com' },
          { Name: 'email_verified', Value: 'true' },
        ],
      })
      await server.call('AdminResetUserPassword', user)
      await expect(begin(token)).rejects.toMatchObject({ name: 'PasswordResetRequiredException' })
    })

    it('refuses a foreign token and that of a user who is gone', async () => {
      await expect(begin('a.b.c')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      const token = await newUser('gone')
      await server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'gone' })
      await expect(begin(token)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    })

    it.each(['com', 'co.uk', 'github.io', 'amazoncognito.com', '10.0.0.1', 'https://a.example', 'Ä.example'])(
      'lets no pool have the relying party %s',
      async (RelyingPartyId) => {
        await expect(configure({ RelyingPartyId })).rejects.toMatchObject({
          name: 'InvalidParameterException',
          message: `${RelyingPartyId} is not a valid relying party ID.`,
        })
      },
    )

    it('lets a pool have a relying party of digits, which belongs to nobody', async () => {
      const numbered = await createPool(server, PASSKEY_POOL)
      await configure({ RelyingPartyId: '123456789', UserVerification: 'preferred' }, numbered)
      const mfa = await server.call('GetUserPoolMfaConfig', { UserPoolId: numbered.userPoolId })
      expect(mfa.WebAuthnConfiguration).toMatchObject({ RelyingPartyId: '123456789' })
    })
  })

  describe('CompleteWebAuthnRegistration', () => {
    it.each(['ES256', 'RS256'])('keeps a passkey of the algorithm %s', async (algorithm) => {
      const token = await newUser(`keeps-${algorithm}`)
      const passkey = await register(token, {}, { algorithm })
      expect(await list(token)).toEqual({
        Credentials: [
          {
            CredentialId: passkey.id,
            FriendlyCredentialName: 'Passkey',
            RelyingPartyId: 'auth.example.com',
            AuthenticatorAttachment: 'platform',
            AuthenticatorTransports: ['internal', 'hybrid'],
            CreatedAt: expect.any(Number),
          },
        ],
      })
      expect((await begin(token)).excludeCredentials).toEqual([
        { type: 'public-key', id: passkey.id, transports: ['internal', 'hybrid'] },
      ])
    })

    it('takes a sub-domain for the page', async () => {
      await expect(
        register(await newUser('below'), { origin: 'https://app.auth.example.com' }),
      ).resolves.toBeTruthy()
    })

    it.each([
      ['another origin', { origin: 'https://example.com' }, 'WebAuthnOriginNotAllowedException'],
      ['a look-alike', { origin: 'https://evilauth.example.com' }, 'WebAuthnOriginNotAllowedException'],
      ['plain http', { origin: 'http://auth.example.com' }, 'WebAuthnOriginNotAllowedException'],
      ['no origin at all', { origin: 'nowhere' }, 'WebAuthnOriginNotAllowedException'],
      ['a foreign frame', { crossOrigin: true }, 'WebAuthnOriginNotAllowedException'],
      ['another relying party', { relyingPartyId: 'example.com' }, 'WebAuthnRelyingPartyMismatchException'],
      ['another challenge', { challenge: 'AAAA' }, 'WebAuthnChallengeNotFoundException'],
      ['another ceremony', { type: 'webauthn.get' }, 'WebAuthnCredentialNotSupportedException'],
      ['nobody present', { userPresent: false }, 'WebAuthnCredentialNotSupportedException'],
    ])('refuses %s', async (what, misbehaviour: Misbehaviour, name) => {
      const token = await newUser(what.replaceAll(' ', '-'))
      await expect(register(token, misbehaviour)).rejects.toMatchObject({ name })
      expect(await list(token)).toEqual({ Credentials: [] })
    })

    it('refuses an algorithm that was not offered', async () => {
      await expect(register(await newUser('es384'), {}, { algorithm: 'ES384' })).rejects.toMatchObject({
        name: 'WebAuthnCredentialNotSupportedException',
      })
    })

    it('asks for user verification where the pool requires it', async () => {
      const strict = await createPool(server, PASSKEY_POOL)
      await configure({ RelyingPartyId: 'auth.example.com', UserVerification: 'required' }, strict)
      const token = await newUser('strict', strict)
      expect((await begin(token)).authenticatorSelection.userVerification).toBe('required')
      await expect(register(token, { userVerified: false })).rejects.toMatchObject({
        name: 'WebAuthnCredentialNotSupportedException',
      })
      await expect(register(token)).resolves.toBeTruthy()
      const lax = await newUser('lax')
      await expect(register(lax, { userVerified: false })).resolves.toBeTruthy()
    })

    it('takes one answer to a challenge, right or wrong, and that in time', async () => {
      const token = await newUser('once')
      const options = await begin(token)
      await complete(token, createPasskey(ORIGIN).create(options))
      await expect(complete(token, createPasskey(ORIGIN).create(options))).rejects.toMatchObject({
        name: 'WebAuthnChallengeNotFoundException',
      })
      const wasted = await begin(token)
      const passkey = createPasskey(ORIGIN)
      await expect(
        complete(token, passkey.create(wasted, { origin: 'https://evil.example' })),
      ).rejects.toThrow()
      await expect(complete(token, passkey.create(wasted))).rejects.toMatchObject({
        name: 'WebAuthnChallengeNotFoundException',
      })
      const late = await begin(token)
      server.advance(91)
      await expect(complete(token, passkey.create(late))).rejects.toMatchObject({
        name: 'WebAuthnChallengeNotFoundException',
      })
      const former = await begin(token)
      await begin(token)
      await expect(complete(token, passkey.create(former))).rejects.toMatchObject({
        name: 'WebAuthnChallengeNotFoundException',
      })
    })

    it('lets exactly one of ten answers to one challenge win', async () => {
      const token = await newUser('race')
      const options = await begin(token)
      const tries = Array.from({ length: 10 }, () => complete(token, createPasskey(ORIGIN).create(options)))
      const results = await Promise.allSettled(tries)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await list(token)).Credentials).toHaveLength(1)
    })

    it("refuses another client's token and another user's challenge", async () => {
      const token = await newUser('first-client')
      const { UserPoolClient } = await server.call('CreateUserPoolClient', {
        UserPoolId: pool.userPoolId,
        ClientName: 'second',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      })
      const other = { userPoolId: pool.userPoolId, clientId: UserPoolClient.ClientId }
      const { AccessToken } = await signIn(server, other, 'first-client')
      await expect(
        complete(AccessToken, createPasskey(ORIGIN).create(await begin(token))),
      ).rejects.toMatchObject({ name: 'WebAuthnClientMismatchException' })
      const stranger = await newUser('stranger')
      await expect(
        complete(stranger, createPasskey(ORIGIN).create(await begin(token))),
      ).rejects.toMatchObject({ name: 'WebAuthnChallengeNotFoundException' })
    })

    it('refuses a credential that the pool has already, whoever owns it', async () => {
      const passkey = await register(await newUser('owner'))
      const thief = await newUser('thief')
      await expect(register(thief, {}, { id: passkey.id })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'The credential is already registered.',
      })
      expect(await list(thief)).toEqual({ Credentials: [] })
    })

    it.each([
      {},
      'text',
      { id: 'a', response: {} },
      { id: '!', response: { clientDataJSON: 'e30', attestationObject: 'oA' } },
      { id: 'AAAA', response: { clientDataJSON: 'e30', attestationObject: 'oA' } },
    ])('refuses what is no credential: %j', async (credential) => {
      const { AccessToken } = await signIn(server, pool, 'starts')
      await expect(complete(AccessToken, credential)).rejects.toMatchObject({
        name: expect.stringMatching(/^(InvalidParameter|Serialization)Exception$/),
      })
    })

    it('refuses an attestation that cannot be read', async () => {
      const token = await newUser('garbled')
      const credential = createPasskey(ORIGIN).create(await begin(token))
      const response = { ...(credential['response'] as object), attestationObject: 'oWNmbXQ' }
      await expect(complete(token, { ...credential, response })).rejects.toMatchObject({
        name: 'WebAuthnCredentialNotSupportedException',
      })
    })

    it('keeps twenty passkeys of a user and no more', async () => {
      const token = await newUser('collector')
      for (let count = 0; count < 19; count++) await register(token)
      const options = await begin(token)
      await register(token)
      await expect(begin(token)).rejects.toMatchObject({ name: 'LimitExceededException' })
      await expect(complete(token, createPasskey(ORIGIN).create(options))).rejects.toThrow()
      const { Credentials } = await list(token)
      expect(Credentials).toHaveLength(20)
      const { Credentials: first, NextToken } = await list(token, { MaxResults: 15 })
      const { Credentials: rest, NextToken: last } = await list(token, { MaxResults: 15, NextToken })
      expect([...first, ...rest]).toEqual(Credentials)
      expect(last).toBeUndefined()
      const other = await newUser('nosy')
      await expect(list(other, { NextToken })).rejects.toMatchObject({ name: 'InvalidParameterException' })
    })
  })

  describe('DeleteWebAuthnCredential', () => {
    const remove = (AccessToken: string, CredentialId: string) =>
      server.call('DeleteWebAuthnCredential', { AccessToken, CredentialId })

    it("removes the user's passkey, and no one else's", async () => {
      const token = await newUser('tidy')
      const { id } = await register(token)
      await expect(remove(await newUser('intruder'), id)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
      expect(await remove(token, id)).toEqual({})
      expect(await list(token)).toEqual({ Credentials: [] })
      await expect(remove(token, id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    })
  })
})
