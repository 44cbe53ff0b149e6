import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const invalid = 'InvalidParameterException'
const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  CallbackURLs: ['https://example.com/cb'],
}
const machine = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthScopes: ['shop/read'],
}
const required =
  'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.'
const days = { RefreshToken: 'days', AccessToken: 'seconds', IdToken: 'seconds' }
const tokenLives = { TokenValidityUnits: days, AccessTokenValidity: 300, IdTokenValidity: 300 }

interface Refusal {
  what: string
  asked: Record<string, unknown>
  name?: string
  message: string
  /** The same, just inside the rule. */
  accepted?: Record<string, unknown>
}

const refusals: Refusal[] = [
  {
    what: 'old and new flow names together',
    asked: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH'] },
    message: "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
    accepted: { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'] },
  },
  {
    what: 'access tokens under five minutes',
    asked: { ...tokenLives, AccessTokenValidity: 299 },
    message: 'Invalid range for token validity.',
    accepted: tokenLives,
  },
  {
    what: 'ID tokens over a day',
    asked: { ...tokenLives, IdTokenValidity: 86_400, TokenValidityUnits: { ...days, IdToken: 'minutes' } },
    message: 'Invalid range for token validity.',
    accepted: { ...tokenLives, IdTokenValidity: 86_400 },
  },
  {
    what: 'refresh tokens over ten years',
    asked: { RefreshTokenValidity: 3651 },
    message: 'Invalid range for token validity.',
    accepted: { RefreshTokenValidity: 3650 },
  },
  {
    what: 'refresh tokens under an hour, here by a unit without a value',
    asked: { TokenValidityUnits: { RefreshToken: 'minutes' } },
    message: 'Invalid range for token validity.',
    accepted: { TokenValidityUnits: { RefreshToken: 'minutes' }, RefreshTokenValidity: 60 },
  },
  {
    what: 'access tokens that outlive refresh tokens',
    asked: { AccessTokenValidity: 2, RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: 'hours' } },
    message:
      'Access and Id Token expiration times must be less than or equal to refresh token expiration times.',
    accepted: {
      AccessTokenValidity: 1,
      RefreshTokenValidity: 1,
      TokenValidityUnits: { RefreshToken: 'hours' },
    },
  },
  {
    what: 'unknown read attributes',
    asked: { ReadAttributes: ['email', 'custom:none'] },
    message: 'Invalid read attributes specified while creating a client',
    accepted: { ReadAttributes: ['email', 'email_verified', 'custom:plan'] },
  },
  {
    what: 'unknown write attributes',
    asked: { WriteAttributes: ['email', 'custom:none'] },
    message: 'Invalid write attributes specified while creating a client',
    accepted: { WriteAttributes: ['email', 'custom:plan'] },
  },
  {
    what: 'email_verified among write attributes',
    asked: { WriteAttributes: ['email', 'email_verified'] },
    message: 'Invalid write attributes specified while creating a client',
  },
  {
    what: 'write attributes without the required ones',
    asked: { WriteAttributes: ['name'] },
    message: 'Invalid write attributes specified while creating a client',
  },
  {
    what: 'callbacks over plain HTTP',
    asked: { CallbackURLs: ['http://example.com/cb'] },
    message: 'http://example.com/cb cannot use the HTTP protocol.',
    accepted: { CallbackURLs: ['http://localhost/cb'] },
  },
  {
    what: 'sign-out addresses with a fragment',
    asked: { LogoutURLs: ['https://example.com/#out'] },
    message: 'https://example.com/#out cannot use fragment',
    accepted: { LogoutURLs: ['https://example.com/out'] },
  },
  {
    what: 'a default redirect that is no callback',
    asked: { ...oauth, DefaultRedirectURI: 'https://example.com/other' },
    message: 'The default redirect URI https://example.com/other is not in the callback URIs list.',
    accepted: { ...oauth, DefaultRedirectURI: 'https://example.com/cb' },
  },
  {
    what: 'OAuth without flows',
    asked: { ...oauth, AllowedOAuthFlows: [] },
    message: required,
    accepted: oauth,
  },
  {
    what: 'OAuth without scopes',
    asked: { ...oauth, AllowedOAuthScopes: [] },
    message: required,
  },
  {
    what: 'the code flow without callbacks',
    asked: { ...oauth, CallbackURLs: [] },
    name: 'InvalidOAuthFlowException',
    message: 'CallbackUrls can not be empty when code flow or implicit flow is selected',
  },
  {
    what: 'client_credentials beside another flow',
    asked: { ...oauth, GenerateSecret: true, AllowedOAuthFlows: ['code', 'client_credentials'] },
    name: 'InvalidOAuthFlowException',
    message: 'client_credentials flow can not be selected along with code flow or implicit flow.',
  },
  {
    what: 'client_credentials without secret',
    asked: machine,
    name: 'InvalidOAuthFlowException',
    message: 'client_credentials flow can not be selected if client does not have a client secret.',
    accepted: { ...machine, GenerateSecret: true },
  },
  ...['email', 'openid', 'phone', 'profile', 'aws.cognito.signin.user.admin'].map((scope) => ({
    what: `client_credentials with ${scope}`,
    asked: { ...machine, GenerateSecret: true, AllowedOAuthScopes: ['shop/read', scope] },
    name: 'InvalidOAuthFlowException',
    message: `${scope} is not supported with client_credentials flow`,
  })),
  {
    what: 'scopes that do not exist',
    asked: { ...oauth, AllowedOAuthScopes: ['openid', 'api/read'] },
    name: 'ScopeDoesNotExistException',
    message: 'Invalid scope requested: api/read',
  },
  {
    what: 'rotation together with REFRESH_TOKEN_AUTH',
    asked: {
      RefreshTokenRotation: { Feature: 'ENABLED' },
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    },
    message: 'ALLOW_REFRESH_TOKEN_AUTH can not be used when refresh token rotation is enabled.',
    accepted: {
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    },
  },
  {
    what: 'propagated user context without secret',
    asked: { EnablePropagateAdditionalUserContextData: true },
    message:
      'EnablePropagateAdditionalUserContextData can only be enabled for a client with a client secret.',
    accepted: { EnablePropagateAdditionalUserContextData: true, GenerateSecret: true },
  },
  {
    what: 'a session of sixteen minutes',
    asked: { AuthSessionValidity: 16 },
    message:
      "1 validation error detected: Value '16' at 'authSessionValidity' failed to satisfy constraint: " +
      'Member must have value less than or equal to 15',
    accepted: { AuthSessionValidity: 15 },
  },
]

