import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authorizationQuery, type HostedClient, hostedClient } from '../../../test/support/hosted.ts'
import { addClient, createOAuthPool, exchange, refreshTokens } from '../../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import * as loginSessions from '../../core/login-sessions.ts'
import { findUser } from '../../core/usernames.ts'
import * as appClients from '../../storage/app-clients.ts'

const FIREFOX = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
/** All scopes of the client, as the list takes one of them. */
const scope = 'openid aws.cognito.signin.user.admin'

describe.each(databases)('sessions of browsers on %s', (database) => {
  let server: TestServer
  let pool: Pool
  let username: string
  let count = 0

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createOAuthPool(server, {
      AllowedOAuthFlows: ['code', 'implicit'],
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    await track(pool)
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    count += 1
    username = await createUser(server, pool, `user-${count}`)
  })

  const track = ({ userPoolId }: Pool, UserSessionTracking = 'ENABLED') =>
    server.call('SetUserPoolSessionConfiguration', {
      UserPoolId: userPoolId,
      UserSessionTracking,
      TokenSession: { MaxPerUser: 20 },
    })
  const list = (Username = username, { userPoolId } = pool): Promise<Answer[]> =>
    server
      .call('AdminListUserSessions', { UserPoolId: userPoolId, Username })
      .then(({ Sessions }) => Sessions)
  const own = async (AccessToken: string): Promise<Answer[]> =>
    (await server.call('ListUserSessions', { AccessToken })).Sessions
  const ofType = (sessions: Answer[], type: string) =>
    sessions.filter(({ SessionType }) => SessionType === type)
  const browsers = async (...of: Parameters<typeof list>) => ofType(await list(...of), 'SSO')
  const revoke = (SessionId: string, more: Record<string, string> = {}) =>
    server.call('AdminRevokeUserSession', {
      UserPoolId: pool.userPoolId,
      Username: username,
      SessionId,
      ...more,
    })
  const linked = { RevokeAssociatedSessions: 'LINKED' }
  const missing = { name: 'ResourceNotFoundException', message: 'Session does not exist.' }

  /** A browser in which the user signs in on the pages, and the code that it brings back. */
  async function openBrowser(who = username, at = pool): Promise<{ browser: HostedClient; code: string }> {
    const browser = hostedClient(server)
    await browser.get(`/login${authorizationQuery(at.clientId, { scope })}`)
    const fields = { username: who, password: PASSWORD }
    const { location } = await browser.submit(fields, { headers: FIREFOX })
    return { browser, code: codeIn(location) }
  }
  const codeIn = (location: string | undefined) =>
    new URL(location ?? '', server.url).searchParams.get('code') ?? ''
  /** Where the browser gets without a page: the application, or the sign-in page. */
  const goOn = async (browser: HostedClient, clientId = pool.clientId) =>
    (await browser.get(`/oauth2/authorize${authorizationQuery(clientId, { scope })}`, FIREFOX)).location
  const tokensFor = async (code: string, at: Pick<Pool, 'clientId'> = pool): Promise<Answer> =>
    (await exchange(server, at, code)).body
  async function openWithTokens() {
    const { browser, code } = await openBrowser()
    return { browser, tokens: await tokensFor(code) }
  }
  const isGood = async ({ refresh_token }: Answer, at: Pick<Pool, 'clientId'> = pool) =>
    (await refreshTokens(server, at, refresh_token)).status === 200

  describe('are listed', () => {
    it('beside the tokens that come through them, with the browser that has them', async () => {
      const { tokens } = await openWithTokens()
      await signIn(server, pool, username)
      const sessions = await own(tokens.access_token)
      const [sso, ...others] = ofType(sessions, 'SSO')
      expect(others).toEqual([])
      expect(sso).toEqual({
        SessionId: expect.stringMatching(/^sso[a-z0-9]{25}$/),
        SessionType: 'SSO',
        ClientId: pool.clientId,
        CreateDate: expect.any(Number),
        LastActiveDate: expect.any(Number),
        DeviceType: 'Firefox, Linux',
        LastIPAddress: '127.0.0.1',
        IsCurrentSession: false,
      })
      const [through, byItself] = ofType(sessions, 'TOKEN').toSorted(
        (one, other) => Number(other.IsCurrentSession) - Number(one.IsCurrentSession),
      )
      expect(through).toMatchObject({ IsCurrentSession: true, OriginSessionId: sso.SessionId })
      expect(byItself).not.toHaveProperty('OriginSessionId')
    })

    it('once for all applications that go on with them, each with a session of tokens of its own', async () => {
      const other = { clientId: (await addClient(server, pool)).ClientId }
      const { browser } = await openWithTokens()
      server.advance(600)
      await tokensFor(codeIn(await goOn(browser, other.clientId)), other)
      const sessions = await list()
      const [sso, ...more] = ofType(sessions, 'SSO')
      expect(more).toEqual([])
      expect(sso.ClientId).toBe(pool.clientId)
      expect(sso.LastActiveDate - sso.CreateDate).toBeGreaterThan(599)
      const [later, first] = ofType(sessions, 'TOKEN')
      expect(later.ClientId).toBe(other.clientId)
      expect([later.OriginSessionId, first.OriginSessionId]).toEqual([sso.SessionId, sso.SessionId])
      expect(later.CreateDate - first.CreateDate).toBeGreaterThan(599)
    })

    it('with tokens that can be refreshed for as long as ever, however late an application asks', async () => {
      const { ClientId } = await addClient(server, pool)
      const late = { clientId: ClientId }
      const ids = { UserPoolId: pool.userPoolId, ClientId }
      const SSOSession = { MaxValidityMinutes: 129_600 }
      await server.call('SetUserPoolClientSessionConfiguration', { ...ids, SSOSession })
      const { browser } = await openBrowser()
      server.advance(89 * 86_400)
      const tokens = await tokensFor(codeIn(await goOn(browser, ClientId)), late)
      server.advance(29 * 86_400)
      expect(await isGood(tokens, late)).toBe(true)
      expect(await list()).toMatchObject([{ SessionType: 'TOKEN' }])
      server.advance(86_400)
      expect(await isGood(tokens, late)).toBe(false)
      await server.call('DeleteUserPoolClient', ids)
    })

    it('with the tokens of the implicit grant', async () => {
      const query = authorizationQuery(pool.clientId, { response_type: 'token' })
      const { browser } = await openBrowser()
      expect((await browser.get(`/oauth2/authorize${query}`)).location).toContain('access_token=')
      const sessions = await list()
      const [sso] = ofType(sessions, 'SSO')
      expect(ofType(sessions, 'TOKEN')).toMatchObject([{ OriginSessionId: sso.SessionId }])
    })

    it('as used when a token is redeemed or rotated, by the browser that was there last', async () => {
      const { code } = await openBrowser()
      server.advance(60)
      const { refresh_token } = await tokensFor(code)
      const sinceBegin = async () => {
        const [{ LastActiveDate, CreateDate, DeviceType }] = await browsers()
        return { seconds: Math.round(LastActiveDate - CreateDate), DeviceType }
      }
      expect(await sinceBegin()).toEqual({ seconds: 60, DeviceType: 'Firefox, Linux' })
      server.advance(60)
      await refreshTokens(server, pool, refresh_token)
      expect(await sinceBegin()).toEqual({ seconds: 120, DeviceType: 'Firefox, Linux' })
    })

    it('no longer than some application goes on with them', async () => {
      await openBrowser()
      server.advance(3599)
      expect(await browsers()).toHaveLength(1)
      server.advance(1)
      expect(await browsers()).toEqual([])
      const { ClientId } = await addClient(server, pool)
      const ids = { UserPoolId: pool.userPoolId, ClientId }
      const set = (MaxValidityMinutes: number) =>
        server.call('SetUserPoolClientSessionConfiguration', { ...ids, SSOSession: { MaxValidityMinutes } })
      await set(61)
      expect(await browsers()).toHaveLength(1)
      await set(60)
      expect(await browsers()).toEqual([])
    })

    it('no longer than the password, and not after the browser signed out or in again', async () => {
      const { browser } = await openBrowser()
      await browser.get(`/login${authorizationQuery(pool.clientId, { prompt: 'login', scope })}`)
      await browser.submit({ username, password: PASSWORD })
      expect(await browsers()).toHaveLength(1)
      const bye = `client_id=${pool.clientId}&logout_uri=${encodeURIComponent('https://app.example.com/bye')}`
      await browser.get(`/logout?${bye}`)
      expect(await browsers()).toEqual([])
      await openBrowser()
      server.advance(1)
      const user = { UserPoolId: pool.userPoolId, Username: username }
      await server.call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
      expect(await browsers()).toEqual([])
    })

    it('on one page, of at most 125 with those of tokens', async () => {
      const found = await appClients.findWithPool(server.services.db, pool.clientId)
      const user = found && (await findUser(server.services, found.pool, username))
      if (!user) throw new Error('There is no such user')
      await signIn(server, pool, username)
      server.advance(1)
      for (let sessions = 0; sessions < 125; sessions += 1)
        await loginSessions.begin(server.services, { ...found, user, origin: {} })
      const first = { UserPoolId: pool.userPoolId, Username: username }
      const { Sessions, NextToken } = await server.call('AdminListUserSessions', first)
      expect(NextToken).toBeUndefined()
      expect(ofType(Sessions, 'SSO')).toHaveLength(125)
      expect(Sessions).toHaveLength(125)
    })

    it('only where the pool tracked sessions when they began', async () => {
      const other = await createOAuthPool(server)
      await createUser(server, other, 'free')
      const { browser, code } = await openBrowser('free', other)
      const { access_token } = await tokensFor(code, other)
      expect(await own(access_token)).toEqual([])
      await track(other)
      expect(await own(access_token)).toEqual([])
      const later = await tokensFor(codeIn(await goOn(browser, other.clientId)), other)
      expect(await own(later.access_token)).toEqual([
        expect.not.objectContaining({ OriginSessionId: expect.anything() }),
      ])
    })
  })

  describe('are revoked', () => {
    it('so that the browser has to sign in again, while its tokens stay', async () => {
      const { browser, tokens } = await openWithTokens()
      const [{ SessionId }] = await browsers()
      expect(await goOn(browser)).toContain('code=')
      const { access_token: AccessToken } = tokens
      await server.call('RevokeUserSession', { AccessToken, SessionId, RevokeAssociatedSessions: 'NONE' })
      expect(await goOn(browser)).toMatch(/^\/login/)
      expect(await browsers()).toEqual([])
      expect(await own(AccessToken)).toMatchObject([{ OriginSessionId: SessionId }])
      expect(await isGood(tokens)).toBe(true)
      await expect(revoke(SessionId)).rejects.toMatchObject(missing)
    })

    it('with the tokens and the codes that came through them, and no others', async () => {
      const other = { clientId: (await addClient(server, pool)).ClientId }
      const { browser, tokens } = await openWithTokens()
      const elsewhere = await tokensFor(codeIn(await goOn(browser, other.clientId)), other)
      const code = codeIn(await goOn(browser))
      const [{ SessionId }] = await browsers()
      const another = await openWithTokens()
      const { RefreshToken } = await signIn(server, pool, username)
      await revoke(SessionId, linked)
      expect(await goOn(browser)).toMatch(/^\/login/)
      expect([await isGood(tokens), await isGood(elsewhere, other)]).toEqual([false, false])
      await expect(server.call('GetUser', { AccessToken: tokens.access_token })).rejects.toMatchObject({
        message: 'Access Token has been revoked',
      })
      expect(await tokensFor(code)).toEqual({ error: 'invalid_grant' })
      expect(await goOn(another.browser)).toContain('code=')
      expect(await isGood(another.tokens)).toBe(true)
      expect(await isGood({ refresh_token: RefreshToken })).toBe(true)
    })

    it('with the tokens that ask for it, where they came through them', async () => {
      const { tokens } = await openWithTokens()
      const [{ SessionId }] = await browsers()
      await server.call('RevokeUserSession', { AccessToken: tokens.access_token, SessionId, ...linked })
      expect(await list()).toEqual([])
    })

    it('so that no code in hand gives tokens, also one that is redeemed in the same moment', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { code } = await openBrowser()
        const [{ SessionId }] = await browsers()
        const [tokens] = await Promise.all([tokensFor(code), revoke(SessionId, linked)])
        expect(tokens.error === 'invalid_grant' || !(await isGood(tokens))).toBe(true)
        expect(await list()).toEqual([])
      }
    })

    it('so that none goes on that was looked at just before', async () => {
      const { browser } = await openBrowser()
      const [{ SessionId }] = await browsers()
      const [location] = await Promise.all([goOn(browser), revoke(SessionId, linked)])
      expect((await tokensFor(codeIn(location))).error).toMatch(/^invalid_/)
      const work = loginSessions.using(
        server.services,
        { loginSessionId: SessionId, origin: {} },
        async () => 'done',
      )
      await expect(work).rejects.toMatchObject({ code: 'login_required' })
    })

    it('with a session of tokens that came through them, whose siblings stay', async () => {
      const { browser, tokens } = await openWithTokens()
      const sibling = await tokensFor(codeIn(await goOn(browser)))
      const idOf = async ({ access_token }: Answer) =>
        (await own(access_token)).find(({ IsCurrentSession }) => IsCurrentSession).SessionId
      await revoke(await idOf(tokens), { RevokeAssociatedSessions: 'NONE' })
      expect(await goOn(browser)).toContain('code=')
      const { AccessToken } = await signIn(server, pool, username)
      const SessionId = await idOf(sibling)
      const cousin = await tokensFor(codeIn(await goOn(browser)))
      await server.call('RevokeUserSession', { AccessToken, SessionId, ...linked })
      expect(await goOn(browser)).toMatch(/^\/login/)
      expect([await isGood(sibling), await isGood(cousin)]).toEqual([false, true])
    })

    it('by their user and for the operator alone', async () => {
      const { browser, tokens } = await openWithTokens()
      const [{ SessionId }] = await browsers()
      await createUser(server, pool, `stranger-${count}`)
      const { AccessToken } = await signIn(server, pool, `stranger-${count}`)
      for (const more of [{}, linked]) {
        const input = { AccessToken, SessionId, ...more }
        await expect(server.call('RevokeUserSession', input)).rejects.toMatchObject(missing)
        const other = { Username: `stranger-${count}`, ...more }
        await expect(revoke(SessionId, other)).rejects.toMatchObject(missing)
      }
      expect(await goOn(browser)).toContain('code=')
      expect(await isGood(tokens)).toBe(true)
    })

    it('with a refresh token, where RevokeToken is told so', async () => {
      const { browser, tokens } = await openWithTokens()
      const next = async () => tokensFor(codeIn(await goOn(browser)))
      const end = (Token: string, more: Record<string, string> = {}) =>
        server.call('RevokeToken', { ClientId: pool.clientId, Token, ...more })
      await end(tokens.refresh_token)
      await end((await next()).refresh_token, { RevokeAssociatedSessions: 'NONE' })
      const sibling = await next()
      await end((await signIn(server, pool, username)).RefreshToken, linked)
      const last = await next()
      await end(last.refresh_token, linked)
      expect(await goOn(browser)).toMatch(/^\/login/)
      expect([await isGood(last), await isGood(sibling)]).toEqual([false, true])
    })

    it('by RevokeToken only while the pool tracks sessions', async () => {
      const { browser, tokens } = await openWithTokens()
      await track(pool, 'DISABLED')
      const input = { ClientId: pool.clientId, Token: tokens.refresh_token, ...linked }
      await server.call('RevokeToken', input).finally(() => track(pool))
      expect(await isGood(tokens)).toBe(false)
      expect(await goOn(browser)).toContain('code=')
    })
  })
})
