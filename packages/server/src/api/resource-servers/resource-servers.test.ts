import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const read = { ScopeName: 'read', ScopeDescription: 'May read' }
const write = { ScopeName: 'write', ScopeDescription: 'May write' }

describe.each(databases)('resource servers on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server)
  })
  afterAll(() => server.stop())

  function create(Identifier: string, Scopes: object[] | undefined = [read]) {
    return pool.call('CreateResourceServer', { Identifier, Name: 'An API', Scopes })
  }

  function createClient(...AllowedOAuthScopes: string[]) {
    return pool.call('CreateUserPoolClient', { ClientName: 'app', AllowedOAuthScopes })
  }

  it('creates, shows, changes and deletes a resource server', async () => {
    const Identifier = 'https://api.example.com/v1'
    const created = { UserPoolId: pool.id, Identifier, Name: 'An API', Scopes: [read] }
    expect(await create(Identifier)).toEqual({ ResourceServer: created })
    expect(await pool.call('DescribeResourceServer', { Identifier })).toEqual({ ResourceServer: created })
    const changed = { ...created, Name: 'Other', Scopes: [write, read] }
    const input = { Identifier, Name: 'Other', Scopes: [write, read] }
    expect(await pool.call('UpdateResourceServer', input)).toEqual({ ResourceServer: changed })
    expect(await pool.call('DescribeResourceServer', { Identifier })).toEqual({ ResourceServer: changed })
    await pool.call('DeleteResourceServer', { Identifier })
    await expect(pool.call('DescribeResourceServer', { Identifier })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Resource server ${Identifier} does not exist.`,
    })
  })

  it('takes away the scopes that an update leaves out', async () => {
    await create('emptied')
    await pool.call('UpdateResourceServer', { Identifier: 'emptied', Name: 'An API' })
    const { ResourceServer } = await pool.call('DescribeResourceServer', { Identifier: 'emptied' })
    expect(ResourceServer.Scopes).toEqual([])
  })

  it('refuses an identifier that is taken, in this pool only', async () => {
    await create('taken')
    await expect(create('taken')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `taken already exists in user pool ${pool.id}.`,
    })
    const other = await createTestPool(server)
    await other.call('CreateResourceServer', { Identifier: 'taken', Name: 'An API' })
  })

  it.each(['CreateResourceServer', 'UpdateResourceServer'])(
    'refuses a repeated scope in %s',
    async (name) => {
      if (name === 'UpdateResourceServer') await create('repeated', [])
      const input = { Identifier: 'repeated', Name: 'An API', Scopes: [read, write, { ...read }] }
      await expect(pool.call(name, input)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Duplicate scope name: read',
      })
    },
  )

  it.each([
    ['UpdateResourceServer', { Name: 'x' }],
    ['DeleteResourceServer', {}],
    ['DescribeResourceServer', {}],
  ])('%s refuses what does not exist', async (name, more) => {
    const input = { Identifier: 'none', ...more }
    await expect(pool.call(name, input)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Resource server none does not exist.',
    })
    await expect(server.call(name, { UserPoolId: 'us-east-1_none', ...input })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_none does not exist.',
    })
  })

  it.each(['CreateResourceServer', 'ListResourceServers'])('%s needs a pool', async (name) => {
    const input = { UserPoolId: 'us-east-1_none', Identifier: 'x', Name: 'x' }
    await expect(server.call(name, input)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('lists them by identifier, page by page, up to the limit', async () => {
    const full = await createTestPool(server)
    const identifiers = Array.from({ length: 300 }, (_, index) => `api-${1000 + index}`)
    for (const Identifier of identifiers) await full.call('CreateResourceServer', { Identifier, Name: 'x' })
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await full.call('ListResourceServers', { MaxResults: 43, NextToken })
      found.push(...page.ResourceServers.map((one: { Identifier: string }) => one.Identifier))
      NextToken = page.NextToken
    } while (NextToken)
    expect(found).toEqual(identifiers)
    expect((await full.call('ListResourceServers')).ResourceServers).toHaveLength(50)
    await expect(full.call('CreateResourceServer', { Identifier: 'more', Name: 'x' })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `User pool ${full.id} has reached its limit of resource servers.`,
    })
  })

  it('refuses the token of another list', async () => {
    await expect(pool.call('ListResourceServers', { NextToken: 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('lets app clients have scopes that exist, and no others', async () => {
    await create('https://api.example.com/v2', [read, write])
    const scopes = ['openid', 'https://api.example.com/v2/read', 'https://api.example.com/v2/write']
    const { UserPoolClient } = await createClient(...scopes)
    expect(UserPoolClient.AllowedOAuthScopes).toEqual(scopes)
    for (const scope of ['https://api.example.com/v2/delete', 'https://api.example.com/read', 'read'])
      await expect(createClient('openid', scope)).rejects.toMatchObject({
        name: 'ScopeDoesNotExistException',
        message: `Invalid scope requested: ${scope}`,
      })
  })

  it("does not find another pool's scopes", async () => {
    await (await createTestPool(server)).call('CreateResourceServer', {
      Identifier: 'elsewhere',
      Name: 'x',
      Scopes: [read],
    })
    await expect(createClient('elsewhere/read')).rejects.toMatchObject({ name: 'ScopeDoesNotExistException' })
  })

  it('leaves a scope that goes with the clients that had it, who cannot ask for it anew', async () => {
    await create('leaving', [read, write])
    const { UserPoolClient } = await createClient('leaving/read', 'leaving/write')
    const { ClientId } = UserPoolClient
    await pool.call('UpdateResourceServer', { Identifier: 'leaving', Name: 'x', Scopes: [read] })
    await pool.call('DeleteResourceServer', { Identifier: 'leaving' })
    const shown = await pool.call('DescribeUserPoolClient', { ClientId })
    expect(shown.UserPoolClient.AllowedOAuthScopes).toEqual(['leaving/read', 'leaving/write'])
    const update = { ClientId, AllowedOAuthScopes: ['leaving/read'] }
    await expect(pool.call('UpdateUserPoolClient', update)).rejects.toMatchObject({
      name: 'ScopeDoesNotExistException',
    })
  })
})
