import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const invalid = 'InvalidParameterException'
const google = { client_id: 'id', client_secret: 'top-secret', authorize_scopes: 'email profile openid' }
const apple = { client_id: 'id', team_id: 'team', key_id: 'key', private_key: 'top-secret' }
const oidc = {
  client_id: 'id',
  client_secret: 'top-secret',
  authorize_scopes: 'openid email',
  oidc_issuer: 'https://idp.example.com',
  attributes_request_method: 'GET',
}
const saml = { MetadataURL: 'https://idp.example.com/metadata' }
const metadataFile =
  '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"></md:EntityDescriptor>'
const socialDetails = 'clientId, clientSecret and authorizeScopes are all required idp details.'
const oidcDetails =
  'clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.'
const appleDetails = 'clientId, privateKey, teamId, and keyId are all required idp details.'

type Details = Record<string, string>

function without(details: Details, name: string): Details {
  return Object.fromEntries(Object.entries(details).filter(([key]) => key !== name))
}

const accepted: [type: string, details: Details][] = [
  ['Google', google],
  ['Facebook', { ...google, api_version: 'v17.0' }],
  ['LoginWithAmazon', google],
  ['SignInWithApple', { ...apple, authorize_scopes: 'email name' }],
  ['OIDC', oidc],
  ['OIDC', { ...without(oidc, 'client_secret'), oidc_issuer: 'http://localhost:8080' }],
  ['OIDC', { ...oidc, authorize_url: 'https://a.example/a', jwks_uri: 'https://a.example/j' }],
  ['SAML', { ...saml, IDPSignout: 'true', IDPInit: 'false', RequestSigningAlgorithm: 'rsa-sha256' }],
  ['SAML', { MetadataFile: metadataFile, EncryptedResponses: 'true' }],
]

const refusals: [type: string, what: string, details: Details, message: string][] = [
  ['Google', 'no client', without(google, 'client_id'), socialDetails],
  ['Google', 'no secret', without(google, 'client_secret'), socialDetails],
  ['Facebook', 'an empty scope', { ...google, authorize_scopes: '' }, socialDetails],
  ['LoginWithAmazon', 'no details', {}, socialDetails],
  ['SignInWithApple', 'no client', without(apple, 'client_id'), appleDetails],
  ['SignInWithApple', 'no key', without(apple, 'private_key'), appleDetails],
  ['SignInWithApple', 'no team', without(apple, 'team_id'), appleDetails],
  ['SignInWithApple', 'no key id', without(apple, 'key_id'), appleDetails],
  ['OIDC', 'no client', without(oidc, 'client_id'), oidcDetails],
  ['OIDC', 'no scopes', without(oidc, 'authorize_scopes'), oidcDetails],
  ['OIDC', 'no issuer', without(oidc, 'oidc_issuer'), oidcDetails],
  ['OIDC', 'no method', without(oidc, 'attributes_request_method'), oidcDetails],
  [
    'OIDC',
    'a wrong method',
    { ...oidc, attributes_request_method: 'PUT' },
    "1 validation error detected: Value 'PUT' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
  ],
  [
    'OIDC',
    'an issuer over HTTP',
    { ...oidc, oidc_issuer: 'http://idp.example.com' },
    'OIDC endpoint must start with https://',
  ],
  [
    'OIDC',
    'keys over HTTP',
    { ...oidc, jwks_uri: 'http://idp.example.com/keys' },
    'OIDC endpoint must start with https://',
  ],
  [
    'OIDC',
    'an issuer that is no address',
    { ...oidc, oidc_issuer: 'https://' },
    'OIDC endpoint must start with https://',
  ],
  ['Google', 'an unknown detail', { ...google, MetadataURL: 'x' }, 'Invalid provider detail: MetadataURL'],
  ['OIDC', 'an unknown detail', { ...oidc, constructor: 'x' }, 'Invalid provider detail: constructor'],
  ['SAML', 'no metadata', {}, 'At least one of the MetadataURL or MetadataFile should be provided.'],
  [
    'SAML',
    'metadata twice',
    { ...saml, MetadataFile: metadataFile },
    'Only one of the MetadataURL or MetadataFile should be provided.',
  ],
  [
    'SAML',
    'metadata over HTTP',
    { MetadataURL: 'http://idp.example.com' },
    'MetadataURL must start with https://',
  ],
  [
    'SAML',
    'a file of another kind',
    { MetadataFile: '<html></html>' },
    'MetadataFile must be a SAML 2.0 EntityDescriptor.',
  ],
  [
    'SAML',
    'a sign-out that is no boolean',
    { ...saml, IDPSignout: 'yes' },
    'IDPSignout must be true or false.',
  ],
  [
    'SAML',
    'an unsafe algorithm',
    { ...saml, RequestSigningAlgorithm: 'rsa-sha1' },
    'RequestSigningAlgorithm must be rsa-sha256.',
  ],
]

