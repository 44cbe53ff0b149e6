import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

describe.each(databases)('attributes of users on %s', (kind) => {
  let server: TestServer
  let plain: TestPool
  let verifying: TestPool
  let proving: TestPool
  let count = 0
  let name: string
  beforeAll(async () => {
    server = await startTestServer(kind)
    plain = await createTestPool(server, {
      Schema: [
        { Name: 'family_name', AttributeDataType: 'String', Required: true, Mutable: true },
        { Name: 'badge', AttributeDataType: 'String', Mutable: false },
      ],
    })
    const AutoVerifiedAttributes = ['email']
    verifying = await createTestPool(server, { AutoVerifiedAttributes })
    proving = await createTestPool(server, {
      AutoVerifiedAttributes,
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
  })
  afterAll(() => server.stop())

  beforeEach(async () => {
    name = `user${++count}`
    const given = { email: `${name}@example.com`, email_verified: 'true', family_name: 'Doe' }
    for (const pool of [plain, verifying, proving])
      await pool.call('AdminCreateUser', {
        Username: name,
        UserAttributes: attributeList(given),
        MessageAction: 'SUPPRESS',
      })
  })

  function update(pool: TestPool, attributes: Record<string, string>) {
    return pool.call('AdminUpdateUserAttributes', {
      Username: name,
      UserAttributes: attributeList(attributes),
    })
  }

  it('sets, changes and takes away attributes, and tells when', async () => {
    server.advance(5)
    expect(await update(plain, { nickname: 'Jo', locale: 'de', family_name: 'Roe' })).toEqual({})
    await update(plain, { nickname: 'Joe', locale: '' })
    const attributes = await plain.attributes(name)
    expect(attributes).toMatchObject({ nickname: 'Joe', family_name: 'Roe', email: `${name}@example.com` })
    expect(attributes).not.toHaveProperty('locale')
    const user = await plain.call('AdminGetUser', { Username: name })
    expect(user.UserLastModifiedDate).toBeGreaterThanOrEqual(user.UserCreateDate + 5)
  })

  const refused: [attributes: Record<string, string>, message: string][] = [
    [{ 'custom:nope': 'x' }, 'user.custom:nope: Attribute does not exist in the schema.\n'],
    [{ 'custom:badge': 'x' }, 'user.custom:badge: Attribute cannot be updated.\n'],
    [{ sub: 'x' }, 'user.sub: Attribute cannot be updated.\n'],
    [{ family_name: '' }, 'user.family_name: The attribute is required\n'],
    [{ email: 'jane' }, 'Invalid email address format.'],
  ]
  it.each(refused)('refuses %j', async (attributes, message) => {
    const before = await plain.attributes(name)
    const error = { name: 'InvalidParameterException', message }
    await expect(update(plain, { nickname: 'lost', ...attributes })).rejects.toMatchObject(error)
    expect(await plain.attributes(name)).toEqual(before)
  })

  it('refuses to change nobody', async () => {
    for (const operation of ['AdminUpdateUserAttributes', 'AdminDeleteUserAttributes']) {
      const input = { Username: 'nobody', UserAttributes: [], UserAttributeNames: ['name'] }
      const call = plain.call(operation, input)
      await expect(call).rejects.toMatchObject({
        name: 'UserNotFoundException',
        message: 'User does not exist.',
      })
    }
  })

  it('unverifies a new address without a code where the pool verifies none', async () => {
    await update(plain, { email: `new-${name}@example.com` })
    expect(await plain.attributes(name)).toMatchObject({
      email: `new-${name}@example.com`,
      email_verified: 'false',
    })
    expect(await server.outbox({ to: `new-${name}@example.com` })).toEqual([])
  })

  it('sends a code to a new address where the pool verifies them', async () => {
    await update(verifying, { email: `new-${name}@example.com` })
    expect(await verifying.attributes(name)).toMatchObject({
      email: `new-${name}@example.com`,
      email_verified: 'false',
    })
    const messages = await server.outbox({ to: `new-${name}@example.com` })
    expect(messages).toMatchObject([
      {
        channel: 'email',
        triggerSource: 'CustomMessage_UpdateUserAttribute',
        code: expect.stringMatching(/^\d{6}$/),
      },
    ])
  })

  it('sends no code for an address that stays, or that an administrator calls verified', async () => {
    await update(verifying, { email: `${name}@example.com`, nickname: 'Jo' })
    await update(verifying, { email: `sure-${name}@example.com`, email_verified: 'true' })
    expect(await verifying.attributes(name)).toMatchObject({
      email: `sure-${name}@example.com`,
      email_verified: 'true',
    })
    expect(await server.outbox({ to: `${name}@example.com` })).toEqual([])
    expect(await server.outbox({ to: `sure-${name}@example.com` })).toEqual([])
  })

  it('keeps the old address until the new one is proven, where the pool asks for that', async () => {
    await update(proving, { email: `next-${name}@example.com`, nickname: 'Jo' })
    expect(await proving.attributes(name)).toMatchObject({
      email: `${name}@example.com`,
      email_verified: 'true',
      nickname: 'Jo',
    })
    expect(await server.codeFor(`next-${name}@example.com`)).toMatch(/^\d{6}$/)
    await update(proving, { email: `sure-${name}@example.com`, email_verified: 'true' })
    expect(await proving.attributes(name)).toMatchObject({ email: `sure-${name}@example.com` })
  })

  it('leaves the mark of the old address to it while a new one waits for proof', async () => {
    await update(proving, { email: `next-${name}@example.com`, email_verified: 'false' })
    expect(await proving.attributes(name)).toMatchObject({
      email: `${name}@example.com`,
      email_verified: 'true',
    })
  })

  it('deletes attributes, with the mark of an address', async () => {
    const UserAttributeNames = ['email', 'nickname']
    expect(await plain.call('AdminDeleteUserAttributes', { Username: name, UserAttributeNames })).toEqual({})
    expect(Object.keys(await plain.attributes(name))).toEqual(['sub', 'family_name'])
  })

  it.each([
    ['family_name', 'user.family_name: The attribute is required\n'],
    ['custom:badge', 'user.custom:badge: Attribute cannot be updated.\n'],
    ['custom:nope', 'user.custom:nope: Attribute does not exist in the schema.\n'],
    ['sub', 'user.sub: Attribute cannot be updated.\n'],
  ])('refuses to delete %s', async (attribute, message) => {
    const call = plain.call('AdminDeleteUserAttributes', { Username: name, UserAttributeNames: [attribute] })
    await expect(call).rejects.toMatchObject({ name: 'InvalidParameterException', message })
  })

  it('loses none of many changes at once', async () => {
    const names = ['nickname', 'locale', 'zoneinfo', 'website', 'profile', 'picture', 'gender', 'middle_name']
    await Promise.all(names.map((attribute) => update(plain, { [attribute]: attribute })))
    expect(await plain.attributes(name)).toMatchObject(Object.fromEntries(names.map((each) => [each, each])))
  })
})
