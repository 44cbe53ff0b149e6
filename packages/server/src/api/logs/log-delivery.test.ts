import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const CloudWatchLogsConfiguration = { LogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:x' }
const S3Configuration = { BucketArn: 'arn:aws:s3:::bucket' }
const FirehoseConfiguration = { StreamArn: 'arn:aws:firehose:us-east-1:123456789012:deliverystream/x' }
const errors = { EventSource: 'userNotification', LogLevel: 'ERROR', CloudWatchLogsConfiguration }
const events = { EventSource: 'userAuthEvents', LogLevel: 'INFO' }

describe.each(databases)('log delivery on %s', (database) => {
  let server: TestServer
  let pool: TestPool

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createTestPool(server, { UserPoolTier: 'PLUS' })
  })
  afterAll(() => server.stop())

  const set = (...LogConfigurations: unknown[]) =>
    pool.call('SetLogDeliveryConfiguration', { LogConfigurations })
  const get = async () => (await pool.call('GetLogDeliveryConfiguration')).LogDeliveryConfiguration

  it('is empty at first, then what was set, and kept by UpdateUserPool', async () => {
    expect(await get()).toEqual({ UserPoolId: pool.id, LogConfigurations: [] })
    const both = [errors, { ...events, S3Configuration }]
    const { LogDeliveryConfiguration } = await set(...both)
    expect(LogDeliveryConfiguration).toEqual({ UserPoolId: pool.id, LogConfigurations: both })
    await pool.call('UpdateUserPool', { UserPoolTier: 'PLUS' })
    expect(await get()).toEqual(LogDeliveryConfiguration)
    await expect(pool.call('UpdateUserPool', {})).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
      message:
        'The following features need to be disabled for the ESSENTIALS pricing tier configured: Log Streaming',
    })
    await set()
    expect((await get()).LogConfigurations).toEqual([])
  })

  it.each([
    ['messages at INFO', [{ ...errors, LogLevel: 'INFO' }]],
    ['sign-ins at ERROR', [{ ...events, LogLevel: 'ERROR', S3Configuration }]],
    ['messages to S3', [{ ...errors, CloudWatchLogsConfiguration: undefined, S3Configuration }]],
    ['messages to two targets', [{ ...errors, S3Configuration }]],
    ['sign-ins to two targets', [{ ...events, S3Configuration, FirehoseConfiguration }]],
    ['three configurations', [errors, errors, errors]],
  ])('refuses %s', async (_, configurations) => {
    await expect(set(...configurations)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  const nowhere = { ...errors, CloudWatchLogsConfiguration: undefined }
  it.each([
    ['no target', [nowhere], 'in request have no destination: [userNotification].'],
    ['no target for sign-ins', [events], 'in request have no destination: [userAuthEvents].'],
    ['one source twice', [errors, errors], 'appear more then once in a request: [userNotification].'],
    [
      'both',
      [nowhere, nowhere],
      'in request have no destination: [userNotification]. Following event sources appear more then once in a request: [userNotification].',
    ],
  ])('names the sources with %s', async (_, configurations, fault) => {
    await expect(set(...configurations)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Request validation Failed. Following event sources ${fault}`,
    })
  })

  it('has sign-ins in the tier PLUS only', async () => {
    const other = await createTestPool(server)
    const input = { LogConfigurations: [{ ...events, FirehoseConfiguration }] }
    await expect(other.call('SetLogDeliveryConfiguration', input)).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
      message:
        'The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming',
    })
    await other.call('SetLogDeliveryConfiguration', { LogConfigurations: [errors] })
  })

  it('is of no pool that is not there', async () => {
    const UserPoolId = 'us-east-1_Missing01'
    for (const [operation, rest] of [
      ['GetLogDeliveryConfiguration', {}],
      ['SetLogDeliveryConfiguration', { LogConfigurations: [] }],
    ] as const)
      await expect(server.call(operation, { UserPoolId, ...rest })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
  })
})
