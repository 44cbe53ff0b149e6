import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/walk-world.ts'

const NAME = 'ada'
const EMAIL = 'ada@example.com'
const PASSWORD = 'Correct-Horse-1'

describe('the walk of tutorials with the implicit grant, as that of Hasura', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world?.end())

  it('goes from the launch address by sign-up to tokens in the fragment', async () => {
    const { server, callback } = world
    const pool = await world.addPool('hasura', {
      pool: {
        AutoVerifiedAttributes: ['email'],
        Schema: [{ Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true }],
      },
      client: {
        AllowedOAuthFlows: ['implicit'],
        AllowedOAuthScopes: ['openid', 'email'],
        LogoutURLs: [callback],
      },
    })
    const walk = await world.walk('implicit', pool)
    const { page } = walk
    await page.goto(pool.url('/login', { response_type: 'token', scope: 'email openid' }))
    await walk.look('sign-in')

    await walk.follow('Create an account')
    await walk.look('sign-up')
    const account = { username: NAME, 'requiredAttributes[email]': EMAIL }
    await walk.submit({ ...account, password: 'correct-horse', confirm_password: 'correct-horse' })
    await walk.look('sign-up-refused')
    expect(await page.getByRole('alert').textContent()).toContain('password')
    await walk.submit({ ...account, password: PASSWORD, confirm_password: PASSWORD })

    expect(await walk.title()).toBe('Confirm your account')
    await walk.look('confirm')
    await walk.submit({ code: '000000' })
    await walk.look('confirm-refused')
    await walk.submit({ code: await server.codeFor(EMAIL) })

    await page.waitForURL(`${callback}#*`)
    await page.goto(pool.url('/logout', { logout_uri: callback }))
    await page.goto(pool.url('/login', { response_type: 'token', scope: 'email openid' }))
    await walk.submit({ username: NAME, password: PASSWORD })
    await page.waitForURL(`${callback}#*`)
    await walk.look('application')
    const url = new URL(page.url())
    expect(url.search).toBe('')
    expect(url.hash).toMatch(/^#id_token=[\w.-]+&access_token=[\w.-]+&expires_in=3600&token_type=Bearer$/)

    const { issuer } = pool
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
    const token = new URLSearchParams(url.hash.slice(1)).get('id_token') ?? ''
    const { payload } = await jwtVerify(token, keys, { issuer, audience: pool.clientId })
    expect(payload).toMatchObject({
      token_use: 'id',
      email: EMAIL,
      email_verified: true,
      'cognito:username': NAME,
    })
    await walk.end()
  })
})
