import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type EventReceiver, type ReceivedEvent, startEventReceiver } from '../support/event-receiver.ts'
import { csvFile, ended, startImport } from '../support/import.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const OTHER_PASSWORD = 'Another-Horse-2'

describe.each(databases)('on %s an event tells', (kind) => {
  let receiver: EventReceiver
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    receiver = await startEventReceiver()
    server = await startTestServer(kind, receiver.flags, {
      invoke: async (_target, event) => {
        const { triggerSource } = event as { triggerSource: string }
        if (triggerSource !== 'UserMigration_Authentication') return event
        const response = {
          userAttributes: { email: 'moved@example.com' },
          finalUserStatus: 'CONFIRMED',
          messageAction: 'SUPPRESS',
        }
        return { ...(event as object), response }
      },
    })
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'] })
  })
  afterAll(async () => {
    await server.stop()
    await receiver.close()
  })

  const inPool = () => ({ UserPoolId: pool.userPoolId })

  async function subOf(Username: string): Promise<string> {
    const { UserAttributes } = await server.call('AdminGetUser', { ...inPool(), Username })
    return UserAttributes.find(({ Name }: { Name: string }) => Name === 'sub').Value
  }

  /** Resolves when exactly these events of the user came. */
  async function all(sub: string, types: string[]): Promise<void> {
    await vi.waitFor(() => expect(receiver.taken(sub)).toEqual(types), { timeout: 30_000 })
  }

  /** Runs the work and returns what came of it, when as many events of the user came as are named. */
  async function eventsOf(
    sub: string,
    types: string[],
    work: () => Promise<unknown>,
  ): Promise<ReceivedEvent[]> {
    const before = receiver.taken(sub).length
    await work()
    await vi.waitFor(() => expect(receiver.taken(sub).slice(before)).toEqual(types), { timeout: 30_000 })
    return receiver.events.filter(({ data }) => data.sub === sub).slice(-types.length)
  }

  async function makeUser(name: string): Promise<string> {
    await createUser(server, pool, name, { email: `${name}@example.com` })
    const sub = await subOf(name)
    await all(sub, ['user.created', 'user.confirmed', 'user.password_changed'])
    return sub
  }

  it('of a user who signs up, with all that another system needs', async () => {
    const { UserSub } = await server.call('SignUp', {
      ClientId: pool.clientId,
      Username: 'ada',
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    })
    await all(UserSub, ['user.created'])
    const [event] = receiver.events.filter(({ data }) => data.sub === UserSub)
    expect(JSON.parse(event?.text ?? '')).toEqual({
      type: 'user.created',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: {
        userPoolId: pool.userPoolId,
        sub: UserSub,
        username: 'ada',
        status: 'UNCONFIRMED',
        enabled: true,
        attributes: { email: 'ada@example.com', email_verified: 'false' },
        groups: [],
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    })
    expect(event?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^evt_[0-9a-f-]{36}$/),
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    })
  })

  it('of a code that confirms and verifies', async () => {
    const ConfirmationCode = await server.codeFor('ada@example.com')
    const sub = await subOf('ada')
    const [confirmed] = await eventsOf(sub, ['user.confirmed', 'user.updated'], () =>
      server.call('ConfirmSignUp', { ClientId: pool.clientId, Username: 'ada', ConfirmationCode }),
    )
    expect(confirmed?.data).toMatchObject({ status: 'CONFIRMED', attributes: { email_verified: 'true' } })
  })

  it('of an administrator who creates, confirms and gives a password', () => makeUser('grace'))

  it('of sign-ins', async () => {
    const sub = await makeUser('signer')
    await eventsOf(sub, ['user.signed_in'], () => signIn(server, pool, 'signer'))
  })

  it('of attributes that an administrator or the user changes', async () => {
    const sub = await makeUser('changer')
    const [, byAdmin, byUser] = await eventsOf(
      sub,
      ['user.signed_in', 'user.updated', 'user.updated', 'user.updated'],
      async () => {
        const tokens = await signIn(server, pool, 'changer')
        await server.call('AdminUpdateUserAttributes', {
          ...inPool(),
          Username: 'changer',
          UserAttributes: [{ Name: 'name', Value: 'One' }],
        })
        await server.call('UpdateUserAttributes', {
          AccessToken: tokens.AccessToken,
          UserAttributes: [{ Name: 'name', Value: 'Two' }],
        })
        await server.call('DeleteUserAttributes', {
          AccessToken: tokens.AccessToken,
          UserAttributeNames: ['name'],
        })
      },
    )
    expect(byAdmin?.data.attributes.name).toBe('One')
    expect(byUser?.data.attributes.name).toBe('Two')
  })

  it('of an address that a code proves', async () => {
    const sub = await makeUser('prover')
    const events = await eventsOf(sub, ['user.signed_in', 'user.updated'], async () => {
      const { AccessToken } = await signIn(server, pool, 'prover')
      await server.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' })
      const Code = await server.codeFor('prover@example.com')
      await server.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })
    })
    expect(events[1]?.data.attributes.email_verified).toBe('true')
  })

  it('of nothing where an update changes nothing', async () => {
    const sub = await makeUser('steady')
    const input = { ...inPool(), Username: 'steady' }
    await eventsOf(sub, ['user.updated'], async () => {
      const same = [{ Name: 'email', Value: 'steady@example.com' }]
      await server.call('AdminUpdateUserAttributes', { ...input, UserAttributes: same })
      await server.call('AdminUpdateUserAttributes', {
        ...input,
        UserAttributes: [{ Name: 'name', Value: 'Steady' }],
      })
    })
  })

  it('of passwords that are changed and recovered', async () => {
    const sub = await makeUser('forgetful')
    const Username = 'forgetful'
    await eventsOf(sub, ['user.signed_in', 'user.password_changed'], async () => {
      const { AccessToken } = await signIn(server, pool, Username)
      await server.call('ChangePassword', {
        AccessToken,
        PreviousPassword: PASSWORD,
        ProposedPassword: OTHER_PASSWORD,
      })
    })
    await server.call('AdminUpdateUserAttributes', {
      ...inPool(),
      Username,
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    })
    await eventsOf(sub, ['user.updated', 'user.updated', 'user.password_changed'], async () => {
      await server.call('AdminResetUserPassword', { ...inPool(), Username })
      const ConfirmationCode = await server.codeFor('forgetful@example.com')
      await server.call('ConfirmForgotPassword', {
        ClientId: pool.clientId,
        Username,
        ConfirmationCode,
        Password: PASSWORD,
      })
    })
    const [, reset] = receiver.events.filter(({ data, type }) => data.sub === sub && type === 'user.updated')
    expect(reset?.data.status).toBe('RESET_REQUIRED')
  })

  it('of a new password that the first sign-in asks for', async () => {
    const { User } = await server.call('AdminCreateUser', {
      ...inPool(),
      Username: 'invited',
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
    })
    const sub = User.Attributes.find(({ Name }: { Name: string }) => Name === 'sub').Value
    await all(sub, ['user.created'])
    const types = ['user.confirmed', 'user.password_changed', 'user.signed_in']
    await eventsOf(sub, types, async () => {
      const { Session } = await server.call('InitiateAuth', {
        ClientId: pool.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'invited', PASSWORD },
      })
      await server.call('RespondToAuthChallenge', {
        ClientId: pool.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: 'invited', NEW_PASSWORD: OTHER_PASSWORD },
      })
    })
  })

  it('of users who are disabled and enabled', async () => {
    const sub = await makeUser('paused')
    const [disabled] = await eventsOf(sub, ['user.disabled', 'user.enabled'], async () => {
      await server.call('AdminDisableUser', { ...inPool(), Username: 'paused' })
      await server.call('AdminEnableUser', { ...inPool(), Username: 'paused' })
    })
    expect(disabled?.data.enabled).toBe(false)
  })

  it('of members who come and go, and of groups that are deleted', async () => {
    const sub = await makeUser('member')
    const of = { ...inPool(), Username: 'member' }
    for (const GroupName of ['editors', 'readers'])
      await server.call('CreateGroup', { ...inPool(), GroupName })
    const types = ['added', 'added', 'removed', 'removed'].map((what) => `group.member_${what}`)
    const events = await eventsOf(sub, types, async () => {
      await server.call('AdminAddUserToGroup', { ...of, GroupName: 'editors' })
      await server.call('AdminAddUserToGroup', { ...of, GroupName: 'editors' })
      await server.call('AdminAddUserToGroup', { ...of, GroupName: 'readers' })
      await server.call('AdminRemoveUserFromGroup', { ...of, GroupName: 'editors' })
      await server.call('AdminRemoveUserFromGroup', { ...of, GroupName: 'editors' })
      await server.call('DeleteGroup', { ...inPool(), GroupName: 'readers' })
    })
    expect(events.map(({ data }) => [data.group, data.groups])).toEqual([
      ['editors', ['editors']],
      ['readers', ['editors', 'readers']],
      ['editors', ['readers']],
      ['readers', []],
    ])
  })

  it('of users who are deleted, with what was last known of them', async () => {
    const sub = await makeUser('leaver')
    await server.call('CreateGroup', { ...inPool(), GroupName: 'leavers' })
    const [, deleted] = await eventsOf(sub, ['group.member_added', 'user.deleted'], async () => {
      await server.call('AdminAddUserToGroup', { ...inPool(), Username: 'leaver', GroupName: 'leavers' })
      await server.call('AdminDeleteUser', { ...inPool(), Username: 'leaver' })
    })
    expect(deleted?.data).toMatchObject({
      username: 'leaver',
      attributes: { email: 'leaver@example.com' },
      groups: ['leavers'],
    })
    const own = await makeUser('quitter')
    await eventsOf(own, ['user.signed_in', 'user.deleted'], async () => {
      const { AccessToken } = await signIn(server, pool, 'quitter')
      await server.call('DeleteUser', { AccessToken })
    })
  })

  it('of users who are imported', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      'cognito:username': `imported-${index}`,
      email: `imported-${index}@example.com`,
      email_verified: 'true',
    }))
    const file = await csvFile(server, pool.userPoolId, rows)
    const { JobId } = await startImport(server, pool.userPoolId, file)
    expect(await ended(server, { UserPoolId: pool.userPoolId, JobId })).toMatchObject({ ImportedUsers: 30 })
    await vi.waitFor(() => {
      const names = receiver.events
        .filter(({ type, data }) => type === 'user.created' && /^imported-/.test(data.username))
        .map(({ data }) => data.username)
      expect(new Set(names).size).toBe(30)
    }, 30_000)
  })

  it('of users whom a function brings over', async () => {
    const LambdaConfig = { UserMigration: 'arn:aws:lambda:us-east-1:000000000000:function:migrate' }
    const migrating = await createPool(server, { LambdaConfig })
    await signIn(server, migrating, 'moved')
    const movedEvents = () =>
      receiver.events.filter(({ data }) => data.username === 'moved').map(({ type }) => type)
    await vi.waitFor(() => expect(movedEvents()).toEqual(['user.created', 'user.signed_in']), 30_000)
  })

  it('of every user of a pool that is deleted', async () => {
    const doomed = await createPool(server)
    const names = ['one', 'two', 'three']
    for (const name of names) await createUser(server, doomed, name)
    await server.call('DeleteUserPool', { UserPoolId: doomed.userPoolId })
    const deleted = () =>
      receiver.events.filter(
        ({ type, data }) => type === 'user.deleted' && data.userPoolId === doomed.userPoolId,
      )
    await vi.waitFor(
      () =>
        expect(
          deleted()
            .map(({ data }) => data.username)
            .sort(),
        ).toEqual(names.sort()),
      10_000,
    )
  })

  it('of no password, code or token, and each time later than before', () => {
    const texts = receiver.events.map(({ text }) => text).join('\n')
    expect(receiver.events.length).toBeGreaterThan(60)
    for (const secret of [PASSWORD, OTHER_PASSWORD, 'sealed', 'verifier', 'salt', 'eyJ'])
      expect(texts.includes(secret)).toBe(false)
    const known = /password_changed|FORCE_CHANGE_PASSWORD/g
    expect(/password|code|token/i.test(texts.replaceAll(known, ''))).toBe(false)
    const bySub = Map.groupBy(receiver.events, ({ data }) => data.sub as string)
    for (const events of bySub.values()) {
      const times = events.map(({ timestamp }) => timestamp)
      expect(times).toEqual([...new Set(times)].sort())
    }
  })
})
