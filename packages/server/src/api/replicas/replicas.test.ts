import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const REGION = 'eu-central-1'

describe.each(databases)('replicas on %s', (database) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(database)
  })
  afterAll(() => server.stop())

  async function replicated(): Promise<TestPool> {
    const pool = await createTestPool(server)
    await pool.call('CreateUserPoolReplica', { RegionName: REGION, UserPoolTags: { team: 'a' } })
    return pool
  }
  const list = async (pool: TestPool) => (await pool.call('ListUserPoolReplicas')).UserPoolReplicas

  it('are written down, switched and forgotten', async () => {
    const pool = await createTestPool(server)
    const { UserPoolReplica } = await pool.call('CreateUserPoolReplica', { RegionName: REGION })
    expect(UserPoolReplica).toEqual({
      RegionName: REGION,
      Status: 'INACTIVE',
      Role: 'SECONDARY',
      UserPoolArn: `arn:aws:cognito-idp:${REGION}:000000000000:userpool/${pool.id}`,
    })
    const primary = expect.objectContaining({ RegionName: 'us-east-1', Status: 'ACTIVE', Role: 'PRIMARY' })
    expect(await list(pool)).toEqual([primary, UserPoolReplica])
    const active = await pool.call('UpdateUserPoolReplica', { RegionName: REGION, Status: 'ACTIVE' })
    expect(active.UserPoolReplica.Status).toBe('ACTIVE')
    await pool.call('UpdateUserPool')
    expect(await list(pool)).toEqual([primary, active.UserPoolReplica])
    const deleted = await pool.call('DeleteUserPoolReplica', { RegionName: REGION })
    expect(deleted.UserPoolReplica.Status).toBe('DELETING')
    expect(await list(pool)).toEqual([primary])
  })

  it.each([
    ['a region twice', REGION, /already exists in eu-central-1/],
    ["the pool's own region", 'us-east-1', /already exists in us-east-1/],
    ['what is no region', 'nowhere', /nowhere is not a valid region/],
  ])('are not made for %s', async (_, RegionName, message) => {
    const pool = await replicated()
    await expect(pool.call('CreateUserPoolReplica', { RegionName })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(message),
    })
  })

  it('are no more than twenty', async () => {
    const pool = await createTestPool(server)
    for (let count = 1; count <= 20; count += 1)
      await pool.call('CreateUserPoolReplica', { RegionName: `eu-west-${count}` })
    await expect(pool.call('CreateUserPoolReplica', { RegionName: REGION })).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
  })

  it('refuse tags of AWS', async () => {
    const pool = await createTestPool(server)
    await expect(
      pool.call('CreateUserPoolReplica', { RegionName: REGION, UserPoolTags: { 'aws:x': 'y' } }),
    ).rejects.toMatchObject({ name: 'UserPoolTaggingException' })
  })

  it('are not of the tier LITE, and keep a pool from it', async () => {
    const lite = await createTestPool(server, { UserPoolTier: 'LITE' })
    await expect(lite.call('CreateUserPoolReplica', { RegionName: REGION })).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
    })
    const pool = await replicated()
    await expect(pool.call('UpdateUserPool', { UserPoolTier: 'LITE' })).rejects.toMatchObject({
      name: 'TierChangeNotAllowedException',
    })
    await pool.call('UpdateUserPool', { UserPoolTier: 'PLUS' })
  })

  it.each([
    ['UpdateUserPoolReplica', { Status: 'ACTIVE' }],
    ['DeleteUserPoolReplica', {}],
  ])('%s refuses the primary, an unknown region and an unknown pool', async (operation, rest) => {
    const pool = await replicated()
    await expect(pool.call(operation, { RegionName: 'us-east-1', ...rest })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    for (const other of [
      { RegionName: 'sa-east-1' },
      { RegionName: REGION, UserPoolId: 'us-east-1_Missing01' },
    ])
      await expect(pool.call(operation, { ...other, ...rest })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
  })

  it('are listed for no pool that is not there, nor by a page token of another list', async () => {
    const pool = await replicated()
    await expect(
      pool.call('ListUserPoolReplicas', { UserPoolId: 'us-east-1_Missing01' }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(pool.call('ListUserPoolReplicas', { NextToken: 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })
})
