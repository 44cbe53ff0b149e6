import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const invalid = 'InvalidParameterException'

describe.each(databases)('tags on %s', (database) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(database)
  })
  afterAll(() => server.stop())

  const createPool = async (UserPoolTags: Record<string, string> = {}) =>
    (await server.call('CreateUserPool', { PoolName: 'pool', UserPoolTags })).UserPool
  const list = async (ResourceArn: string) => (await server.call('ListTagsForResource', { ResourceArn })).Tags
  const tag = (ResourceArn: string, Tags: Record<string, string>) =>
    server.call('TagResource', { ResourceArn, Tags })

  it('adds, replaces and removes tags', async () => {
    const { Arn, Id } = await createPool({ team: 'a' })
    await tag(Arn, { team: 'b', stage: '' })
    expect(await list(Arn)).toEqual({ team: 'b', stage: '' })
    await server.call('UntagResource', { ResourceArn: Arn, TagKeys: ['team', 'none'] })
    expect(await list(Arn)).toEqual({ stage: '' })
    const { UserPool } = await server.call('DescribeUserPool', { UserPoolId: Id })
    expect(UserPool.UserPoolTags).toEqual({ stage: '' })
  })

  it('keeps all of many tags that are set at once', async () => {
    const { Arn } = await createPool()
    const names = Array.from({ length: 10 }, (_, index) => `t${index}`)
    await Promise.all(names.map((name) => tag(Arn, { [name]: '1' })))
    expect(await list(Arn)).toEqual(Object.fromEntries(names.map((name) => [name, '1'])))
  })

  it('takes fifty tags and no more', async () => {
    const { Arn } = await createPool(
      Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`t${index}`, '1'])),
    )
    await tag(Arn, { last: '1' })
    await tag(Arn, { last: '2' })
    await expect(tag(Arn, { over: '1' })).rejects.toMatchObject({
      name: invalid,
      message: 'A resource can have at most 50 tags.',
    })
  })

  it.each([
    [{ 'AWS:x': '1' }, 'The tag AWS:x has the prefix aws:, which is reserved.'],
    [{ ['k'.repeat(129)]: '1' }, 'Member must have length less than or equal to 128'],
    [{ k: 'v'.repeat(257) }, 'Member must have length less than or equal to 256'],
  ])('refuses the tags %j', async (tags: Record<string, string>, message) => {
    const { Arn } = await createPool()
    await expect(tag(Arn, tags)).rejects.toThrow(message)
    await tag(Arn, { ['k'.repeat(128)]: 'v'.repeat(256) })
  })

  it('refuses ARNs of other things and of pools that do not exist', async () => {
    const { Arn, Id } = await createPool()
    await expect(list('arn:aws:s3:us-east-1:000000000000:bucket')).rejects.toMatchObject({ name: invalid })
    const missing = { name: 'ResourceNotFoundException', message: `User pool ${Id} does not exist.` }
    await expect(list(Arn.replace('000000000000', '111111111111'))).rejects.toMatchObject(missing)
    await expect(list(Arn.replace(':us-east-1:', ':eu-west-1:'))).rejects.toMatchObject(missing)
    await expect(tag(Arn.replace(Id, 'us-east-1_none'), {})).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await expect(
      server.call('UntagResource', { ResourceArn: Arn.replace(Id, 'us-east-1_none'), TagKeys: ['x'] }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('turns Argon2id on only while no client needs SRP', async () => {
    const { Arn, Id } = await createPool()
    const client = { UserPoolId: Id, ClientName: 'app' }
    const { UserPoolClient } = await server.call('CreateUserPoolClient', client)
    const option = { _password_hash_: 'argon2id' }
    await expect(tag(Arn, option)).rejects.toMatchObject({
      name: invalid,
      message: `The tag _password_hash_ can not be set while the client ${UserPoolClient.ClientId} allows ALLOW_USER_SRP_AUTH.`,
    })
    await expect(
      server.call('UpdateUserPool', { UserPoolId: Id, UserPoolTags: option }),
    ).rejects.toMatchObject({ name: invalid })
    await server.call('DeleteUserPoolClient', { UserPoolId: Id, ClientId: UserPoolClient.ClientId })
    await tag(Arn, option)
    expect(await list(Arn)).toEqual(option)
  })
})
