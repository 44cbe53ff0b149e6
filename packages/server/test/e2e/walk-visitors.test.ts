import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, PASSWORD } from '../support/pool.ts'
import { PHONE } from '../support/walk.ts'
import { createWorld, type World, type WorldPool } from '../support/walk-world.ts'

const signInForm = { username: 'ada', password: PASSWORD }

describe('the walks of visitors of all kinds', () => {
  let world: World
  let pool: WorldPool
  let onCallback: string

  beforeAll(async () => {
    world = await createWorld()
    pool = await world.addPool('visitors', { pool: { AutoVerifiedAttributes: ['email'] } })
    onCallback = `${world.callback}?code=*`
    await createUser(world.server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
    await createUser(world.server, pool, 'grace')
  })
  afterAll(() => world?.end())

  it('go on as who they are, or as another user', async () => {
    const walk = await world.walk('continue', pool)
    const { page } = walk
    await page.goto(pool.url())
    await walk.submit(signInForm)
    await page.waitForURL(onCallback)
    await page.goto(pool.url())
    await walk.look('welcome-back')
    await walk.follow('Continue as ada@example.com')
    await page.waitForURL(onCallback)
    await page.goto(pool.url())
    await walk.follow('Use another account')
    await walk.look('another-account')
    await walk.submit({ username: 'grace', password: PASSWORD })
    await page.waitForURL(onCallback)
    await page.goto(pool.url())
    expect(await page.textContent('.account p')).toBe('grace')
    await walk.end()
  })

  it('read the language that the application asks for, and keep it', async () => {
    const walk = await world.walk('language-of-the-application', pool)
    const { page } = walk
    await page.goto(pool.url('/login', { lang: 'de' }))
    expect(await walk.title()).toBe('Anmelden')
    expect(await page.getAttribute('html', 'lang')).toBe('de')
    await walk.look('sign-in')
    await page.goto(pool.url('/signup'))
    expect(await page.getAttribute('html', 'lang')).toBe('de')
    await walk.look('sign-up')
    await walk.end()
  })

  it.each(['de', 'fr', 'ja', 'pt-BR', 'zh-TW'])('read the language of their browser: %s', async (locale) => {
    const walk = await world.walk(`language-${locale}`, pool, { locale, viewport: PHONE })
    await walk.page.goto(pool.url('/signup'))
    expect(await walk.page.getAttribute('html', 'lang')).toBe(locale)
    await walk.look('sign-up')
    await walk.end()
  })

  it('see dark pages where their system is dark', async () => {
    const walk = await world.walk('dark', pool, { colorScheme: 'dark' })
    await walk.page.goto(pool.url())
    await walk.look('sign-in')
    const background = await walk.page.evaluate(
      () => getComputedStyle(document.documentElement).backgroundColor,
    )
    expect(background).toBe('rgb(11, 16, 23)')
    await walk.submit({ username: 'ada', password: 'Wrong-Horse-1' })
    await walk.look('refused')
    await walk.end()
  })

  it('use a phone', async () => {
    const walk = await world.walk('phone', pool, { viewport: PHONE, hasTouch: true, isMobile: true })
    const { page } = walk
    await page.goto(pool.url())
    await walk.look('sign-in')
    await walk.follow('Create an account')
    await walk.look('sign-up')
    await page.goto(pool.url('/forgotPassword'))
    await walk.look('forgot-password')
    await page.goto(pool.url())
    await walk.submit(signInForm)
    await page.waitForURL(onCallback)
    await walk.end()
  })

  it('have no scripts, and sign up and in all the same', async () => {
    const walk = await world.walk('without-scripts', pool, { javaScriptEnabled: false })
    const { page } = walk
    const email = 'mary@example.com'
    await page.goto(pool.url('/signup'))
    await walk.look('sign-up')
    await walk.submit({
      username: 'mary',
      password: PASSWORD,
      confirm_password: PASSWORD,
      'requiredAttributes[email]': email,
    })
    await walk.look('confirm')
    await walk.submit({ code: await world.server.codeFor(email) })
    await page.waitForURL(onCallback)
    await walk.end()
  })

  it('use the keyboard alone', async () => {
    const walk = await world.walk('keyboard', pool)
    const { page } = walk
    const { keyboard } = page
    const focused = (name: string) => page.locator(`[name="${name}"]:focus`).waitFor()
    await page.goto(pool.url())
    await focused('username')
    await keyboard.type('ada')
    await keyboard.press('Tab')
    await focused('password')
    await keyboard.type('Wrong-Horse-1')
    await keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await walk.look('refused')
    await focused('password')
    await keyboard.type(PASSWORD)
    await keyboard.press('Tab')
    await walk.look('focus')
    await keyboard.press('Shift+Tab')
    await keyboard.press('Enter')
    await page.waitForURL(onCallback)
    await walk.end()
  })

  it.each([
    ['an unknown client', '/oauth2/authorize', { client_id: 'nobody' }, 'not known'],
    ['another callback', '/oauth2/authorize', { redirect_uri: 'https://example.net/' }, 'not registered'],
    ['an error', '/error', { error: 'redirect_mismatch' }, 'not registered'],
    ['passkeys without a session', '/passkeys/add', {}, ''],
    ['sign-out to nowhere', '/logout', { logout_uri: 'https://example.net/' }, 'not registered'],
  ])('see what went wrong: %s', async (what, path, parameters, text) => {
    const walk = await world.walk('errors', pool)
    await walk.page.goto(pool.url(path, parameters))
    expect(await walk.page.textContent('main')).toContain(text)
    await walk.look(what.replaceAll(' ', '-'))
    await walk.end()
  })

  it('leave the page open for too long', async () => {
    const walk = await world.walk('cookie-gone', pool)
    await walk.page.goto(pool.url())
    await walk.page.context().clearCookies()
    await walk.submit(signInForm)
    await walk.look('form-expired')
    await walk.follow('Back to sign in')
    await walk.submit(signInForm)
    await walk.page.waitForURL(onCallback)
    await walk.end()
  })
})
