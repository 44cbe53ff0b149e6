import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const ENFORCED = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }
const COMMON = 'Password1!'
const UNUSABLE = 'Provided password cannot be used for security reasons.'
const block = (EventFilter?: string[]) => ({
  CompromisedCredentialsRiskConfiguration: {
    ...(EventFilter && { EventFilter }),
    Actions: { EventAction: 'BLOCK' },
  },
})
const blockedAddresses = (...BlockedIPRangeList: string[]) => ({
  RiskExceptionConfiguration: { BlockedIPRangeList },
})

describe.each(databases)('risk configurations on %s', (database) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(database)
  })
  afterAll(() => server.stop())

  async function protectedPool(risk: object, settings: object = {}): Promise<Pool> {
    const pool = await createPool(server, { ...ENFORCED, ...settings })
    await set(pool, risk)
    return pool
  }
  const set = ({ userPoolId }: Pool, risk: object) =>
    server.call('SetRiskConfiguration', { UserPoolId: userPoolId, ...risk })
  const describeRisk = async (UserPoolId: string, rest = {}): Promise<Answer> =>
    (await server.call('DescribeRiskConfiguration', { UserPoolId, ...rest })).RiskConfiguration
  const lastEvent = async (pool: Pool, Username: string): Promise<Answer> => {
    const input = { UserPoolId: pool.userPoolId, Username }
    return (await server.call('AdminListUserAuthEvents', input)).AuthEvents[0]
  }
  const statusOf = async (pool: Pool, Username: string) =>
    (await server.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username })).UserStatus
  const setPassword = (pool: Pool, Username: string, Password: string, Permanent = true) =>
    server.call('AdminSetUserPassword', { UserPoolId: pool.userPoolId, Username, Password, Permanent })
  const userWith = async (pool: Pool, username: string, password: string, attributes = {}) => {
    await createUser(server, pool, username, attributes)
    await setPassword(pool, username, password)
  }

  describe('as settings', () => {
    it('are empty at first, are shown as set with all events, and are taken away by the ids alone', async () => {
      const { userPoolId, clientId } = await createPool(server, ENFORCED)
      const ids = { UserPoolId: userPoolId }
      expect(await describeRisk(userPoolId)).toEqual(ids)
      const risk = { ...block(), ...blockedAddresses('10.10.10.10/32', '2001:db8::/32') }
      const answer = await server.call('SetRiskConfiguration', { ...ids, ...risk })
      expect(answer.RiskConfiguration).toEqual({
        ...ids,
        ...block(['SIGN_IN', 'SIGN_UP', 'PASSWORD_CHANGE']),
        ...blockedAddresses('10.10.10.10/32', '2001:db8::/32'),
        LastModifiedDate: expect.any(Number),
      })
      expect(await describeRisk(userPoolId)).toEqual(answer.RiskConfiguration)
      expect(await describeRisk(userPoolId, { ClientId: clientId })).toEqual({ ...ids, ClientId: clientId })
      expect((await server.call('SetRiskConfiguration', ids)).RiskConfiguration).toEqual(ids)
      expect(await describeRisk(userPoolId)).toEqual(ids)
    })

    it('go with the client', async () => {
      const { userPoolId, clientId } = await createPool(server, ENFORCED)
      const ids = { UserPoolId: userPoolId, ClientId: clientId }
      await server.call('SetRiskConfiguration', { ...ids, ...block(['SIGN_UP']) })
      await server.call('DeleteUserPoolClient', ids)
      const rows = await server.services.db
        .selectFrom('risk_configurations')
        .where('user_pool_id', '=', userPoolId)
        .selectAll()
        .execute()
      expect(rows).toEqual([])
    })

    it.each([
      ['an address without a length', blockedAddresses('10.0.0.1')],
      ['a length beyond the address', blockedAddresses('10.0.0.0/33')],
      ['what is no address', { RiskExceptionConfiguration: { SkippedIPRangeList: ['everywhere/8'] } }],
      [
        'telling users without a template',
        {
          AccountTakeoverRiskConfiguration: {
            Actions: { LowAction: { Notify: true, EventAction: 'NO_ACTION' } },
          },
        },
      ],
    ])('refuse %s', async (_, risk) => {
      const pool = await createPool(server, ENFORCED)
      await expect(set(pool, risk)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    })

    it('are kept without effect where threat protection is off', async () => {
      const pool = await createPool(server)
      await createUser(server, pool, 'plain')
      const { RiskConfiguration } = await set(pool, blockedAddresses('127.0.0.0/8'))
      expect(await describeRisk(pool.userPoolId)).toEqual(RiskConfiguration)
      await signIn(server, pool, 'plain')
    })

    it('need an existing pool and an existing client', async () => {
      const { userPoolId } = await createPool(server, ENFORCED)
      for (const ids of [{ UserPoolId: 'us-east-1_Missing01' }, { UserPoolId: userPoolId, ClientId: 'none' }])
        for (const operation of ['SetRiskConfiguration', 'DescribeRiskConfiguration'])
          await expect(server.call(operation, ids)).rejects.toMatchObject({
            name: 'ResourceNotFoundException',
          })
    })

    it('need the tier PLUS', async () => {
      await expect(createPool(server, { ...ENFORCED, UserPoolTier: 'ESSENTIALS' })).rejects.toMatchObject({
        name: 'FeatureUnavailableInTierException',
      })
    })
  })

  describe('of addresses', () => {
    const refused = {
      name: 'NotAuthorizedException',
      message: 'Unable to login because of security reasons.',
    }

    it('refuse sign-ins from a blocked range and write that down', async () => {
      const pool = await protectedPool(blockedAddresses('127.0.0.0/8'))
      await createUser(server, pool, 'blocked')
      await expect(signIn(server, pool, 'blocked')).rejects.toMatchObject(refused)
      expect(await lastEvent(pool, 'blocked')).toMatchObject({
        EventResponse: 'Fail',
        EventRisk: { RiskDecision: 'Block', RiskLevel: 'High' },
        ChallengeResponses: [],
      })
      await set(pool, blockedAddresses('128.0.0.0/8'))
      await signIn(server, pool, 'blocked')
    })

    it('refuse the operator for the address that ContextData names, and answers and refreshes too', async () => {
      const pool = await protectedPool(blockedAddresses('2001:db8::/32'))
      await createUser(server, pool, 'far')
      const ids = { UserPoolId: pool.userPoolId, ClientId: pool.clientId }
      const from = (IpAddress: string) => ({
        ContextData: { IpAddress, ServerName: 'a', ServerPath: 'b', HttpHeaders: [] },
      })
      const begin = (IpAddress: string, AuthFlow: string, AuthParameters: object) =>
        server.call('AdminInitiateAuth', { ...ids, AuthFlow, AuthParameters, ...from(IpAddress) })
      const byPassword = (address: string) =>
        begin(address, 'ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'far', PASSWORD })
      await expect(byPassword('2001:db8::1')).rejects.toMatchObject(refused)
      const { AuthenticationResult } = await byPassword('2001:db9::1')
      const REFRESH_TOKEN = AuthenticationResult.RefreshToken
      await expect(begin('2001:db8::1', 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN })).rejects.toMatchObject(
        refused,
      )
      await setPassword(pool, 'far', PASSWORD, false)
      const { Session, ChallengeName } = await byPassword('2001:db9::1')
      const answer = {
        ...ids,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'far', NEW_PASSWORD: 'Another-Horse-2' },
      }
      await expect(
        server.call('AdminRespondToAuthChallenge', { ...answer, ...from('2001:db8::1') }),
      ).rejects.toMatchObject(refused)
      await server.call('AdminRespondToAuthChallenge', { ...answer, ...from('2001:db9::1') })
    })

    it('prefer those of the client, and do nothing in audit mode', async () => {
      const pool = await protectedPool(blockedAddresses('127.0.0.0/8'))
      await createUser(server, pool, 'chosen')
      await set(pool, { ClientId: pool.clientId, ...blockedAddresses('10.0.0.0/8') })
      await signIn(server, pool, 'chosen')
      await set(pool, { ClientId: pool.clientId })
      await expect(signIn(server, pool, 'chosen')).rejects.toMatchObject(refused)
      await server.call('UpdateUserPool', {
        UserPoolId: pool.userPoolId,
        UserPoolTier: 'PLUS',
        UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      })
      await signIn(server, pool, 'chosen')
    })
  })

  describe('of passwords that everybody knows', () => {
    it('end a sign-in, after which the password must be reset', async () => {
      const pool = await protectedPool(block(['SIGN_IN']))
      await userWith(pool, 'careless', COMMON)
      await expect(signIn(server, pool, 'careless', 'Wrong-Horse-1')).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      })
      await expect(signIn(server, pool, 'careless', COMMON)).rejects.toMatchObject({
        name: 'PasswordResetRequiredException',
        message: UNUSABLE,
      })
      expect(await statusOf(pool, 'careless')).toBe('RESET_REQUIRED')
      expect((await lastEvent(pool, 'careless')).EventRisk).toEqual({
        RiskDecision: 'Block',
        CompromisedCredentialsDetected: true,
      })
      await createUser(server, pool, 'careful')
      await signIn(server, pool, 'careful')
    })

    it('refuse new ones at signing up, changing, resetting and the first sign-in', async () => {
      const pool = await protectedPool(block(['SIGN_UP', 'PASSWORD_CHANGE']), {
        AutoVerifiedAttributes: ['email'],
      })
      const refused = { name: 'InvalidPasswordException', message: UNUSABLE }
      const sign = { ClientId: pool.clientId, Username: 'newcomer', Password: COMMON }
      await expect(server.call('SignUp', sign)).rejects.toMatchObject(refused)
      const contact = { email: 'c@example.com', email_verified: 'true' }
      await createUser(server, pool, 'changer', contact)
      const { AccessToken } = await signIn(server, pool, 'changer')
      const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: COMMON }
      await expect(server.call('ChangePassword', change)).rejects.toMatchObject(refused)
      const who = { ClientId: pool.clientId, Username: 'changer' }
      await server.call('ForgotPassword', who)
      const ConfirmationCode = await server.codeFor('c@example.com')
      const reset = { ...who, ConfirmationCode, Password: COMMON }
      await expect(server.call('ConfirmForgotPassword', reset)).rejects.toMatchObject(refused)
      await setPassword(pool, 'changer', PASSWORD, false)
      const { Session } = await server.call('InitiateAuth', {
        ClientId: pool.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'changer', PASSWORD },
      })
      const answer = {
        ClientId: pool.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: 'changer', NEW_PASSWORD: COMMON },
      }
      await expect(server.call('RespondToAuthChallenge', answer)).rejects.toMatchObject(refused)
    })

    it.each([
      ['other events', block(['SIGN_UP'])],
      ['no action', { CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'NO_ACTION' } } }],
      [
        'addresses that are skipped',
        { ...block(), RiskExceptionConfiguration: { SkippedIPRangeList: ['127.0.0.1/32'] } },
      ],
    ])('let a sign-in pass with %s', async (_, risk) => {
      const pool = await protectedPool(risk)
      await userWith(pool, 'lucky', COMMON)
      await signIn(server, pool, 'lucky', COMMON)
    })
  })

  describe('that tell users', () => {
    const notification = (Notify: boolean) => ({
      ...blockedAddresses('127.0.0.0/8'),
      AccountTakeoverRiskConfiguration: {
        NotifyConfiguration: {
          SourceArn: 'arn:aws:ses:us-east-1:111111111111:identity/a@example.com',
          From: 'security@example.com',
          BlockEmail: {
            Subject: 'Blocked {username}',
            HtmlBody: '<b>{ip-address}</b> <a href="{one-click-link-invalid}">not me</a>',
          },
        },
        Actions: { HighAction: { Notify, EventAction: 'BLOCK' } },
      },
    })
    const blockedSignIn = async (pool: Pool, name: string, verified = 'true') => {
      const to = `${name}@example.com`
      await createUser(server, pool, name, { email: to, email_verified: verified })
      await expect(signIn(server, pool, name)).rejects.toThrow()
      await server.services.authEvents.flush()
      return server.outbox({ to })
    }

    it('send a mail for a blocked sign-in, whose link takes the answer of the user', async () => {
      const pool = await protectedPool(notification(true))
      const [mail] = await blockedSignIn(pool, 'told')
      expect(mail).toMatchObject({ subject: 'Blocked told', triggerSource: 'AccountTakeover_Block' })
      expect(mail?.body).toContain('<b>127.0.0.1</b>')
      const link = /href="([^"]+)"/.exec(mail?.body ?? '')?.[1]?.replaceAll('&#38;', '&') ?? ''
      const look = await fetch(link)
      expect(look.status).toBe(200)
      expect(await look.text()).toContain('No, that was not me')
      expect((await lastEvent(pool, 'told')).EventFeedback).toBeUndefined()
      expect((await fetch(link, { method: 'POST' })).status).toBe(200)
      const event = await lastEvent(pool, 'told')
      expect(event.EventFeedback).toMatchObject({ FeedbackValue: 'Invalid', Provider: 'User' })
      const FeedbackToken = new URL(link).searchParams.get('token')
      const feedback = {
        UserPoolId: pool.userPoolId,
        Username: 'told',
        EventId: event.EventId,
        FeedbackToken,
        FeedbackValue: 'Valid',
      }
      expect(await server.call('UpdateAuthEventFeedback', feedback)).toEqual({})
      expect((await lastEvent(pool, 'told')).EventFeedback.FeedbackValue).toBe('Valid')
      const invalid = { name: 'NotAuthorizedException', message: 'Invalid feedback token.' }
      const other = await protectedPool(notification(true))
      await createUser(server, pool, 'bystander')
      for (const wrong of [
        { FeedbackToken: 'made-up' },
        { EventId: 'another' },
        { Username: 'bystander' },
        { Username: 'nobody' },
        { UserPoolId: other.userPoolId },
      ])
        await expect(server.call('UpdateAuthEventFeedback', { ...feedback, ...wrong })).rejects.toMatchObject(
          invalid,
        )
      for (const wrong of [link.replace('value=Invalid', 'value=x'), link.replace('token=', 'token=x')])
        expect((await fetch(wrong)).status).toBe(400)
      await server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'told' })
      await expect(server.call('UpdateAuthEventFeedback', feedback)).rejects.toMatchObject({
        name: 'UserNotFoundException',
      })
      server.advance(8 * 86_400)
      expect((await fetch(link)).status).toBe(400)
      await expect(server.call('UpdateAuthEventFeedback', feedback)).rejects.toMatchObject({
        message: 'Feedback token has expired.',
      })
    })

    it('send none unless asked, and none to an address that nobody proved', async () => {
      expect(await blockedSignIn(await protectedPool(notification(false)), 'quiet')).toEqual([])
      expect(await blockedSignIn(await protectedPool(notification(true)), 'unproven', 'false')).toEqual([])
    })

    it('send one address no more than thirty in an hour', async () => {
      const pool = await protectedPool(notification(true))
      await blockedSignIn(pool, 'flooded')
      for (let count = 0; count < 35; count += 1) await signIn(server, pool, 'flooded').catch(() => undefined)
      await server.services.authEvents.flush()
      expect(await server.outbox({ to: 'flooded@example.com', limit: '100' })).toHaveLength(30)
    })
  })
})