describe.each(databases)('identity providers on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server, {
      Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }],
    })
  })
  afterAll(() => server.stop())

  let providers = 0
  function nameFor(type: string): string {
    return type === 'OIDC' || type === 'SAML' ? `${type}-${++providers}` : type
  }

  function create(ProviderType: string, ProviderDetails: Details, more: Record<string, unknown> = {}) {
    return pool.call('CreateIdentityProvider', {
      ProviderName: nameFor(ProviderType),
      ProviderType,
      ProviderDetails,
      ...more,
    })
  }

  async function describeProvider(ProviderName: string) {
    return (await pool.call('DescribeIdentityProvider', { ProviderName })).IdentityProvider
  }

  it.each(accepted)('keeps a provider of type %s exactly as it was given', async (type, details) => {
    const given = {
      AttributeMapping: { email: 'email', 'custom:team': 'org' },
      IdpIdentifiers: [`z-${providers}-${type}`, `a-${providers}-${type}`],
    }
    const { IdentityProvider } = await create(type, details, given)
    expect(IdentityProvider).toEqual({
      UserPoolId: pool.id,
      ProviderName: IdentityProvider.ProviderName,
      ProviderType: type,
      ProviderDetails: without(details, 'private_key'),
      ...given,
      CreationDate: expect.any(Number),
      LastModifiedDate: expect.any(Number),
    })
    const { ProviderName } = IdentityProvider
    expect(await describeProvider(ProviderName)).toEqual(IdentityProvider)
    await pool.call('DeleteIdentityProvider', { ProviderName })
    await expect(describeProvider(ProviderName)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Identity provider ${ProviderName} for tenantId ${pool.id} does not exist.`,
    })
  })

  it.each([
    ['OIDC', oidc, { username: 'sub' }],
    ['Google', google, { username: 'sub' }],
    ['Facebook', google, { username: 'id' }],
    ['LoginWithAmazon', google, { username: 'user_id' }],
    ['SignInWithApple', apple, { username: 'sub' }],
    ['SAML', saml, undefined],
  ])('maps the user name of %s where no mapping is given', async (type, details, mapping) => {
    const { IdentityProvider } = await create(type, details)
    const { ProviderName } = IdentityProvider
    expect(IdentityProvider.AttributeMapping).toEqual(mapping)
    await pool.call('UpdateIdentityProvider', { ProviderName, AttributeMapping: {} })
    expect((await describeProvider(ProviderName)).AttributeMapping).toEqual({})
    await pool.call('DeleteIdentityProvider', { ProviderName })
  })

  it('shows identifiers in the answer to a change only where it gave some, else always', async () => {
    const { IdentityProvider } = await create('OIDC', oidc)
    const { ProviderName } = IdentityProvider
    const update = async (change: object) =>
      (await pool.call('UpdateIdentityProvider', { ProviderName, ...change })).IdentityProvider
    expect(IdentityProvider).not.toHaveProperty('IdpIdentifiers')
    expect((await describeProvider(ProviderName)).IdpIdentifiers).toEqual([])
    expect((await update({ IdpIdentifiers: ['shown'] })).IdpIdentifiers).toEqual(['shown'])
    expect(await update({ AttributeMapping: { email: 'email' } })).not.toHaveProperty('IdpIdentifiers')
    expect((await describeProvider(ProviderName)).IdpIdentifiers).toEqual(['shown'])
    expect((await update({ IdpIdentifiers: [] })).IdpIdentifiers).toEqual([])
    expect((await describeProvider(ProviderName)).IdpIdentifiers).toEqual([])
  })

  it.each(refusals)('refuses for %s %s', async (type, _, details, message) => {
    await expect(create(type, details)).rejects.toMatchObject({ name: invalid, message })
  })

  it.each([
    ['Google', 'My-Google'],
    ['OIDC', 'Google'],
    ['SAML', 'SignInWithApple'],
    ['OIDC', 'COGNITO'],
  ])('refuses a provider of type %s by the name %s', async (type, ProviderName) => {
    const details: Record<string, Details> = { Google: google, OIDC: oidc, SAML: saml }
    await expect(create(type, details[type] ?? {}, { ProviderName })).rejects.toMatchObject({
      name: invalid,
      message: `Provider ${ProviderName} cannot be of type ${type}.`,
    })
  })

  it('refuses a name that is taken', async () => {
    await create('OIDC', oidc, { ProviderName: 'Twice' })
    await expect(create('SAML', saml, { ProviderName: 'Twice' })).rejects.toMatchObject({
      name: 'DuplicateProviderException',
      message: `Twice already exists for tenant ${pool.id}.`,
    })
  })

  it.each([
    ['OIDC', oidc, { 'custom:none': 'x', email: 'email', nonsense: 'x' }, 'custom:none, nonsense'],
    ['OIDC', oidc, { sub: 'sub' }, 'sub'],
    ['Google', google, { username: 'email' }, 'username'],
  ])('refuses for %s mappings that cannot be', async (type, details, AttributeMapping, names) => {
    await expect(create(type, details, { AttributeMapping })).rejects.toMatchObject({
      name: invalid,
      message: `AttributeMapping contains invalid mapping: [${names}]`,
    })
  })

  it.each([
    ['OIDC', oidc, { username: 'email' }],
    ['Google', google, { username: 'sub', email_verified: 'email_verified' }],
  ])('takes for %s mappings of the user name that can be', async (type, details, AttributeMapping) => {
    const { IdentityProvider } = await create(type, details, { AttributeMapping })
    expect(IdentityProvider.AttributeMapping).toEqual(AttributeMapping)
    await pool.call('DeleteIdentityProvider', { ProviderName: IdentityProvider.ProviderName })
  })

  it('finds a provider by its identifier', async () => {
    const { IdentityProvider } = await create('OIDC', oidc, {
      IdpIdentifiers: ['example.com', 'example.org'],
    })
    const found = await pool.call('GetIdentityProviderByIdentifier', { IdpIdentifier: 'example.org' })
    expect(found).toEqual({ IdentityProvider })
    const other = await createTestPool(server)
    await expect(
      other.call('GetIdentityProviderByIdentifier', { IdpIdentifier: 'example.org' }),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Identity provider with identifier example.org does not exist.',
    })
  })

  it('refuses identifiers that are in use, and keeps what was', async () => {
    await create('OIDC', oidc, { IdpIdentifiers: ['first'] })
    const refusal = { name: invalid, message: 'The identifier first is already in use in the user pool.' }
    await expect(create('OIDC', oidc, { IdpIdentifiers: ['mine', 'first'] })).rejects.toMatchObject(refusal)
    await expect(create('OIDC', oidc, { IdpIdentifiers: ['first', 'first'] })).rejects.toMatchObject(refusal)
    const { IdentityProvider } = await create('OIDC', oidc, { IdpIdentifiers: ['mine'] })
    const { ProviderName } = IdentityProvider
    const update = { ProviderName, IdpIdentifiers: ['mine', 'first'] }
    await expect(pool.call('UpdateIdentityProvider', update)).rejects.toMatchObject(refusal)
    const found = await pool.call('GetIdentityProviderByIdentifier', { IdpIdentifier: 'mine' })
    expect(found.IdentityProvider.ProviderName).toBe(ProviderName)
  })

  it('replaces what an update gives, and leaves the rest', async () => {
    const { IdentityProvider } = await create('OIDC', oidc, {
      AttributeMapping: { email: 'email', name: 'name' },
      IdpIdentifiers: ['old-name'],
    })
    const { ProviderName } = IdentityProvider
    const update = (change: object) => pool.call('UpdateIdentityProvider', { ProviderName, ...change })
    await update({ AttributeMapping: { email: 'mail' } })
    await update({ IdpIdentifiers: ['new-name'] })
    const details = { ...without(oidc, 'client_secret'), client_id: 'other' }
    const updated = await update({ ProviderDetails: details })
    expect(updated.IdentityProvider).toMatchObject({
      ProviderDetails: details,
      AttributeMapping: { email: 'mail' },
    })
    expect(updated.IdentityProvider.ProviderDetails).toEqual(details)
    const expected = { ...updated.IdentityProvider, IdpIdentifiers: ['new-name'] }
    expect(await describeProvider(ProviderName)).toEqual(expected)
    await expect(
      pool.call('GetIdentityProviderByIdentifier', { IdpIdentifier: 'old-name' }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('refuses in an update what it refuses at creation', async () => {
    const { ProviderName } = (await create('OIDC', oidc)).IdentityProvider
    const update = (change: object) => pool.call('UpdateIdentityProvider', { ProviderName, ...change })
    await expect(update({ ProviderDetails: {} })).rejects.toMatchObject({
      name: invalid,
      message: oidcDetails,
    })
    await expect(update({ AttributeMapping: { none: 'x' } })).rejects.toMatchObject({
      name: invalid,
      message: 'AttributeMapping contains invalid mapping: [none]',
    })
  })

  it("keeps Apple's key when an update leaves it out", async () => {
    await create('SignInWithApple', apple)
    const ProviderDetails = { ...without(apple, 'private_key'), key_id: 'next' }
    const input = { ProviderName: 'SignInWithApple', ProviderDetails }
    const { IdentityProvider } = await pool.call('UpdateIdentityProvider', input)
    expect(IdentityProvider.ProviderDetails).toEqual(ProviderDetails)
    await pool.call('DeleteIdentityProvider', { ProviderName: 'SignInWithApple' })
  })

  it('keeps secrets sealed in the database', async () => {
    await create('OIDC', { ...oidc, client_secret: 'never-in-plain-text' })
    const rows = await server.services.db.selectFrom('identity_providers').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('never-in-plain-text')
  })

  it.each([
    ['DescribeIdentityProvider', 'for tenantId'],
    ['UpdateIdentityProvider', 'in User Pool'],
    ['DeleteIdentityProvider', 'for tenantId'],
  ])('%s refuses what does not exist', async (name, place) => {
    await expect(pool.call(name, { ProviderName: 'none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Identity provider none ${place} ${pool.id} does not exist.`,
    })
  })

  it.each([
    ['CreateIdentityProvider', { ProviderName: 'Some', ProviderType: 'OIDC', ProviderDetails: oidc }],
    ['DescribeIdentityProvider', { ProviderName: 'none' }],
    ['UpdateIdentityProvider', { ProviderName: 'none' }],
    ['DeleteIdentityProvider', { ProviderName: 'none' }],
    ['ListIdentityProviders', {}],
    ['GetIdentityProviderByIdentifier', { IdpIdentifier: 'none' }],
  ])('%s needs a pool', async (name, input) => {
    await expect(server.call(name, { UserPoolId: 'us-east-1_none', ...input })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_none does not exist.',
    })
  })

  it('lists them by name, page by page, up to the limit', async () => {
    const full = await createTestPool(server)
    const asked = { ProviderType: 'SAML', ProviderDetails: saml }
    const names = Array.from({ length: 300 }, (_, index) => `idp-${1000 + index}`)
    for (const ProviderName of names) await full.call('CreateIdentityProvider', { ProviderName, ...asked })
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await full.call('ListIdentityProviders', { MaxResults: 43, NextToken })
      found.push(...page.Providers.map((one: { ProviderName: string }) => one.ProviderName))
      NextToken = page.NextToken
    } while (NextToken)
    expect(found).toEqual(names)
    const first = await full.call('ListIdentityProviders', { MaxResults: 0 })
    expect(first.Providers).toHaveLength(60)
    expect(Object.keys(first.Providers[0])).toEqual([
      'ProviderName',
      'ProviderType',
      'LastModifiedDate',
      'CreationDate',
    ])
    const more = { ProviderName: 'one-more', ...asked }
    await expect(full.call('CreateIdentityProvider', more)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `User pool ${full.id} has reached its limit of identity providers.`,
    })
  })

  it('refuses the token of another list', async () => {
    await expect(pool.call('ListIdentityProviders', { NextToken: 'x' })).rejects.toMatchObject({
      name: invalid,
    })
  })

  it('lets app clients name providers that exist, and no others', async () => {
    await create('OIDC', oidc, { ProviderName: 'Named' })
    const client = (...SupportedIdentityProviders: string[]) =>
      pool.call('CreateUserPoolClient', { ClientName: 'app', SupportedIdentityProviders })
    const { UserPoolClient } = await client('COGNITO', 'Named')
    expect(UserPoolClient.SupportedIdentityProviders).toEqual(['COGNITO', 'Named'])
    await pool.call('DeleteIdentityProvider', { ProviderName: 'Named' })
    const { ClientId } = UserPoolClient
    const shown = await pool.call('DescribeUserPoolClient', { ClientId })
    expect(shown.UserPoolClient.SupportedIdentityProviders).toEqual(['COGNITO', 'Named'])
    await expect(client('Named')).rejects.toMatchObject({
      name: invalid,
      message: `The provider Named does not exist for User Pool ${pool.id}.`,
    })
  })
})
