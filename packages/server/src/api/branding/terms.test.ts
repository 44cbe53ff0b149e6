import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const invalid = 'InvalidParameterException'
const none = '11111111-1111-4111-8111-111111111111'
const Links = { 'cognito:default': 'https://example.com/terms', 'cognito:french': 'https://example.com/fr' }
const use = { TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links }
const privacy = { ...use, TermsName: 'privacy-policy' }

const refusedLinks: [what: string, links: Record<string, string> | undefined, message: string][] = [
  ['no links', undefined, 'Links must contain cognito:default.'],
  ['no default', { 'cognito:french': 'https://example.com/fr' }, 'Links must contain cognito:default.'],
  [
    'a script',
    { ...Links, 'cognito:german': 'javascript:alert(1)' },
    'javascript:alert(1) is not a valid URL.',
  ],
  ['a path', { 'cognito:default': '/terms' }, '/terms is not a valid URL.'],
  ['no host', { 'cognito:default': 'https://' }, 'https:// is not a valid URL.'],
]

describe.each(databases)('terms on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  let ClientId: string
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server)
  })
  afterAll(() => server.stop())

  async function createClient(inPool = pool): Promise<string> {
    return (await inPool.call('CreateUserPoolClient', { ClientName: 'app' })).UserPoolClient.ClientId
  }

  async function create(input: Record<string, unknown>) {
    return (await pool.call('CreateTerms', { ClientId, ...input })).Terms
  }

  it('creates, shows, changes and deletes a document', async () => {
    ClientId = await createClient()
    const created = await create(use)
    expect(created).toEqual({
      TermsId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      UserPoolId: pool.id,
      ClientId,
      ...use,
      CreationDate: expect.any(Number),
      LastModifiedDate: expect.any(Number),
    })
    const { TermsId } = created
    expect(await pool.call('DescribeTerms', { TermsId })).toEqual({ Terms: created })
    const byClient = { ClientId, TermsName: 'terms-of-use' }
    expect(await pool.call('DescribeTermsByClient', byClient)).toEqual({ Terms: created })
    server.advance(5)
    const other = { 'cognito:default': 'http://localhost/other' }
    const changed = (await pool.call('UpdateTerms', { TermsId, Links: other })).Terms
    expect(changed).toEqual({ ...created, Links: other, LastModifiedDate: expect.any(Number) })
    expect(changed.LastModifiedDate).toBeGreaterThanOrEqual(created.LastModifiedDate + 5)
    const renamed = (await pool.call('UpdateTerms', { TermsId, TermsName: 'privacy-policy' })).Terms
    expect(renamed).toMatchObject({ TermsName: 'privacy-policy', Links: other })
    await pool.call('DeleteTerms', { TermsId })
    await expect(pool.call('DescribeTerms', { TermsId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Terms ${TermsId} do not exist.`,
    })
  })

  it.each(refusedLinks)('refuses %s', async (_, links, message) => {
    ClientId = await createClient()
    await expect(create({ ...use, Links: links })).rejects.toMatchObject({ name: invalid, message })
    if (!links) return
    const { TermsId } = await create(use)
    await expect(pool.call('UpdateTerms', { TermsId, Links: links })).rejects.toMatchObject({
      name: invalid,
      message,
    })
  })

  it('refuses a second document of a name for one client', async () => {
    ClientId = await createClient()
    await create(use)
    const { TermsId } = await create(privacy)
    const refusal = {
      name: 'TermsExistsException',
      message: `Terms terms-of-use already exist for user pool client ${ClientId}.`,
    }
    await expect(create(use)).rejects.toMatchObject(refusal)
    const update = { TermsId, TermsName: 'terms-of-use' }
    await expect(pool.call('UpdateTerms', update)).rejects.toMatchObject(refusal)
    await pool.call('UpdateTerms', { TermsId, TermsName: 'privacy-policy' })
  })

  it('lists documents page by page, up to the limit', async () => {
    const full = await createTestPool(server)
    const ids: string[] = []
    for (let count = 0; count < 20; count++) {
      const client = await createClient(full)
      for (const document of [use, privacy])
        ids.push((await full.call('CreateTerms', { ClientId: client, ...document })).Terms.TermsId)
    }
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await full.call('ListTerms', { MaxResults: 7, NextToken })
      found.push(...page.Terms.map((one: { TermsId: string }) => one.TermsId))
      NextToken = page.NextToken
    } while (NextToken)
    expect(found).toEqual(ids.sort())
    const all = await full.call('ListTerms')
    expect(all.Terms).toHaveLength(40)
    expect(Object.keys(all.Terms[0]).sort()).toEqual([
      'CreationDate',
      'Enforcement',
      'LastModifiedDate',
      'TermsId',
      'TermsName',
    ])
    const more = { ClientId: await createClient(full), ...use }
    await expect(full.call('CreateTerms', more)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `User pool ${full.id} has reached its limit of terms.`,
    })
  })

  it('refuses the token of another list', async () => {
    await expect(pool.call('ListTerms', { NextToken: 'x' })).rejects.toMatchObject({ name: invalid })
  })

  it.each(['DescribeTerms', 'UpdateTerms', 'DeleteTerms'])('%s refuses what does not exist', async (name) => {
    await expect(pool.call(name, { TermsId: none })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Terms ${none} do not exist.`,
    })
    const other = await createTestPool(server)
    ClientId = await createClient()
    const { TermsId } = await create(use)
    await expect(other.call(name, { TermsId })).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(server.call(name, { UserPoolId: 'us-east-1_none', TermsId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_none does not exist.',
    })
  })

  it.each([
    ['CreateTerms', { ClientId: 'none', ...use }],
    ['DescribeTermsByClient', { ClientId: 'none', TermsName: 'terms-of-use' }],
  ])('%s needs a pool and a client', async (name, input) => {
    await expect(pool.call(name, input)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool client none does not exist.',
    })
    await expect(server.call(name, { UserPoolId: 'us-east-1_none', ...input })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_none does not exist.',
    })
  })

  it('ListTerms needs a pool', async () => {
    await expect(server.call('ListTerms', { UserPoolId: 'us-east-1_none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('tells apart the documents of a client, and goes with it', async () => {
    ClientId = await createClient()
    const { TermsId } = await create(use)
    const missing = { ClientId, TermsName: 'privacy-policy' }
    await expect(pool.call('DescribeTermsByClient', missing)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Terms privacy-policy do not exist for user pool client ${ClientId}.`,
    })
    await pool.call('DeleteUserPoolClient', { ClientId })
    await expect(pool.call('DescribeTerms', { TermsId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})
