import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

describe.each(databases)('sign-in names on %s', (kind) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())

  async function create(
    pool: TestPool,
    username: string,
    attributes: Record<string, string> = {},
    more = {},
  ) {
    const { User } = await pool.call('AdminCreateUser', {
      Username: username,
      UserAttributes: attributeList(attributes),
      MessageAction: 'SUPPRESS',
      ...more,
    })
    return User
  }

  function update(pool: TestPool, username: string, attributes: Record<string, string>) {
    return pool.call('AdminUpdateUserAttributes', {
      Username: username,
      UserAttributes: attributeList(attributes),
    })
  }

  async function nameOf(pool: TestPool, name: string): Promise<string> {
    return (await pool.call('AdminGetUser', { Username: name })).Username
  }

  describe('where e-mail addresses are user names', () => {
    let pool: TestPool
    beforeAll(async () => {
      pool = await createTestPool(server, {
        UsernameAttributes: ['email', 'phone_number'],
        UsernameConfiguration: { CaseSensitive: false },
      })
    })

    it('names the user by the id, fills the attribute, and finds the user by each of them', async () => {
      const user = await create(pool, 'Jane@example.com')
      const attributes = await pool.attributes('jane@EXAMPLE.com')
      expect(user.Username).toBe(attributes['sub'])
      expect(attributes['email']).toBe('Jane@example.com')
      expect(await nameOf(pool, user.Username)).toBe(user.Username)
      expect(await nameOf(pool, (await create(pool, '+15551111')).Username)).toBe(
        await nameOf(pool, '+15551111'),
      )
    })

    it('shows the address in the invitation, not the id', async () => {
      const media = { MessageAction: undefined, DesiredDeliveryMediums: ['EMAIL'] }
      await create(pool, 'shown@example.com', {}, media)
      const [message] = await server.outbox({ to: 'shown@example.com' })
      expect(message?.body).toContain('shown@example.com')
    })

    it('refuses other names', async () => {
      const emails = await createTestPool(server, { UsernameAttributes: ['email'] })
      const phones = await createTestPool(server, { UsernameAttributes: ['phone_number'] })
      await expect(create(pool, 'jane')).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Username should be either an email or a phone number.',
      })
      await expect(create(emails, '+15551112')).rejects.toThrow('Username should be an email.')
      await expect(create(phones, 'a@example.com')).rejects.toThrow('Username should be a phone number.')
    })

    it('lets nobody have an address twice, though it is unverified, in whatever case', async () => {
      await create(pool, 'first@example.com')
      const second = await create(pool, 'second@example.com')
      await expect(create(pool, 'First@example.com')).rejects.toMatchObject({
        name: 'UsernameExistsException',
        message: 'An account with the given email already exists.',
      })
      await expect(update(pool, second.Username, { email: 'FIRST@example.com' })).rejects.toMatchObject({
        name: 'AliasExistsException',
        message: 'An account with the given email already exists.',
      })
      expect((await pool.attributes(second.Username))['email']).toBe('second@example.com')
    })

    it('forces no address from its owner, verified or not', async () => {
      await create(pool, 'owner@example.com', { email_verified: 'true' })
      const forced = { ForceAliasCreation: true }
      await expect(
        create(pool, 'owner@example.com', { email_verified: 'true' }, forced),
      ).rejects.toMatchObject({
        name: 'UsernameExistsException',
      })
      expect(await pool.attributes('owner@example.com')).toMatchObject({ email_verified: 'true' })
    })

    it('moves the name at once with the attribute, and frees the old one', async () => {
      const user = await create(pool, 'old@example.com')
      await update(pool, user.Username, { email: 'new@example.com' })
      expect(await nameOf(pool, 'new@example.com')).toBe(user.Username)
      await expect(nameOf(pool, 'old@example.com')).rejects.toThrow('User does not exist.')
      await create(pool, 'old@example.com')
    })

    it('lets users swap addresses at the same time without locking up', async () => {
      const one = await create(pool, 'one@example.com', { phone_number: '+15552221' })
      const other = await create(pool, 'other@example.com', { phone_number: '+15552222' })
      await Promise.allSettled([
        update(pool, one.Username, { email: 'x@example.com', phone_number: '+15553333' }),
        update(pool, other.Username, { email: 'x@example.com', phone_number: '+15553333' }),
      ])
      const owner = await nameOf(pool, 'x@example.com')
      expect([one.Username, other.Username]).toContain(owner)
      expect(await nameOf(pool, '+15553333')).toBe(owner)
    })
  })

  describe('where e-mail addresses are aliases', () => {
    let pool: TestPool
    beforeAll(async () => {
      pool = await createTestPool(server, {
        AliasAttributes: ['email', 'phone_number', 'preferred_username'],
      })
    })

    it('refuses user names that look like aliases', async () => {
      await expect(create(pool, 'jane@example.com')).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Username cannot be of email format, since user pool is configured for email alias.',
      })
      await expect(create(pool, '+15554444')).rejects.toThrow(
        'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      )
    })

    it('finds users by addresses only when they are verified', async () => {
      await create(pool, 'alice', { email: 'alice@example.com' })
      await create(pool, 'alice2', { email: 'alice@example.com' })
      await expect(nameOf(pool, 'alice@example.com')).rejects.toThrow('User does not exist.')
      await update(pool, 'alice2', { email_verified: 'true' })
      expect(await nameOf(pool, 'alice@example.com')).toBe('alice2')
      await update(pool, 'alice2', { email_verified: 'false' })
      await expect(nameOf(pool, 'alice@example.com')).rejects.toThrow('User does not exist.')
    })

    it('keeps a verified alias for one owner', async () => {
      await create(pool, 'bob', { email: 'bob@example.com', email_verified: 'true' })
      await create(pool, 'bob2', { email: 'bob@example.com' })
      await expect(update(pool, 'bob2', { email_verified: 'true' })).rejects.toMatchObject({
        name: 'AliasExistsException',
      })
      await expect(
        create(pool, 'bob3', { email: 'bob@example.com', email_verified: 'true' }),
      ).rejects.toMatchObject({ name: 'UsernameExistsException' })
      expect(await nameOf(pool, 'bob@example.com')).toBe('bob')
      await pool.call('AdminDeleteUser', { Username: 'bob' })
      await update(pool, 'bob2', { email_verified: 'true' })
      expect(await nameOf(pool, 'bob@example.com')).toBe('bob2')
    })

    it('moves a verified alias when forced, and unverifies the former owner', async () => {
      const verified = { email: 'carol@example.com', email_verified: 'true' }
      await create(pool, 'carol', verified)
      await create(pool, 'carol2', verified, { ForceAliasCreation: true })
      expect(await nameOf(pool, 'carol@example.com')).toBe('carol2')
      expect(await pool.attributes('carol')).toMatchObject({ email_verified: 'false' })
    })

    it('forces no alias that is unverified, and takes no user name from its owner', async () => {
      await create(pool, 'dave', { email: 'dave@example.com', email_verified: 'true' })
      await create(pool, 'dave2', { email: 'dave@example.com' }, { ForceAliasCreation: true })
      expect(await nameOf(pool, 'dave@example.com')).toBe('dave')
      await expect(
        create(pool, 'dave3', { preferred_username: 'dave' }, { ForceAliasCreation: true }),
      ).rejects.toMatchObject({ name: 'UsernameExistsException' })
    })

    it('takes a preferred user name without verification, and only once', async () => {
      await create(pool, 'erin', { preferred_username: 'Erin.B' })
      expect(await nameOf(pool, 'Erin.B')).toBe('erin')
      await create(pool, 'erin2')
      await expect(update(pool, 'erin2', { preferred_username: 'Erin.B' })).rejects.toMatchObject({
        name: 'AliasExistsException',
        message: 'An account with the given preferred_username already exists.',
      })
      await expect(update(pool, 'erin2', { preferred_username: 'erin' })).rejects.toMatchObject({
        name: 'AliasExistsException',
      })
    })

    it('refuses preferred user names that look like other aliases, so that nobody keeps an owner out', async () => {
      await create(pool, 'squatter')
      const email = {
        name: 'InvalidParameterException',
        message: 'Username cannot be of email format, since user pool is configured for email alias.',
      }
      const like = { preferred_username: 'owner@example.com' }
      await expect(update(pool, 'squatter', like)).rejects.toMatchObject(email)
      await expect(create(pool, 'squatter2', like)).rejects.toMatchObject(email)
      await expect(update(pool, 'squatter', { preferred_username: '+15558888' })).rejects.toThrow(
        'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      )
      await create(pool, 'rightful', { email: 'owner@example.com', email_verified: 'true' })
      expect(await nameOf(pool, 'owner@example.com')).toBe('rightful')
      const plain = await createTestPool(server, { AliasAttributes: ['email'] })
      await create(plain, 'free', like)
      expect((await plain.attributes('free'))['preferred_username']).toBe('owner@example.com')
    })

    it('forces no preferred user name from its owner', async () => {
      await create(pool, 'gina', { preferred_username: 'gigi' })
      await expect(
        create(pool, 'gina2', { preferred_username: 'gigi' }, { ForceAliasCreation: true }),
      ).rejects.toMatchObject({ name: 'UsernameExistsException' })
      expect(await nameOf(pool, 'gigi')).toBe('gina')
    })

    it('lets a user prefer the own user name', async () => {
      await create(pool, 'frank')
      await update(pool, 'frank', { preferred_username: 'frank' })
      await update(pool, 'frank', { preferred_username: 'franky' })
      expect(await nameOf(pool, 'frank')).toBe('frank')
      expect(await nameOf(pool, 'franky')).toBe('frank')
    })

    it('stores an alias that is too long for an index', async () => {
      const long = Array.from({ length: 1000 }, (_, index) =>
        String.fromCodePoint(0x20000 + index * 37),
      ).join('')
      await create(pool, 'longest', { preferred_username: long, name: long })
      expect((await pool.attributes('longest'))['preferred_username']).toBe(long)
      await expect(create(pool, 'longest2', { preferred_username: long })).rejects.toMatchObject({
        name: 'UsernameExistsException',
      })
    })
  })

  it('heeds the case of user names only in pools that say so', async () => {
    const heeding = await createTestPool(server, { UsernameConfiguration: { CaseSensitive: true } })
    await create(heeding, 'Jane')
    await create(heeding, 'jane')
    const folding = await createTestPool(server, { UsernameConfiguration: { CaseSensitive: false } })
    await create(folding, 'Jane')
    await expect(create(folding, 'jane')).rejects.toMatchObject({ name: 'UsernameExistsException' })
    expect(await nameOf(folding, 'JANE')).toBe('Jane')
  })

  describe('the sub of a user', () => {
    let pool: TestPool
    beforeAll(async () => {
      pool = await createTestPool(server, { AliasAttributes: ['preferred_username'] })
    })

    const subOf = async (name: string) => (await pool.attributes(name))['sub'] ?? ''

    it('names the user in operations', async () => {
      await create(pool, 'meant')
      const Username = await subOf('meant')
      expect(await nameOf(pool, Username)).toBe('meant')
      await update(pool, Username, { email: 'meant@example.com' })
      await pool.call('AdminSetUserPassword', { Username, Password: 'Pa$$w0rd-of-meant', Permanent: true })
      await pool.call('AdminDisableUser', { Username })
      expect(await pool.call('AdminGetUser', { Username: 'meant' })).toMatchObject({
        UserStatus: 'CONFIRMED',
        Enabled: false,
      })
      expect((await pool.attributes('meant'))['email']).toBe('meant@example.com')
      await pool.call('AdminDeleteUser', { Username })
      await expect(nameOf(pool, 'meant')).rejects.toMatchObject({ name: 'UserNotFoundException' })
      await expect(nameOf(pool, Username)).rejects.toMatchObject({ name: 'UserNotFoundException' })
    })

    it('names nobody in another pool', async () => {
      await create(pool, 'elsewhere')
      const other = await createTestPool(server)
      await expect(nameOf(other, await subOf('elsewhere'))).rejects.toMatchObject({
        name: 'UserNotFoundException',
      })
    })

    it('is nobody else in capitals, where the pool ignores case', async () => {
      const folding = await createTestPool(server, { UsernameConfiguration: { CaseSensitive: false } })
      await create(folding, 'victim')
      const sub = (await folding.attributes('victim'))['sub']?.toUpperCase() ?? ''
      await expect(create(folding, sub)).rejects.toMatchObject({ name: 'UsernameExistsException' })
      expect(await nameOf(folding, sub)).toBe('victim')
    })

    it('is nobody else, by name or by alias', async () => {
      await create(pool, 'victim')
      await create(pool, 'other')
      const sub = await subOf('victim')
      await expect(create(pool, sub)).rejects.toMatchObject({
        name: 'UsernameExistsException',
        message: 'User account already exists',
      })
      await update(pool, 'other', { preferred_username: sub })
      expect(await nameOf(pool, sub)).toBe('victim')
    })
  })
})
