import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { authorizationQuery, hostedClient } from '../support/hosted.ts'
import { appCode, setFactors } from '../support/mfa.ts'
import { CALLBACK, createOAuthPool } from '../support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../support/pool.ts'
import type { ServerProcess } from '../support/process.ts'

describe('the pages of two server processes on one PostgreSQL', () => {
  let cluster: Cluster
  let one: ServerProcess
  let other: ServerProcess
  let pool: Pool
  let query: string

  beforeAll(async () => {
    cluster = await startCluster()
    ;({ one, other } = cluster)
    pool = await createOAuthPool(one, {}, { AutoVerifiedAttributes: ['email'] })
    query = authorizationQuery(pool.clientId)
  })
  afterAll(() => cluster.release())

  it('sign a new user up on one and confirm on the other', async () => {
    const browser = hostedClient(one)
    await browser.get(`/signup${query}`)
    const password = { password: PASSWORD, confirm_password: PASSWORD }
    await browser.submit({ username: 'new', ...password, 'requiredAttributes[email]': 'new@example.com' })
    browser.moveTo(other)
    const { location } = await browser.submit({ code: await one.codeFor('new@example.com') })
    expect(location).toContain(CALLBACK)
  })

  it('take every step of a sign-in on another one, and know the session on both', async () => {
    const strict = await createOAuthPool(one)
    await setFactors(one, strict, 'ON', ['SOFTWARE_TOKEN_MFA'])
    await createUser(one, strict, 'jane')
    const search = authorizationQuery(strict.clientId)
    const browser = hostedClient(one)
    await browser.get(`/login${search}`)
    browser.moveTo(other)
    const { html } = await browser.submit({ username: 'jane', password: PASSWORD })
    const secret = /secret=([A-Z2-7]{52})/.exec(html)?.[1] ?? ''
    browser.moveTo(one)
    const done = await browser.submit({ code: appCode(secret, Date.now()) })
    expect(done.location).toContain(`${CALLBACK}?code=`)
    browser.moveTo(other)
    expect((await browser.get(`/oauth2/authorize${search}`)).location).toContain(`${CALLBACK}?code=`)
  })

  it('give one code for many answers to the same challenge', async () => {
    const user = { UserPoolId: pool.userPoolId, Username: 'invited' }
    await one.call('AdminCreateUser', { ...user, TemporaryPassword: PASSWORD, MessageAction: 'SUPPRESS' })
    const browser = hostedClient(one)
    await browser.get(`/login${query}`)
    await browser.submit({ username: 'invited', password: PASSWORD })
    const fields = {
      _csrf: browser.hidden('_csrf') ?? '',
      state: browser.hidden('state') ?? '',
      password: 'Brand-New-Horse-2',
      confirm_password: 'Brand-New-Horse-2',
    }
    const tries = Array.from({ length: 10 }, (_, index) => {
      browser.moveTo(index % 2 === 0 ? one : other)
      return browser.post(`/challenge${query}`, fields)
    })
    const answers = await Promise.all(tries)
    const [code, ...others] = new Set(answers.map(({ location }) => location).filter(Boolean))
    expect(code).toContain(`${CALLBACK}?code=`)
    expect(others).toEqual([])
    for (const { status, location } of answers) expect(status).toBe(location ? 302 : 400)
  })
})
