import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool } from '../../../test/support/user-pool.ts'

describe.each(databases)('tiers and levels of user pools on %s', (database) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(database)
  })
  afterAll(() => server.stop())

  const create = async (settings: Record<string, unknown>) =>
    (await server.call('CreateUserPool', { PoolName: 'pool', ...settings })).UserPool

  it.each([
    ['Passwordless Sign-In', { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }],
    [
      'Refresh Token Rotation',
      {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      },
    ],
  ])('keep a pool from LITE while a client has %s', async (feature, settings) => {
    const pool = await createTestPool(server)
    const { UserPoolClient } = await pool.call('CreateUserPoolClient', { ClientName: 'a', ...settings })
    const lite = () => pool.call('UpdateUserPool', { UserPoolTier: 'LITE' })
    await expect(lite()).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
      message: `The following features need to be disabled for the LITE pricing tier configured: ${feature}`,
    })
    await pool.call('UpdateUserPool', { UserPoolTier: 'PLUS' })
    await pool.call('DeleteUserPoolClient', { ClientId: UserPoolClient.ClientId })
    await lite()
    await pool.call('UpdateUserPool', { UserPoolTier: 'LITE' })
  })

  it('keep what LITE lacks from a client, new or changed', async () => {
    const pool = await createTestPool(server, { UserPoolTier: 'LITE' })
    const asked = { ClientName: 'a', ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }
    const refusal = { name: 'FeatureUnavailableInTierException' }
    await expect(pool.call('CreateUserPoolClient', asked)).rejects.toMatchObject(refusal)
    const { UserPoolClient } = await pool.call('CreateUserPoolClient', { ClientName: 'a' })
    const change = { ...asked, ClientId: UserPoolClient.ClientId }
    await expect(pool.call('UpdateUserPoolClient', change)).rejects.toMatchObject(refusal)
  })

  it('show the names of all levels where some were given, until they are taken away', async () => {
    const pool = await createTestPool(server, { AcrConfiguration: { Level2: { AcrValue: 'urn:mine:2' } } })
    const describePool = async () => (await pool.call('DescribeUserPool')).UserPool
    expect((await describePool()).AcrConfiguration).toEqual({
      Level1: { AcrValue: 'urn:cognito:loa:1' },
      Level2: { AcrValue: 'urn:mine:2' },
      Level3: { AcrValue: 'urn:cognito:loa:3' },
      Level4: { AcrValue: 'urn:cognito:loa:4' },
    })
    await pool.call('UpdateUserPool')
    expect(await describePool()).not.toHaveProperty('AcrConfiguration')
  })

  it.each([
    ['an unknown level', { Level5: { AcrValue: 'a' } }],
    ['one name for two levels', { Level1: { AcrValue: 'a' }, Level2: { AcrValue: 'a' } }],
    ['the default name of another level', { Level1: { AcrValue: 'urn:cognito:loa:4' } }],
    ['a name with spaces', { Level1: { AcrValue: 'a b' } }],
    ['a name of 65 characters', { Level1: { AcrValue: 'a'.repeat(65) } }],
  ])('refuse %s', async (_, AcrConfiguration) => {
    await expect(create({ AcrConfiguration })).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('take the longest name', async () => {
    const AcrConfiguration = { Level1: { AcrValue: 'a'.repeat(64) } }
    expect((await create({ AcrConfiguration })).AcrConfiguration.Level1).toEqual(AcrConfiguration.Level1)
  })

  it('keep the settings of dynamic registration, on and not open unless said otherwise', async () => {
    expect((await create({ DcrConfiguration: {} })).DcrConfiguration).toEqual({
      EnableStatus: 'Enabled',
      OpenDcrEnabled: false,
    })
    const DcrConfiguration = {
      EnableStatus: 'Disabled',
      OpenDcrEnabled: true,
      AuthenticatedGrantTypes: ['code', 'implicit'],
      OpenDcrGrantTypes: [],
      AllowedScopes: ['openid'],
    }
    expect((await create({ DcrConfiguration })).DcrConfiguration).toEqual(DcrConfiguration)
    expect(await create({})).not.toHaveProperty('DcrConfiguration')
  })

  it.each([
    ['an unknown status', { EnableStatus: 'On' }],
    ['an unknown grant', { AuthenticatedGrantTypes: ['password'] }],
    ['a scope with spaces', { AllowedScopes: ['a b'] }],
  ])('refuse dynamic registration with %s', async (_, DcrConfiguration) => {
    await expect(create({ DcrConfiguration })).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it.each([
    ['Authentication Levels', { AcrConfiguration: { Level1: { AcrValue: 'a' } } }],
    ['Dynamic Client Registration', { DcrConfiguration: {} }],
  ])('refuse %s in LITE', async (feature, settings) => {
    await expect(create({ UserPoolTier: 'LITE', ...settings })).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
      message: `The following features need to be disabled for the LITE pricing tier configured: ${feature}`,
    })
  })
})
