import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const RoleArn = 'arn:aws:iam::000000000000:role/editors'
const notFound = { name: 'ResourceNotFoundException', message: 'Group not found.' }

describe.each(databases)('groups on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server)
    for (const Username of ['ann', 'bob', 'carl'])
      await pool.call('AdminCreateUser', { Username, MessageAction: 'SUPPRESS' })
  })
  afterAll(() => server.stop())

  function create(GroupName: string, more = {}) {
    return pool.call('CreateGroup', { GroupName, ...more })
  }

  async function everyName(
    operation: string,
    input: object,
    list: string,
    member: string,
  ): Promise<string[]> {
    const names: string[] = []
    let NextToken: string | undefined
    do {
      const page = await pool.call(operation, { ...input, Limit: 2, NextToken })
      expect(page[list].length).toBeLessThanOrEqual(2)
      names.push(...page[list].map((item: Record<string, string>) => item[member]))
      NextToken = page.NextToken
    } while (NextToken)
    return names
  }

  it('creates, shows, changes and deletes a group', async () => {
    const settings = { Description: 'Who edits', RoleArn, Precedence: 0 }
    const { Group } = await create('editors', settings)
    expect(Group).toMatchObject({ GroupName: 'editors', UserPoolId: pool.id, ...settings })
    expect(await pool.call('GetGroup', { GroupName: 'editors' })).toEqual({ Group })
    server.advance(2)
    const changed = await pool.call('UpdateGroup', { GroupName: 'editors', Precedence: 7, Description: '' })
    expect(changed.Group).toMatchObject({
      RoleArn,
      Precedence: 7,
      Description: '',
      CreationDate: Group.CreationDate,
    })
    expect(changed.Group.LastModifiedDate).toBeGreaterThan(Group.LastModifiedDate)
    expect(await pool.call('GetGroup', { GroupName: 'editors' })).toEqual(changed)
    expect(await pool.call('DeleteGroup', { GroupName: 'editors' })).toEqual({})
    await expect(pool.call('GetGroup', { GroupName: 'editors' })).rejects.toMatchObject(notFound)
  })

  it('leaves out what is not set', async () => {
    const { Group } = await create('bare')
    expect(Object.keys(Group).toSorted((one, other) => one.localeCompare(other))).toEqual([
      'CreationDate',
      'GroupName',
      'LastModifiedDate',
      'UserPoolId',
    ])
  })

  it('refuses a name that is taken, also in other case, of many at once all but one', async () => {
    const tries = await Promise.allSettled(['raced', 'Raced', 'RACED', 'raced'].map((name) => create(name)))
    const lost = tries.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(3)
    for (const { reason } of lost)
      expect(reason).toMatchObject({
        name: 'GroupExistsException',
        message: 'A group with the name already exists.',
      })
  })

  it('refuses settings outside their limits', async () => {
    const wrong = [
      { Precedence: -1 },
      { RoleArn: 'editors' },
      { Description: 'x'.repeat(2049) },
      { Description: '\u0000' },
    ]
    for (const settings of wrong) {
      await expect(create('wrong', settings)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    }
    await expect(pool.call('GetGroup', { GroupName: 'wrong' })).rejects.toMatchObject(notFound)
  })

  it.each(['GetGroup', 'UpdateGroup', 'DeleteGroup', 'ListUsersInGroup'])(
    '%s refuses no group',
    async (operation) => {
      await expect(pool.call(operation, { GroupName: 'absent' })).rejects.toMatchObject(notFound)
    },
  )

  it.each(['AdminAddUserToGroup', 'AdminRemoveUserFromGroup'])(
    '%s refuses no group and no user',
    async (operation) => {
      await expect(pool.call(operation, { GroupName: 'absent', Username: 'ann' })).rejects.toMatchObject(
        notFound,
      )
      await create(`for-${operation}`)
      await expect(
        pool.call(operation, { GroupName: `for-${operation}`, Username: 'nobody' }),
      ).rejects.toMatchObject({ name: 'UserNotFoundException', message: 'User does not exist.' })
    },
  )

  it.each(['ListGroups', 'CreateGroup', 'GetGroup', 'UpdateGroup', 'DeleteGroup', 'ListUsersInGroup'])(
    '%s refuses a pool that is not there',
    async (operation) => {
      const call = server.call(operation, { UserPoolId: 'us-east-1_absent', GroupName: 'x' })
      await expect(call).rejects.toThrow('User pool us-east-1_absent does not exist.')
    },
  )

  it('AdminListGroupsForUser refuses nobody', async () => {
    const call = pool.call('AdminListGroupsForUser', { Username: 'nobody' })
    await expect(call).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  it('adds and removes members, as often as one likes', async () => {
    await create('members')
    const membership = { GroupName: 'members', Username: 'ann' }
    await pool.call('AdminAddUserToGroup', membership)
    expect(await pool.call('AdminAddUserToGroup', membership)).toEqual({})
    const { Users } = await pool.call('ListUsersInGroup', { GroupName: 'members' })
    expect(Users).toMatchObject([{ Username: 'ann', Enabled: true }])
    await pool.call('AdminRemoveUserFromGroup', membership)
    expect(await pool.call('AdminRemoveUserFromGroup', membership)).toEqual({})
    expect((await pool.call('ListUsersInGroup', { GroupName: 'members' })).Users).toEqual([])
  })

  it('leaves the members of a deleted group, and a new one of its name without members', async () => {
    await create('passing')
    await pool.call('AdminAddUserToGroup', { GroupName: 'passing', Username: 'bob' })
    await pool.call('DeleteGroup', { GroupName: 'passing' })
    await create('passing')
    expect((await pool.call('ListUsersInGroup', { GroupName: 'passing' })).Users).toEqual([])
    expect((await pool.call('AdminListGroupsForUser', { Username: 'bob' })).Groups).toEqual([])
  })

  it('lists groups, groups of a user and members in pages, each once', async () => {
    const names = ['page-a', 'page-b', 'page-c', 'page-d', 'page-e']
    for (const GroupName of names) {
      await create(GroupName)
      await pool.call('AdminAddUserToGroup', { GroupName, Username: 'carl' })
    }
    for (const Username of ['ann', 'bob'])
      await pool.call('AdminAddUserToGroup', { GroupName: 'page-a', Username })
    const groups = await everyName('ListGroups', {}, 'Groups', 'GroupName')
    expect(groups.filter((name) => name.startsWith('page-'))).toEqual(names)
    expect(new Set(groups).size).toBe(groups.length)
    expect(await everyName('AdminListGroupsForUser', { Username: 'carl' }, 'Groups', 'GroupName')).toEqual(
      names,
    )
    const members = await everyName('ListUsersInGroup', { GroupName: 'page-a' }, 'Users', 'Username')
    expect(members).toHaveLength(3)
    expect(new Set(members)).toEqual(new Set(['ann', 'bob', 'carl']))
  })

  it('takes a token only for the list that it came from', async () => {
    const { NextToken } = await pool.call('ListGroups', { Limit: 1 })
    const error = { name: 'InvalidParameterException', message: 'Paging Marker is Invalid for Request' }
    const other = await createTestPool(server)
    await expect(other.call('ListGroups', { NextToken })).rejects.toMatchObject(error)
    await expect(pool.call('AdminListGroupsForUser', { Username: 'ann', NextToken })).rejects.toMatchObject(
      error,
    )
    await expect(pool.call('ListGroups', { NextToken: 'x' })).rejects.toMatchObject(error)
  })

  it('keeps at most 10,000 groups in a pool', async () => {
    const full = await createTestPool(server)
    const times = { created_at: 1, updated_at: 1 }
    const rows = Array.from({ length: 10_000 }, (_, index) => ({
      user_pool_id: full.id,
      name: `g${index}`,
      name_key: `g${index}`,
      ...times,
    }))
    const [last, ...others] = rows
    for (let start = 0; start < others.length; start += 1000)
      await server.services.db
        .insertInto('groups')
        .values(others.slice(start, start + 1000))
        .execute()
    await full.call('CreateGroup', { GroupName: last?.name })
    await expect(full.call('CreateGroup', { GroupName: 'one-more' })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `User pool ${full.id} has reached its limit of groups.`,
    })
  })

  it('keeps a user in at most 100 groups', async () => {
    await pool.call('AdminCreateUser', { Username: 'joiner', MessageAction: 'SUPPRESS' })
    for (let number = 0; number <= 100; number++) await create(`many-${number}`)
    const join = (number: number) =>
      pool.call('AdminAddUserToGroup', { GroupName: `many-${number}`, Username: 'joiner' })
    for (let number = 0; number < 100; number++) await join(number)
    await join(99)
    await expect(join(100)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
})
