import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { byName } from '../../../test/support/user-pool.ts'

const invalid = 'InvalidParameterException'
const google = { client_id: 'id', client_secret: 'secret', authorize_scopes: 'openid' }

describe.each(databases)('linked identities on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
    await addProvider('Google', 'Google', google)
    await addProvider('Corporate', 'SAML', { MetadataURL: 'https://idp.example.com/metadata' })
  })
  afterAll(() => server.stop())

  function addProvider(ProviderName: string, ProviderType: string, ProviderDetails: object) {
    const input = { UserPoolId: pool.userPoolId, ProviderName, ProviderType, ProviderDetails }
    return server.call('CreateIdentityProvider', input)
  }

  function identity(
    ProviderName: string,
    ProviderAttributeValue: string,
    ProviderAttributeName = 'Cognito_Subject',
  ) {
    return { ProviderName, ProviderAttributeName, ProviderAttributeValue }
  }

  function link(username: string, SourceUser: object, DestinationUser: object = native(username)) {
    return server.call('AdminLinkProviderForUser', {
      UserPoolId: pool.userPoolId,
      DestinationUser,
      SourceUser,
    })
  }

  function native(ProviderAttributeValue: string) {
    return { ProviderName: 'Cognito', ProviderAttributeValue }
  }

  function unlink(User: object) {
    return server.call('AdminDisableProviderForUser', { UserPoolId: pool.userPoolId, User })
  }

  async function userOf(Username: string) {
    return server.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username })
  }

  async function identitiesOf(username: string) {
    const { identities } = byName((await userOf(username)).UserAttributes)
    return identities === undefined ? undefined : JSON.parse(identities)
  }

  it('shows links in the attribute and in the ID token', async () => {
    await createUser(server, pool, 'ann')
    expect(claimsOf((await signIn(server, pool, 'ann')).IdToken)).not.toHaveProperty('identities')
    expect(await link('ann', identity('Google', '1234'))).toEqual({})
    await link('ann', identity('Corporate', 'ann@example.com', 'email'))
    const shown = await identitiesOf('ann')
    expect(shown).toEqual([
      {
        userId: '1234',
        providerName: 'Google',
        providerType: 'Google',
        issuer: null,
        primary: false,
        dateCreated: expect.any(Number),
      },
      expect.objectContaining({ userId: 'ann@example.com', providerName: 'Corporate', providerType: 'SAML' }),
    ])
    const tokens = await signIn(server, pool, 'ann')
    expect(claimsOf(tokens.IdToken)).toMatchObject({
      'cognito:username': 'ann',
      identities: [
        { ...shown[0], primary: 'false', dateCreated: String(shown[0].dateCreated) },
        { ...shown[1], primary: 'false', dateCreated: String(shown[1].dateCreated) },
      ],
    })
    expect(claimsOf(tokens.AccessToken)).not.toHaveProperty('identities')
  })

  it('shows links also to app clients that read only some attributes', async () => {
    await createUser(server, pool, 'reader')
    await link('reader', identity('Google', 'reader'))
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'narrow',
      ReadAttributes: ['email'],
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    })
    const tokens = await signIn(server, { ...pool, clientId: UserPoolClient.ClientId }, 'reader')
    expect(claimsOf(tokens.IdToken)).toHaveProperty('identities')
  })

  it('lets nobody write the attribute', async () => {
    await createUser(server, pool, 'writer')
    const UserAttributes = [{ Name: 'identities', Value: '[]' }]
    const input = { UserPoolId: pool.userPoolId, Username: 'writer', UserAttributes }
    await expect(server.call('AdminUpdateUserAttributes', input)).rejects.toMatchObject({ name: invalid })
    const { AccessToken } = await signIn(server, pool, 'writer')
    await expect(server.call('UpdateUserAttributes', { AccessToken, UserAttributes })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })

  it('ends a link, and with the last one the attribute', async () => {
    await createUser(server, pool, 'bob')
    await link('bob', identity('Google', 'bob-1'))
    await link('bob', identity('Google', 'bob-2'))
    expect(await unlink(identity('Google', 'bob-1'))).toEqual({})
    expect(await identitiesOf('bob')).toMatchObject([{ userId: 'bob-2' }])
    await unlink(identity('Google', 'bob-2'))
    expect(await identitiesOf('bob')).toBeUndefined()
    expect((await userOf('bob')).Enabled).toBe(true)
    await createUser(server, pool, 'bob-the-second')
    await link('bob-the-second', identity('Google', 'bob-1'))
  })

  it('refuses an identity that is linked already', async () => {
    await createUser(server, pool, 'carl')
    await createUser(server, pool, 'dora')
    await link('carl', identity('Google', 'carl'))
    await expect(link('carl', identity('Google', 'carl'))).rejects.toMatchObject({
      name: invalid,
      message: 'SourceUser is already linked to DestinationUser',
    })
    await expect(link('dora', identity('Google', 'carl'))).rejects.toMatchObject({
      name: 'AliasExistsException',
      message: 'SourceUser is already linked to another user.',
    })
    expect(await identitiesOf('dora')).toBeUndefined()
  })

  it('links at most five identities, also at once', async () => {
    await createUser(server, pool, 'many')
    const tries = Array.from({ length: 7 }, (_, index) => link('many', identity('Google', `many-${index}`)))
    const outcomes = await Promise.allSettled(tries)
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.map(({ reason }) => [reason.name, reason.message])).toEqual([
      ['LimitExceededException', 'DestinationUser already has 5 linked identities.'],
      ['LimitExceededException', 'DestinationUser already has 5 linked identities.'],
    ])
    expect(await identitiesOf('many')).toHaveLength(5)
  })

  it('refuses an identity that has signed up, and links to its profile', async () => {
    await createUser(server, pool, 'Google_signed-up')
    await createUser(server, pool, 'erik')
    await expect(link('erik', identity('Google', 'signed-up'))).rejects.toMatchObject({
      name: invalid,
      message:
        'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    })
    await link('', identity('Corporate', 'erik'), identity('Google', 'signed-up', 'ignored'))
    expect(await identitiesOf('Google_signed-up')).toMatchObject([{ userId: 'erik' }])
  })

  it.each([
    [
      'a native user as source',
      identity('Cognito', 'ann'),
      'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    ],
    [
      'an attribute of a social provider',
      identity('Google', 'x', 'email'),
      'ProviderAttributeName of SourceUser must be Cognito_Subject.',
    ],
    [
      'a source without value',
      { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject' },
      'SourceUser must have a ProviderName, a ProviderAttributeName and a ProviderAttributeValue.',
    ],
    [
      'a source without attribute',
      { ProviderName: 'Google', ProviderAttributeValue: 'x' },
      'SourceUser must have a ProviderName, a ProviderAttributeName and a ProviderAttributeValue.',
    ],
  ])('refuses %s', async (_, source, message) => {
    await expect(link('ann', source)).rejects.toMatchObject({ name: invalid, message })
  })

  it('refuses a provider that does not exist', async () => {
    await expect(link('ann', identity('Nobody', 'x'))).rejects.toMatchObject({
      name: invalid,
      message: `The provider Nobody does not exist for User Pool ${pool.userPoolId}.`,
    })
  })

  it('refuses a destination that does not exist, or is not named', async () => {
    await expect(link('nobody', identity('Google', 'x'))).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    })
    await expect(link('', identity('Google', 'x'), { ProviderName: 'Cognito' })).rejects.toMatchObject({
      name: invalid,
      message:
        'DestinationUser must have a ProviderName, a ProviderAttributeName and a ProviderAttributeValue.',
    })
  })

  it('disables profiles and native users', async () => {
    await createUser(server, pool, 'Google_profile')
    await createUser(server, pool, 'native')
    await unlink(identity('Google', 'profile'))
    await unlink(identity('Cognito', 'native'))
    expect((await userOf('Google_profile')).Enabled).toBe(false)
    expect((await userOf('native')).Enabled).toBe(false)
  })

  it('refuses to disable whom nobody knows', async () => {
    await expect(unlink(identity('Google', 'nobody'))).rejects.toMatchObject({
      name: 'UserNotFoundException',
    })
    await expect(unlink({ ProviderName: 'Google' })).rejects.toMatchObject({
      name: invalid,
      message: 'User must have a ProviderName, a ProviderAttributeName and a ProviderAttributeValue.',
    })
  })

  it.each([
    ['AdminLinkProviderForUser', { DestinationUser: native('ann'), SourceUser: identity('Google', 'x') }],
    ['AdminDisableProviderForUser', { User: identity('Google', 'x') }],
  ])('%s needs a pool', async (name, input) => {
    for (const UserPoolId of ['us-east-1_none', 'a\u0000b'])
      await expect(server.call(name, { UserPoolId, ...input })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `User pool ${UserPoolId} does not exist.`,
      })
  })

  it('frees an identity with its user', async () => {
    await createUser(server, pool, 'leaver')
    await createUser(server, pool, 'heir')
    await link('leaver', identity('Google', 'shared'))
    await server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'leaver' })
    await link('heir', identity('Google', 'shared'))
  })
})
