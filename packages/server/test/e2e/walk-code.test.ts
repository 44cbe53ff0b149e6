import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timeOf } from '../support/mfa.ts'
import { addClient } from '../support/oauth.ts'
import { createUser, PASSWORD } from '../support/pool.ts'
import type { Walk } from '../support/walk.ts'
import { createWorld, type World, type WorldPool } from '../support/walk-world.ts'
import { serveWebApp, type WebApp } from '../support/web-app.ts'

const EMAIL = 'grace@example.com'

describe('the walk of a web application with the code grant, as those of Next.js', () => {
  let world: World
  let pool: WorldPool
  let shop: WebApp
  let blog: WebApp

  beforeAll(async () => {
    ;[world, shop, blog] = await Promise.all([createWorld(), serveWebApp(), serveWebApp()])
    const { server } = world
    pool = await world.addPool('next', {
      client: { ClientName: 'Shop', CallbackURLs: [shop.callback], LogoutURLs: [shop.home] },
    })
    const { ClientId } = await addClient(server, pool, {
      ClientName: 'Blog',
      CallbackURLs: [blog.callback],
      LogoutURLs: [blog.home],
    })
    const { domain, issuer, clientId } = pool
    const settings = { domain, issuer, serverUrl: server.url, now: () => timeOf(server) }
    shop.configure({ ...settings, clientId })
    blog.configure({ ...settings, clientId: ClientId })
    await createUser(server, pool, 'grace', { email: EMAIL, email_verified: 'true' })
  })
  afterAll(async () => {
    shop?.close()
    blog?.close()
    await world?.end()
  })

  const begin = (name: string) => world.walk(name, pool, { origins: [shop.origin, blog.origin] })
  const signIn = (walk: Walk) => walk.submit({ username: 'grace', password: PASSWORD })
  const heading = 'Account of grace@example.com'

  async function signedIn(name: string): Promise<Walk> {
    const walk = await begin(name)
    await walk.page.goto(`${shop.origin}/protected`)
    await signIn(walk)
    expect(await walk.title()).toBe(heading)
    return walk
  }

  it('goes from a protected page to sign-in, back with cookies of the app, and out again', async () => {
    const walk = await begin('code')
    const { page } = walk
    await page.goto(shop.home)
    await walk.follow('My account')
    expect(page.url()).toMatch(`${pool.domain}/login?`)
    await walk.look('sign-in')
    await walk.submit({ username: 'grace', password: 'Wrong-Horse-1' })
    await walk.look('refused')
    await signIn(walk)
    expect(page.url()).toBe(`${shop.origin}/protected`)
    expect(await walk.title()).toBe(heading)
    await walk.look('account')
    const cookies = await page.context().cookies(shop.origin)
    expect(cookies.map(({ name, httpOnly }) => [name, httpOnly])).toEqual([
      ['id_token', true],
      ['refresh_token', true],
    ])

    await walk.follow('Sign out')
    expect(page.url()).toBe(shop.home)
    await page.goto(`${shop.origin}/protected`)
    expect(await walk.title()).toBe('Sign in')
    await walk.end()
  })

  it('signs in silently at another application of the pool', async () => {
    const walk = await signedIn('single-sign-on')
    await walk.page.goto(`${blog.origin}/login?prompt=none`)
    expect(walk.page.url()).toBe(`${blog.origin}/protected`)
    await walk.page.goto(`${blog.origin}/login`)
    expect(walk.page.url()).toBe(`${blog.origin}/protected`)
    await walk.end()
  })

  it('asks again where the application wants that', async () => {
    const walk = await signedIn('prompt-login')
    await walk.page.goto(`${shop.origin}/login?prompt=login`)
    expect(await walk.title()).toBe('Sign in')
    await signIn(walk)
    expect(await walk.title()).toBe(heading)
    await walk.end()
  })

  it('says that nobody is signed in where it may not ask', async () => {
    const walk = await begin('prompt-none')
    await walk.page.goto(`${shop.origin}/login?prompt=none`)
    expect(await walk.title()).toBe('Refused: login_required')
    await walk.end()
  })

  it('asks again after the hour', async () => {
    const walk = await signedIn('after-the-hour')
    world.server.advance(3599)
    await walk.page.goto(`${blog.origin}/login`)
    expect(walk.page.url()).toBe(`${blog.origin}/protected`)
    world.server.advance(1)
    await walk.page.goto(`${shop.origin}/protected`)
    expect(await walk.title()).toBe('Sign in')
    await signIn(walk)
    expect(await walk.title()).toBe(heading)
    await walk.end()
  })
})
