import { isOperationName, operations } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool } from '../../../test/support/user-pool.ts'
import { loadLimits } from '../../core/provisioned-limits.ts'
import { categoryOf } from './categories.ts'

describe.each(databases)('provisioned limits on %s', (database) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(database)
  })
  afterAll(() => server.stop())

  const definition = (Category: string) => ({ LimitClass: 'API_CATEGORY', Attributes: { Category } })
  const get = async (category: string) =>
    (await server.call('GetProvisionedLimit', { LimitDefinition: definition(category) })).Limit
  const set = (category: string, RequestedLimitValue: number) =>
    server.call('UpdateProvisionedLimit', { LimitDefinition: definition(category), RequestedLimitValue })

  it('are those of AWS at first, then what was set', async () => {
    const LimitDefinition = definition('UserCreation')
    expect(await get('UserCreation')).toEqual({
      LimitDefinition,
      ProvisionedLimitValue: 50,
      FreeLimitValue: 50,
    })
    const { Limit } = await set('UserCreation', 80)
    expect(Limit).toEqual({ LimitDefinition, ProvisionedLimitValue: 80, FreeLimitValue: 50 })
    expect(await get('UserCreation')).toEqual(Limit)
    await set('UserCreation', 90)
    expect((await get('UserCreation')).ProvisionedLimitValue).toBe(90)
  })

  it('are enforced once they were set, and until time has passed', async () => {
    const pool = await createTestPool(server)
    const burst = async () => {
      const calls = Array.from({ length: 60 }, () => pool.call('DescribeUserPool'))
      return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected')
    }
    expect(await burst()).toEqual([])
    await set('UserPoolRead', 15)
    const refused = await burst()
    expect(refused.length).toBeGreaterThan(0)
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toMatchObject({
        name: 'TooManyRequestsException',
        message: 'Rate exceeded',
        status: 400,
      })
    await pool.call('GetUserPoolMfaConfig')
    server.advance(1)
    await pool.call('DescribeUserPool')
  })

  it('are read by every process', async () => {
    const { db, requestLimits } = server.services
    const key = { accountId: 'other', region: 'eu-west-1', category: 'UserRead' }
    const { accountId: account_id, ...rest } = key
    const row = { account_id, ...rest, requests_per_second: 1, updated_at: 1 }
    await db.insertInto('provisioned_limits').values(row).execute()
    await loadLimits(server.services)
    expect([requestLimits.admits(key), requestLimits.admits(key)]).toEqual([true, false])
  })

  it.each([
    ['a value below the default', 'UserRead', 119],
    ['an unknown category', 'Everything', 1000],
    ['a name of every object', 'constructor', 1000],
  ])('refuse %s', async (_, category, value) => {
    await expect(set(category, value)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('refuse a value beyond reason', async () => {
    await expect(set('UserRead', 1_000_001)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' })
  })

  it('refuse to be read without a category, or for an unknown one', async () => {
    const LimitDefinition = { LimitClass: 'API_CATEGORY', Attributes: {} }
    await expect(server.call('GetProvisionedLimit', { LimitDefinition })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The attribute Category is required.',
    })
    await expect(get('Everything')).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
})

describe('categoryOf', () => {
  it('puts every operation somewhere', () => {
    const names = Object.keys(operations).filter(isOperationName)
    expect(names.filter((name) => !categoryOf(name))).toEqual([])
    expect(categoryOf('InitiateAuth')).toBe('UserAuthentication')
    expect(categoryOf('CreateGroup')).toBe('UserPoolResourceUpdate')
    expect(categoryOf('ListGroups')).toBe('UserPoolResourceRead')
  })
})
