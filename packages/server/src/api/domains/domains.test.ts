import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const certificate = { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/abc' }
const custom = { CustomDomainConfig: certificate }
const invalid = 'InvalidParameterException'
const invalidPrefix =
  'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$'
const invalidCustom =
  'Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.'
const tier =
  'The following feature is not available for the LITE pricing tier configured: Managed Login Version 2'

const refusals: [what: string, asked: Record<string, unknown>, message: string][] = [
  ['capitals', { Domain: 'Shop' }, invalidPrefix],
  ['a hyphen at the end', { Domain: 'shop-' }, invalidPrefix],
  ['dots without a certificate', { Domain: 'auth.example.com' }, invalidPrefix],
  ['the word aws', { Domain: 'my-aws-shop' }, 'Domain cannot contain reserved word: aws'],
  ['the word amazon', { Domain: 'amazon' }, 'Domain cannot contain reserved word: amazon'],
  ['the word cognito', { Domain: 'shop-cognito' }, 'Domain cannot contain reserved word: cognito'],
  ['a custom domain without parent', { Domain: 'auth', ...custom }, invalidCustom],
  ['a custom domain with capitals', { Domain: 'Auth.example.com', ...custom }, invalidCustom],
  ['a third version', { Domain: 'third', ManagedLoginVersion: 3 }, 'ManagedLoginVersion must be 1 or 2.'],
]

describe.each(databases)('domains on %s', (kind) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())

  async function describeDomain(Domain: string) {
    return (await server.call('DescribeUserPoolDomain', { Domain })).DomainDescription
  }

  async function createPoolWith(domain: Record<string, unknown>, settings = {}): Promise<TestPool> {
    const pool = await createTestPool(server, settings)
    await pool.call('CreateUserPoolDomain', domain)
    return pool
  }

  it('gives a pool a prefix', async () => {
    const pool = await createTestPool(server)
    const answer = await pool.call('CreateUserPoolDomain', { Domain: 'my-awsome-shop' })
    expect(answer).toEqual({ ManagedLoginVersion: 1 })
    expect(await describeDomain('my-awsome-shop')).toEqual({
      UserPoolId: pool.id,
      AWSAccountId: '000000000000',
      Domain: 'my-awsome-shop',
      S3Bucket: 'aws-cognito-prod-iad-assets',
      CloudFrontDistribution: 'localhost',
      Version: expect.stringMatching(/^\d{14}$/),
      Status: 'ACTIVE',
      CustomDomainConfig: {},
      ManagedLoginVersion: 1,
    })
    const { UserPool } = await pool.call('DescribeUserPool')
    expect(UserPool).toMatchObject({ Domain: 'my-awsome-shop' })
    expect(UserPool).not.toHaveProperty('CustomDomain')
  })

  it('gives a pool a custom domain beside its prefix', async () => {
    const pool = await createPoolWith({ Domain: 'both' })
    const routing = { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'check' } }
    const asked = { Domain: 'login.example.com', ...custom, ManagedLoginVersion: 2, Routing: routing }
    expect(await pool.call('CreateUserPoolDomain', asked)).toEqual({
      ManagedLoginVersion: 2,
      CloudFrontDomain: 'localhost',
      Routing: routing,
    })
    expect(await describeDomain('login.example.com')).toMatchObject({
      ManagedLoginVersion: 2,
      Routing: routing,
      ...custom,
    })
    const { UserPool } = await pool.call('DescribeUserPool')
    expect(UserPool).toMatchObject({ Domain: 'both', CustomDomain: 'login.example.com' })
  })

  it.each(refusals)('refuses %s', async (_, asked, message) => {
    const pool = await createTestPool(server)
    await expect(pool.call('CreateUserPoolDomain', asked)).rejects.toMatchObject({ name: invalid, message })
  })

  it('refuses a domain of another pool', async () => {
    await createPoolWith({ Domain: 'first-come' })
    await expect(createPoolWith({ Domain: 'first-come' })).rejects.toMatchObject({
      name: invalid,
      message: 'Domain already associated with another user pool.',
    })
  })

  it.each([
    ['prefix', { Domain: 'one-of-two' }, { Domain: 'two-of-two' }],
    ['prefix, the same', { Domain: 'the-same' }, { Domain: 'the-same' }],
    ['custom domain', { Domain: 'one.example.com', ...custom }, { Domain: 'two.example.com', ...custom }],
  ])('refuses a second %s', async (_, first, second) => {
    const pool = await createPoolWith(first)
    await expect(pool.call('CreateUserPoolDomain', second)).rejects.toMatchObject({
      name: invalid,
      message: 'User pool already has a domain configured.',
    })
  })

  it('refuses managed login in the tier LITE', async () => {
    const pool = await createPoolWith({ Domain: 'lite' }, { UserPoolTier: 'LITE' })
    const asked = { Domain: 'lite.example.com', ...custom, ManagedLoginVersion: 2 }
    const refusal = { name: 'FeatureUnavailableInTierException', message: tier }
    await expect(pool.call('CreateUserPoolDomain', asked)).rejects.toMatchObject(refusal)
    const update = { Domain: 'lite', ManagedLoginVersion: 2 }
    await expect(pool.call('UpdateUserPoolDomain', update)).rejects.toMatchObject(refusal)
  })

  it('refuses the tier LITE while managed login is on', async () => {
    const pool = await createPoolWith({ Domain: 'downgraded', ManagedLoginVersion: 2 })
    await expect(pool.call('UpdateUserPool', { UserPoolTier: 'LITE' })).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
      message:
        'The following features need to be disabled for the LITE pricing tier configured: Managed Login Version 2',
    })
    await pool.call('UpdateUserPoolDomain', { Domain: 'downgraded', ManagedLoginVersion: 1 })
    await pool.call('UpdateUserPool', { UserPoolTier: 'LITE' })
  })

  it('changes what is given and leaves the rest', async () => {
    const pool = await createPoolWith({ Domain: 'changed.example.com', ...custom })
    const update = (more: object) =>
      pool.call('UpdateUserPoolDomain', { Domain: 'changed.example.com', ...more })
    expect(await update({ ManagedLoginVersion: 2 })).toEqual({
      ManagedLoginVersion: 2,
      CloudFrontDomain: 'localhost',
    })
    expect(await describeDomain('changed.example.com')).toMatchObject({ ManagedLoginVersion: 2, ...custom })
    const renewed = { CertificateArn: `${certificate.CertificateArn}d` }
    await update({ CustomDomainConfig: renewed })
    expect(await describeDomain('changed.example.com')).toMatchObject({
      ManagedLoginVersion: 2,
      CustomDomainConfig: renewed,
    })
  })

  it('refuses changes that do not fit', async () => {
    const pool = await createPoolWith({ Domain: 'unfitting' })
    await expect(pool.call('UpdateUserPoolDomain', { Domain: 'unfitting', ...custom })).rejects.toMatchObject(
      {
        name: invalid,
        message: 'CustomDomainConfig can not be set for a prefix domain.',
      },
    )
    const version = { Domain: 'unfitting', ManagedLoginVersion: 0 }
    await expect(pool.call('UpdateUserPoolDomain', version)).rejects.toMatchObject({
      name: invalid,
      message: 'ManagedLoginVersion must be 1 or 2.',
    })
  })

  it.each(['UpdateUserPoolDomain', 'DeleteUserPoolDomain'])('%s refuses domains of others', async (name) => {
    const domain = `others-${name.slice(0, 6).toLowerCase()}`
    await createPoolWith({ Domain: domain })
    const pool = await createTestPool(server)
    for (const Domain of [domain, 'nobodys'])
      await expect(pool.call(name, { Domain })).rejects.toMatchObject({
        name: invalid,
        message: 'No such domain or user pool exists.',
      })
    expect(await describeDomain(domain)).toMatchObject({ Domain: domain })
  })

  it.each(['CreateUserPoolDomain', 'UpdateUserPoolDomain'])('%s needs a pool', async (name) => {
    const input = { UserPoolId: 'us-east-1_none', Domain: 'no-pool' }
    await expect(server.call(name, input)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('keeps the pool until its domain is gone', async () => {
    const pool = await createPoolWith({ Domain: 'held' })
    await expect(pool.call('DeleteUserPool')).rejects.toMatchObject({
      name: invalid,
      message: 'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    })
    expect(await pool.call('DeleteUserPoolDomain', { Domain: 'held' })).toEqual({})
    expect(await server.call('DescribeUserPoolDomain', { Domain: 'held' })).toEqual({ DomainDescription: {} })
    await pool.call('DeleteUserPool')
  })
})