describe.each(databases)('app clients on %s', (database) => {
  let server: TestServer
  let UserPoolId: string
  beforeAll(async () => {
    server = await startTestServer(database)
    UserPoolId = await createPool({
      Schema: [
        { Name: 'email', AttributeDataType: 'String', Required: true },
        { Name: 'plan', AttributeDataType: 'String' },
      ],
    })
    await server.call('CreateResourceServer', {
      UserPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
    })
  })
  afterAll(() => server.stop())

  const createPool = async (asked: Record<string, unknown> = {}): Promise<string> =>
    (await server.call('CreateUserPool', { PoolName: 'pool', ...asked })).UserPool.Id
  const create = async (asked: Record<string, unknown> = {}) =>
    (await server.call('CreateUserPoolClient', { UserPoolId, ClientName: 'app', ...asked })).UserPoolClient
  const find = async (ClientId: string) =>
    (await server.call('DescribeUserPoolClient', { UserPoolId, ClientId })).UserPoolClient
  const update = async (ClientId: string, asked: Record<string, unknown>) =>
    (await server.call('UpdateUserPoolClient', { UserPoolId, ClientId, ...asked })).UserPoolClient

  it('gives a bare client the defaults of Cognito', async () => {
    const { ClientId, CreationDate, LastModifiedDate, ...client } = await create()
    expect(ClientId).toMatch(/^[0-9a-z]{26}$/)
    expect(CreationDate).toBe(LastModifiedDate)
    expect(client).toEqual({
      UserPoolId,
      ClientName: 'app',
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
    })
    expect(await find(ClientId)).toMatchObject({ ClientId, ...client })
  })

  it.each(refusals)('refuses $what', async ({ asked, name = invalid, message, accepted }) => {
    await expect(create(asked)).rejects.toMatchObject({ name, message })
    if (accepted) await create(accepted)
  })

  it('refuses providers that do not exist', async () => {
    await expect(create({ SupportedIdentityProviders: ['COGNITO', 'Google'] })).rejects.toMatchObject({
      name: invalid,
      message: `The provider Google does not exist for User Pool ${UserPoolId}.`,
    })
    await create({ SupportedIdentityProviders: ['COGNITO'] })
  })

  it('refuses on LITE what begins with Essentials', async () => {
    const lite = await createPool({ UserPoolTier: 'LITE' })
    const unavailable = 'The following feature is not available for the LITE pricing tier configured:'
    const name = 'FeatureUnavailableInTierException'
    const passwordless = { UserPoolId: lite, ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }
    await expect(create(passwordless)).rejects.toMatchObject({
      name,
      message: `${unavailable} Passwordless Sign-In`,
    })
    const rotation = { UserPoolId: lite, RefreshTokenRotation: { Feature: 'ENABLED' } }
    await expect(create(rotation)).rejects.toMatchObject({
      name,
      message: `${unavailable} Refresh Token Rotation`,
    })
    await create({ UserPoolId: lite, RefreshTokenRotation: { Feature: 'DISABLED' } })
    await create({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })
  })

  it('keeps SRP out of pools that store Argon2id', async () => {
    const pool = await createPool({ UserPoolTags: { _password_hash_: 'argon2id' } })
    await expect(create({ UserPoolId: pool })).rejects.toMatchObject({ name: invalid })
    const srp = { UserPoolId: pool, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }
    await expect(create(srp)).rejects.toThrow('without ALLOW_USER_SRP_AUTH')
    await create({ UserPoolId: pool, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })
  })

  it('returns every setting that was given and takes empty lists as not set', async () => {
    const given = {
      ...oauth,
      LogoutURLs: ['myapp://out'],
      DefaultRedirectURI: 'https://example.com/cb',
      RefreshTokenValidity: 10,
      AccessTokenValidity: 20,
      IdTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
      ReadAttributes: ['email'],
      WriteAttributes: ['email'],
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: false,
      AuthSessionValidity: 5,
      RefreshTokenRotation: { Feature: 'DISABLED' },
      AnalyticsConfiguration: { ApplicationId: 'ab', UserDataShared: true },
    }
    const { ClientId } = await create(given)
    expect(await find(ClientId)).toMatchObject(given)
    const empty = await create({
      ReadAttributes: [],
      WriteAttributes: [],
      CallbackURLs: [],
      ExplicitAuthFlows: [],
    })
    for (const name of ['ReadAttributes', 'WriteAttributes', 'CallbackURLs', 'ExplicitAuthFlows'])
      expect(empty).not.toHaveProperty(name)
  })

  it('names the role of the service where analytics are for an ARN', async () => {
    const ApplicationArn = 'arn:aws:mobiletargeting:us-east-1:000000000000:apps/ab'
    const RoleArn =
      'arn:aws:iam::000000000000:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp'
    const AnalyticsConfiguration = { ApplicationArn, UserDataShared: true }
    const created = await create({ AnalyticsConfiguration })
    expect(created.AnalyticsConfiguration).toEqual({ ...AnalyticsConfiguration, RoleArn })
    const own = { ...AnalyticsConfiguration, RoleArn: 'arn:aws:iam::000000000000:role/own' }
    const updated = await update(created.ClientId, { AnalyticsConfiguration: own })
    expect(updated.AnalyticsConfiguration).toEqual(own)
  })

  it('replaces all settings in an update and keeps name, id and secret', async () => {
    const before = await create({ ...oauth, GenerateSecret: true, ReadAttributes: ['email'] })
    server.advance(5)
    const { ClientId, ClientSecret } = before
    const after = await update(ClientId, { PreventUserExistenceErrors: 'ENABLED' })
    expect(after).toEqual({
      UserPoolId,
      ClientName: 'app',
      ClientId,
      ClientSecret,
      CreationDate: before.CreationDate,
      LastModifiedDate: after.LastModifiedDate,
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
      PreventUserExistenceErrors: 'ENABLED',
    })
    expect(after.LastModifiedDate).toBeGreaterThan(before.LastModifiedDate)
    expect(await find(ClientId)).toEqual(after)
    expect((await update(ClientId, { ClientName: 'other' })).ClientName).toBe('other')
  })

  it('refuses in an update what it refuses at creation', async () => {
    const { ClientId } = await create()
    await expect(update(ClientId, { WriteAttributes: ['name'] })).rejects.toThrow(
      'Invalid write attributes specified while updating a client',
    )
    await expect(update(ClientId, { ReadAttributes: ['none'] })).rejects.toThrow(
      'Invalid read attributes specified while updating a client',
    )
    await expect(update(ClientId, machine)).rejects.toMatchObject({ name: 'InvalidOAuthFlowException' })
  })

  it('makes secrets of 51 letters and digits or takes the given one, and stores neither in plain text', async () => {
    const generated = await create({ GenerateSecret: true })
    expect(generated.ClientSecret).toMatch(/^[0-9a-z]{51}$/)
    expect(await find(generated.ClientId)).toMatchObject({ ClientSecret: generated.ClientSecret })
    const ClientSecret = 'chosen_secret+0123456789'
    expect(await create({ ClientSecret })).toMatchObject({ ClientSecret })
    expect(await create()).not.toHaveProperty('ClientSecret')
    const rows = await server.services.db.selectFrom('app_client_secrets').selectAll().execute()
    expect(rows.length).toBeGreaterThanOrEqual(2)
    expect(JSON.stringify(rows)).not.toContain(ClientSecret)
    expect(JSON.stringify(rows)).not.toContain(generated.ClientSecret)
  })

  it('holds two secrets at a time and never gives up the last', async () => {
    const { ClientId, ClientSecret } = await create({ GenerateSecret: true })
    const key = { UserPoolId, ClientId }
    const { ClientSecretDescriptor: added } = await server.call('AddUserPoolClientSecret', key)
    expect(added.ClientSecretValue).toMatch(/^[0-9a-z]{51}$/)
    expect(added.ClientSecretValue).not.toBe(ClientSecret)
    await expect(server.call('AddUserPoolClientSecret', key)).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
    const { ClientSecrets } = await server.call('ListUserPoolClientSecrets', key)
    expect(ClientSecrets).toHaveLength(2)
    for (const secret of ClientSecrets) expect(secret).not.toHaveProperty('ClientSecretValue')
    expect(await find(ClientId)).toMatchObject({ ClientSecret })
    const first = { ...key, ClientSecretId: ClientSecrets[0].ClientSecretId }
    await server.call('DeleteUserPoolClientSecret', first)
    expect(await find(ClientId)).toMatchObject({ ClientSecret: added.ClientSecretValue })
    await expect(server.call('DeleteUserPoolClientSecret', first)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    const last = { ...key, ClientSecretId: added.ClientSecretId }
    await expect(server.call('DeleteUserPoolClientSecret', last)).rejects.toMatchObject({
      name: invalid,
      message: 'The last client secret of a user pool client can not be deleted.',
    })
  })

  it('lets two secrets through at most, and keeps one, whoever asks at the same time', async () => {
    const { ClientId } = await create({ GenerateSecret: true })
    const key = { UserPoolId, ClientId }
    await Promise.allSettled(Array.from({ length: 6 }, () => server.call('AddUserPoolClientSecret', key)))
    const { ClientSecrets } = await server.call('ListUserPoolClientSecrets', key)
    expect(ClientSecrets).toHaveLength(2)
    await Promise.allSettled(
      ClientSecrets.map(({ ClientSecretId }: { ClientSecretId: string }) =>
        server.call('DeleteUserPoolClientSecret', { ...key, ClientSecretId }),
      ),
    )
    expect((await server.call('ListUserPoolClientSecrets', key)).ClientSecrets).toHaveLength(1)
  })

  it('gives no secret to public clients, and takes one of the caller for the others, without saying it again', async () => {
    const { ClientId } = await create()
    await expect(server.call('AddUserPoolClientSecret', { UserPoolId, ClientId })).rejects.toMatchObject({
      name: invalid,
      message: `User pool client ${ClientId} does not have a client secret.`,
    })
    const confidential = await create({ GenerateSecret: true })
    const ClientSecret = 'chosen_secret+0123456789'
    const clientKey = { UserPoolId, ClientId: confidential.ClientId }
    const asked = { ...clientKey, ClientSecret }
    const { ClientSecretDescriptor } = await server.call('AddUserPoolClientSecret', asked)
    expect(Object.keys(ClientSecretDescriptor).sort()).toEqual(['ClientSecretCreateDate', 'ClientSecretId'])
    const { ClientSecrets } = await server.call('ListUserPoolClientSecrets', clientKey)
    const { ClientSecretId } = ClientSecrets[0]
    await server.call('DeleteUserPoolClientSecret', { ...clientKey, ClientSecretId })
    expect(await find(confidential.ClientId)).toMatchObject({ ClientSecret })
  })

  it('deletes a client with its secrets', async () => {
    const { ClientId } = await create({ GenerateSecret: true })
    await server.call('DeleteUserPoolClient', { UserPoolId, ClientId })
    await expect(find(ClientId)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `User pool client ${ClientId} does not exist.`,
    })
    const secrets = await server.services.db
      .selectFrom('app_client_secrets')
      .selectAll()
      .where('app_client_id', '=', ClientId)
      .execute()
    expect(secrets).toEqual([])
  })

  it.each([
    'DescribeUserPoolClient',
    'UpdateUserPoolClient',
    'DeleteUserPoolClient',
    'AddUserPoolClientSecret',
    'ListUserPoolClientSecrets',
    'DeleteUserPoolClientSecret',
  ])('knows neither a wrong client nor a wrong pool in %s', async (operation) => {
    const { ClientId } = await create({ GenerateSecret: true })
    const other = await createPool()
    const name = 'ResourceNotFoundException'
    const call = (pool: string) =>
      server.call(operation, { UserPoolId: pool, ClientId, ClientSecretId: 'none' })
    await expect(call(other)).rejects.toMatchObject({
      name,
      message: `User pool client ${ClientId} does not exist.`,
    })
    await expect(call('us-east-1_none')).rejects.toMatchObject({
      name,
      message: 'User pool us-east-1_none does not exist.',
    })
    expect(await find(ClientId)).toMatchObject({ ClientId })
  })

  it('lists the clients of one pool in pages that join up', async () => {
    const pool = await createPool()
    for (const ClientName of ['a', 'b', 'c']) await create({ UserPoolId: pool, ClientName })
    const first = await server.call('ListUserPoolClients', { UserPoolId: pool, MaxResults: 2 })
    const { NextToken } = first
    const second = await server.call('ListUserPoolClients', { UserPoolId: pool, MaxResults: 2, NextToken })
    expect(second).not.toHaveProperty('NextToken')
    const names = [...first.UserPoolClients, ...second.UserPoolClients].map((client) => client.ClientName)
    expect(new Set(names)).toEqual(new Set(['a', 'b', 'c']))
    expect(Object.keys(first.UserPoolClients[0])).toEqual(['ClientId', 'UserPoolId', 'ClientName'])
    const all = await server.call('ListUserPoolClients', { UserPoolId: pool })
    expect(all.UserPoolClients).toHaveLength(3)
    const registered = await server.call('ListUserPoolClients', { UserPoolId: pool, ClientType: 'DCR' })
    expect(registered.UserPoolClients).toEqual([])
    await expect(
      server.call('ListUserPoolClients', { UserPoolId: pool, NextToken: 'nonsense!' }),
    ).rejects.toMatchObject({ name: invalid, message: 'Paging Marker is Invalid for Request' })
    await expect(server.call('ListUserPoolClients', { UserPoolId: 'us-east-1_none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('takes the id from a name that begins with _custom_id_: and returns the name as given', async () => {
    const ClientName = '_custom_id_:mine'
    expect(await create({ ClientName })).toMatchObject({ ClientId: 'mine', ClientName })
    expect(await find('mine')).toMatchObject({ ClientName })
    await expect(create({ ClientName })).rejects.toMatchObject({
      name: invalid,
      message: 'User pool client mine already exists.',
    })
    await expect(create({ ClientName: '_custom_id_:no-no' })).rejects.toMatchObject({
      name: invalid,
      message: 'no-no is not a valid user pool client id.',
    })
    await expect(create({ ClientName: '_custom_id_:ALL' })).rejects.toMatchObject({
      name: invalid,
      message: 'ALL is not a valid user pool client id.',
    })
    await create({ ClientName: '_custom_id_:ALLE' })
    await create({ ClientName: `_custom_id_:${'a'.repeat(100)}` })
    await expect(create({ ClientName: `_custom_id_:${'a'.repeat(101)}` })).rejects.toMatchObject({
      name: invalid,
    })
  })
})
