import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { tidy } from '../../core/housekeeping.ts'

const WATCHED = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } }
const NOT_ENABLED = { name: 'UserPoolAddOnNotEnabledException' }

describe.each(databases)('the history of sign-ins on %s', (database) => {
  let server: TestServer
  let pool: Pool
  let plain: Pool

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createPool(server, { ...WATCHED, AutoVerifiedAttributes: ['email'] })
    plain = await createPool(server)
  })
  afterAll(() => server.stop())

  const list = (Username: string, rest = {}): Promise<Answer> =>
    server.call('AdminListUserAuthEvents', { UserPoolId: pool.userPoolId, Username, ...rest })
  const events = async (username: string) => (await list(username)).AuthEvents
  const email = (name: string) => ({ email: `${name}@example.com`, email_verified: 'true' })

  it('holds right and wrong passwords, the newest first', async () => {
    await createUser(server, pool, 'ada')
    await expect(signIn(server, pool, 'ada', 'Wrong-Horse-1')).rejects.toThrow()
    server.advance(1)
    await signIn(server, pool, 'ada')
    const risk = { RiskDecision: 'NoRisk' }
    expect(await events('ada')).toEqual([
      {
        EventId: expect.stringMatching(/^[\w-]{36}$/),
        EventType: 'SignIn',
        CreationDate: expect.any(Number),
        EventResponse: 'Pass',
        EventRisk: risk,
        ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
        EventContextData: { IpAddress: '127.0.0.1' },
      },
      expect.objectContaining({
        EventResponse: 'Fail',
        EventRisk: risk,
        ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Failure' }],
      }),
    ])
  })

  it('holds a sign-in that waits for a new password, and not requests that make no sense or refreshes', async () => {
    const user = { UserPoolId: pool.userPoolId, Username: 'waiter' }
    await createUser(server, pool, 'waiter')
    await server.call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: false })
    const AuthParameters = { USERNAME: 'waiter', PASSWORD }
    const begin = { ClientId: pool.clientId, AuthFlow: 'USER_PASSWORD_AUTH' }
    const { Session } = await server.call('InitiateAuth', { ...begin, AuthParameters })
    await expect(
      server.call('InitiateAuth', { ...begin, AuthParameters: { USERNAME: 'waiter' } }),
    ).rejects.toThrow()
    const { AuthenticationResult } = await server.call('RespondToAuthChallenge', {
      ClientId: pool.clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: 'waiter', NEW_PASSWORD: 'Another-Horse-2' },
    })
    const { RefreshToken } = AuthenticationResult
    await server.call('GetTokensFromRefreshToken', { ClientId: pool.clientId, RefreshToken })
    const responses = (await events('waiter')).map((event: Answer) => event.EventResponse)
    expect(responses).toEqual(['Pass', 'InProgress'])
  })

  it('writes an answer to the user of its session, whatever name comes with it', async () => {
    const user = { UserPoolId: pool.userPoolId, Username: 'holder' }
    await createUser(server, pool, 'holder')
    await createUser(server, pool, 'framed')
    await server.call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: false })
    const { Session } = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'holder', PASSWORD },
    })
    await expect(
      server.call('RespondToAuthChallenge', {
        ClientId: pool.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: 'framed', NEW_PASSWORD: 'weak-weak' },
      }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    expect(await events('framed')).toEqual([])
    expect(await events('holder')).toHaveLength(2)
  })

  it('holds signing up, asking again, forgetting and changing a password', async () => {
    const who = { ClientId: pool.clientId, Username: 'grace' }
    const UserAttributes = [{ Name: 'email', Value: 'grace@example.com' }]
    await server.call('SignUp', { ...who, Password: PASSWORD, UserAttributes })
    await server.call('ResendConfirmationCode', who)
    const ConfirmationCode = await server.codeFor('grace@example.com')
    await server.call('ConfirmSignUp', { ...who, ConfirmationCode })
    const { AccessToken } = await signIn(server, pool, 'grace')
    const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: 'Another-Horse-2' }
    await server.call('ChangePassword', change)
    await server.call('ForgotPassword', who)
    await expect(
      server.call('ConfirmForgotPassword', { ...who, ConfirmationCode: '000000', Password: PASSWORD }),
    ).rejects.toThrow()
    const shown = (await events('grace')).map((event: Answer) => [event.EventType, event.EventResponse])
    expect(shown.toSorted()).toEqual(
      [
        ['ForgotPassword', 'Fail'],
        ['ForgotPassword', 'InProgress'],
        ['PasswordChange', 'Pass'],
        ['SignIn', 'Pass'],
        ['ResendCode', 'Pass'],
        ['SignUp', 'Pass'],
      ].toSorted(),
    )
  })

  it('comes in pages', async () => {
    await createUser(server, pool, 'pager')
    for (let count = 0; count < 5; count += 1) {
      await signIn(server, pool, 'pager')
      server.advance(1)
    }
    const all = (await events('pager')).map((event: Answer) => event.EventId)
    const ids: string[] = []
    let NextToken: string | undefined
    do {
      const page = await list('pager', { MaxResults: 2, ...(NextToken && { NextToken }) })
      ids.push(...page.AuthEvents.map((event: Answer) => event.EventId))
      NextToken = page.NextToken
    } while (NextToken)
    expect(ids).toEqual(all)
    const { NextToken: token } = await list('pager', { MaxResults: 1 })
    await expect(list('ada', { NextToken: token })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    expect((await list('pager', { MaxResults: 0 })).AuthEvents).toHaveLength(5)
  })

  it('takes the address that an operator names, and of users only by clients that may', async () => {
    await createUser(server, pool, 'roamer')
    const AuthParameters = { USERNAME: 'roamer', PASSWORD }
    await server.call('AdminInitiateAuth', {
      UserPoolId: pool.userPoolId,
      ClientId: pool.clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters,
      ContextData: {
        IpAddress: '192.0.2.7',
        ServerName: 'a',
        ServerPath: 'b',
        HttpHeaders: [{ headerName: 'User-Agent', headerValue: 'Mozilla/5.0 (X11; Linux) Firefox/140.0' }],
      },
    })
    expect((await events('roamer'))[0].EventContextData).toEqual({
      IpAddress: '192.0.2.7',
      DeviceName: 'Firefox, Linux',
    })
    server.advance(1)
    await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
      UserContextData: { IpAddress: '192.0.2.8' },
    })
    expect((await events('roamer'))[0].EventContextData.IpAddress).toBe('127.0.0.1')
  })

  it('is kept in the background, at the latest when the server stops, and forgets deleted users', async () => {
    await createUser(server, pool, 'gone')
    await signIn(server, pool, 'gone')
    await server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'gone' })
    await signIn(server, pool, 'ada')
    await server.services.authEvents.flush()
    const rows = await server.services.db.selectFrom('auth_events').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    const ids = await server.services.db.selectFrom('users').select('id').execute()
    expect(ids.map(({ id }) => id)).toEqual(expect.arrayContaining(rows.map((row) => row.user_id)))
  })

  it('takes feedback of the operator', async () => {
    await createUser(server, pool, 'judged')
    await signIn(server, pool, 'judged')
    const [{ EventId }] = await events('judged')
    const user = { UserPoolId: pool.userPoolId, Username: 'judged' }
    const feedback = { ...user, EventId, FeedbackValue: 'Invalid' }
    expect(await server.call('AdminUpdateAuthEventFeedback', feedback)).toEqual({})
    const [event] = await events('judged')
    expect(event.EventFeedback).toEqual({
      FeedbackValue: 'Invalid',
      Provider: 'Admin',
      FeedbackDate: expect.any(Number),
    })
    for (const other of [{ EventId: 'missing' }, { Username: 'ada' }])
      await expect(
        server.call('AdminUpdateAuthEventFeedback', { ...feedback, ...other }),
      ).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await expect(
      server.call('AdminUpdateAuthEventFeedback', { ...feedback, Username: 'nobody' }),
    ).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  it('is there only where the pool asks for it', async () => {
    await createUser(server, plain, 'free', email('free'))
    await signIn(server, plain, 'free')
    const user = { UserPoolId: plain.userPoolId, Username: 'free' }
    await expect(server.call('AdminListUserAuthEvents', user)).rejects.toMatchObject(NOT_ENABLED)
    const feedback = { ...user, EventId: 'x', FeedbackValue: 'Valid' }
    await expect(server.call('AdminUpdateAuthEventFeedback', feedback)).rejects.toMatchObject(NOT_ENABLED)
    await expect(
      server.call('UpdateAuthEventFeedback', { ...feedback, FeedbackToken: 'x' }),
    ).rejects.toMatchObject(NOT_ENABLED)
    await server.services.authEvents.flush()
    const rows = await server.services.db
      .selectFrom('auth_events')
      .where('user_pool_id', '=', plain.userPoolId)
      .selectAll()
      .execute()
    expect(rows).toEqual([])
  })

  it('refuses an unknown user and an unknown pool', async () => {
    await expect(list('nobody')).rejects.toMatchObject({ name: 'UserNotFoundException' })
    await expect(
      server.call('AdminListUserAuthEvents', { UserPoolId: 'us-east-1_Missing01', Username: 'ada' }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('is forgotten after two years', async () => {
    expect(await events('ada')).not.toEqual([])
    server.advance(731 * 86_400)
    await tidy(server.services)
    expect(await events('ada')).toEqual([])
  })
})
