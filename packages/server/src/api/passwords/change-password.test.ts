import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const NEW_PASSWORD = 'Another-Horse-2'

describe.each(databases)('ChangePassword on %s', (database) => {
  let server: TestServer
  let pool: Pool
  let users = 0

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createPool(server)
  })

  afterAll(() => server.stop())

  /** A user who is signed in. */
  async function user(of = pool): Promise<{ username: string; AccessToken: string }> {
    users += 1
    const username = await createUser(server, of, `user${users}`, {
      email: `user${users}@example.com`,
      email_verified: 'true',
    })
    return { username, AccessToken: (await signIn(server, of, username)).AccessToken }
  }

  const change = (input: Record<string, string>) => server.call('ChangePassword', input)

  it('sets the new password and ends the former', async () => {
    const { username, AccessToken } = await user()
    const input = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEW_PASSWORD }
    expect(await change(input)).toEqual({})
    await signIn(server, pool, username, NEW_PASSWORD)
    await expect(signIn(server, pool, username)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it.each([
    ['a wrong previous password', { PreviousPassword: 'Wrong-Horse-3' }],
    ['no previous password', {}],
  ])('refuses %s', async (_, previous) => {
    const { username, AccessToken } = await user()
    await expect(change({ AccessToken, ...previous, ProposedPassword: NEW_PASSWORD })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    await signIn(server, pool, username)
  })

  it('refuses a password that breaks the policy', async () => {
    const { AccessToken } = await user()
    await expect(
      change({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: 'short' }),
    ).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password does not conform to policy: Password not long enough',
    })
  })

  it('refuses a password of the history', async () => {
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 1 }
    const other = await createPool(server, { Policies: { PasswordPolicy } })
    const { AccessToken } = await user(other)
    const input = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: PASSWORD }
    await expect(change(input)).rejects.toMatchObject({ name: 'PasswordHistoryPolicyViolationException' })
    await change({ ...input, ProposedPassword: NEW_PASSWORD })
  })

  it('refuses a token that is none', async () => {
    const input = { AccessToken: 'nonsense', PreviousPassword: PASSWORD, ProposedPassword: NEW_PASSWORD }
    await expect(change(input)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('refuses a user whose password an administrator reset', async () => {
    const { username, AccessToken } = await user()
    await server.call('AdminResetUserPassword', { UserPoolId: pool.userPoolId, Username: username })
    const input = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEW_PASSWORD }
    await expect(change(input)).rejects.toMatchObject({ name: 'PasswordResetRequiredException' })
  })

  it('refuses a federated user, whose password is elsewhere', async () => {
    const { username, AccessToken } = await user()
    const status = 'EXTERNAL_PROVIDER'
    await server.services.db.updateTable('users').set({ status }).where('username', '=', username).execute()
    const input = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEW_PASSWORD }
    await expect(change(input)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('sets the first password of a user who has none', async () => {
    const { username, AccessToken } = await user()
    await server.services.db
      .updateTable('users')
      .set({ password_kind: null, password_salt: null, sealed_password: null })
      .where('username', '=', username)
      .execute()
    await change({ AccessToken, ProposedPassword: NEW_PASSWORD })
    await signIn(server, pool, username, NEW_PASSWORD)
  })

  it('allows five requests an hour', async () => {
    const { AccessToken } = await user()
    const wrong = { AccessToken, PreviousPassword: 'Wrong-Horse-3', ProposedPassword: NEW_PASSWORD }
    for (let index = 0; index < 5; index += 1)
      await expect(change(wrong)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await expect(change({ ...wrong, PreviousPassword: PASSWORD })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    })
  })

  it('lets one of two changes at once win, as the former password is proven once', async () => {
    const { AccessToken } = await user()
    const outcomes = await Promise.allSettled(
      ['First-Horse-1', 'Second-Horse-2'].map((ProposedPassword) =>
        change({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword }),
      ),
    )
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
