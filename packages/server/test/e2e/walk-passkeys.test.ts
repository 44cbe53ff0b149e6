import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAuthenticator } from '../support/browser.ts'
import { createUser, PASSWORD } from '../support/pool.ts'
import { createWorld, type World } from '../support/walk-world.ts'

describe('the walk of a user with a passkey', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world?.end())

  it('goes from the password to a passkey, and signs in by it', async () => {
    const { server, callback } = world
    const factors = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } }
    const pool = await world.addPool('passkey', { pool: { Policies: factors } })
    await createUser(server, pool, 'ada', { email: 'ada@example.com' })
    const walk = await world.walk('passkey', pool)
    const { page } = walk
    const authenticator = await addAuthenticator(page)
    await page.goto(pool.url())
    await walk.submit({ username: 'ada' })
    await walk.look('ways')
    await walk.submit({ password: PASSWORD })
    await page.waitForURL(`${callback}?code=*`)

    await page.goto(pool.url('/passkeys/add'))
    await walk.look('add')
    await authenticator.verifyUser(false)
    await page.click('.submitButton-customizable')
    await page.getByText('No passkey was created.').waitFor()
    await walk.look('add-failed')
    await authenticator.verifyUser(true)
    await walk.submit()
    await page.waitForURL(callback)
    expect(await authenticator.count()).toBe(1)

    await page.goto(pool.url('/login', { prompt: 'login' }))
    await walk.submit({ username: 'ada' })
    await walk.look('ways-with-passkey')
    await authenticator.verifyUser(false)
    await walk.follow('Use a passkey')
    await page.getByText('Your passkey was not used.').waitFor()
    await walk.look('not-used')
    await authenticator.verifyUser(true)
    await walk.submit()
    await page.waitForURL(`${callback}?code=*`)
    await walk.end()
  })
})
