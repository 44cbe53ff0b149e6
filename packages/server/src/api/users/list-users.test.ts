import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, byName, createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

describe.each(databases)('ListUsers on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server, {
      Schema: [{ Name: 'plan', AttributeDataType: 'String', Mutable: true }],
      UsernameConfiguration: { CaseSensitive: true },
    })
    await create('Ann', { email: 'ann@example.com', given_name: 'Ann "A"', 'custom:plan': 'pro' })
    await create('anna', { email: 'anna@example.com', family_name: "O'Neil" })
    await create('bob', { email: 'bob_1%@example.com', preferred_username: 'Bobby' })
    await create('carl', { phone_number: '+15551234' })
    await pool.call('AdminSetUserPassword', { Username: 'bob', Password: 'Bobs-Word-1', Permanent: true })
    await pool.call('AdminDisableUser', { Username: 'carl' })
  })
  afterAll(() => server.stop())

  function create(username: string, attributes: Record<string, string>): Promise<unknown> {
    const UserAttributes = attributeList(attributes)
    return pool.call('AdminCreateUser', { Username: username, UserAttributes, MessageAction: 'SUPPRESS' })
  }

  async function names(input: Record<string, unknown>): Promise<Set<string>> {
    const { Users } = await pool.call('ListUsers', input)
    return new Set(Users.map((user: { Username: string }) => user.Username))
  }

  const found: [filter: string, names: string[]][] = [
    ['', ['Ann', 'anna', 'bob', 'carl']],
    ['username = "Ann"', ['Ann']],
    ['username = "ann"', []],
    ['username ^= "an"', ['anna']],
    ['email = "ANN@example.com"', ['Ann']],
    ['email ^= "ann"', ['Ann', 'anna']],
    ['email ^= "bob_1%"', ['bob']],
    ['email ^= "bob%"', []],
    ['email ^= "b_b"', []],
    ['"given_name" = "ann \\"a\\""', ['Ann']],
    ['family_name = "o\'neil"', ['anna']],
    ['phone_number ^= "+1555"', ['carl']],
    ['preferred_username = "bobby"', ['bob']],
    ['cognito:user_status = "confirmed"', ['bob']],
    ['cognito:user_status = "FORCE_CHANGE_PASSWORD"', ['Ann', 'anna', 'carl']],
    ['status = "Enabled"', ['Ann', 'anna', 'bob']],
    ['status = "Disabled"', ['carl']],
    ['status = "disabled"', []],
    ['name = "nobody"', []],
  ]
  it.each(found)('finds with %j: %j', async (Filter, expected) => {
    expect(await names({ Filter })).toEqual(new Set(expected))
  })

  it('finds a user by the id', async () => {
    const { sub } = await pool.attributes('bob')
    expect(await names({ Filter: `sub = "${sub}"` })).toEqual(new Set(['bob']))
  })

  it('folds the user names of pools that do', async () => {
    const folding = await createTestPool(server, { UsernameConfiguration: { CaseSensitive: false } })
    await folding.call('AdminCreateUser', { Username: 'Zoe', MessageAction: 'SUPPRESS' })
    const { Users } = await folding.call('ListUsers', { Filter: 'username ^= "zO"' })
    expect(Users).toMatchObject([{ Username: 'Zoe' }])
  })

  it('finds only the id as user name where addresses are user names', async () => {
    const addresses = await createTestPool(server, { UsernameAttributes: ['email'] })
    const { User } = await addresses.call('AdminCreateUser', {
      Username: 'z@example.com',
      MessageAction: 'SUPPRESS',
    })
    const byAddress = await addresses.call('ListUsers', { Filter: 'username = "z@example.com"' })
    const byId = await addresses.call('ListUsers', { Filter: `username = "${User.Username}"` })
    expect(byAddress.Users).toEqual([])
    expect(byId.Users).toHaveLength(1)
  })

  it('shows what the user is, with the id first', async () => {
    const { Users } = await pool.call('ListUsers', { Filter: 'username = "Ann"' })
    const { UserAttributes: Attributes, ...user } = await pool.call('AdminGetUser', { Username: 'Ann' })
    expect(Users).toEqual([{ ...user, Attributes }])
    expect(Users[0].Attributes[0].Name).toBe('sub')
  })

  it('shows the attributes that are asked for', async () => {
    const { Users } = await pool.call('ListUsers', {
      Filter: 'username ^= "A"',
      AttributesToGet: ['custom:plan', 'sub'],
    })
    expect(byName(Users[0].Attributes)).toEqual({ sub: expect.any(String), 'custom:plan': 'pro' })
    const none = await pool.call('ListUsers', {
      Filter: 'username = "bob"',
      AttributesToGet: ['custom:plan'],
    })
    expect(none.Users[0].Attributes).toEqual([])
  })

  it.each(['custom:unknown', 'constructor'])('refuses to get the attribute %s', async (name) => {
    await expect(pool.call('ListUsers', { AttributesToGet: [name] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'One or more requested attributes do not exist.',
    })
  })

  it.each([
    ['foo', 'Error while parsing filter.'],
    ['custom:plan = "pro"', 'Invalid search attribute: custom:plan'],
  ])('refuses the filter %j', async (Filter, message) => {
    const error = { name: 'InvalidParameterException', message }
    await expect(pool.call('ListUsers', { Filter })).rejects.toMatchObject(error)
  })

  it.each([1, 2, 3])('gives every user once in pages of %i', async (Limit) => {
    for (const Filter of [undefined, 'status = "Enabled"', 'email ^= ""', 'username ^= ""']) {
      const all = await names({ Filter })
      const seen: string[] = []
      let PaginationToken: string | undefined
      do {
        const page = await pool.call('ListUsers', { Filter, Limit, PaginationToken })
        expect(page.Users.length).toBeLessThanOrEqual(Limit)
        seen.push(...page.Users.map((user: { Username: string }) => user.Username))
        PaginationToken = page.PaginationToken
      } while (PaginationToken)
      expect(seen).toHaveLength(all.size)
      expect(new Set(seen)).toEqual(all)
    }
  })

  it('takes a limit of zero for none, and leaves out the token on the last page', async () => {
    expect(await names({ Limit: 0 })).toHaveLength(4)
    expect(await pool.call('ListUsers', { Limit: 4 })).not.toHaveProperty('PaginationToken')
    await expect(pool.call('ListUsers', { Limit: 61 })).rejects.toThrow('less than or equal to 60')
  })

  it('takes a token only for the list that it came from', async () => {
    const { PaginationToken } = await pool.call('ListUsers', { Limit: 1 })
    const other = await createTestPool(server)
    const error = { name: 'InvalidParameterException', message: 'Paging Marker is Invalid for Request' }
    await expect(other.call('ListUsers', { PaginationToken })).rejects.toMatchObject(error)
    const Filter = 'status = "Enabled"'
    await expect(pool.call('ListUsers', { PaginationToken, Filter })).rejects.toMatchObject(error)
    await expect(pool.call('ListGroups', { NextToken: PaginationToken })).rejects.toMatchObject(error)
    await expect(pool.call('ListUsers', { PaginationToken: 'x' })).rejects.toMatchObject(error)
    const changed = `${PaginationToken.slice(0, -4)}AAAA`
    await expect(pool.call('ListUsers', { PaginationToken: changed })).rejects.toMatchObject(error)
  })
})
