import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brandLogo, brandSettings, classicCss, drawLogo } from '../support/brand.ts'
import { createUser, PASSWORD } from '../support/pool.ts'
import { createWorld, type World } from '../support/walk-world.ts'

describe('the walks of visitors of brands', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world?.end())

  it('see the style sheet and the logo of the classic pages', async () => {
    const { server, callback } = world
    const pool = await world.addPool('classic')
    await server.call('SetUICustomization', {
      UserPoolId: pool.userPoolId,
      CSS: classicCss,
      ImageFile: (await drawLogo(world.browser)).toString('base64'),
    })
    await createUser(server, pool, 'ada')
    const walk = await world.walk('classic', pool)
    const { page } = walk
    await page.goto(pool.url())
    await walk.look('sign-in')
    const button = page.locator('.submitButton-customizable')
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(123, 31, 92)',
    )
    const logo = page.locator('.logo-customizable')
    expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    await walk.submit({ username: 'ada', password: PASSWORD })
    await page.waitForURL(`${callback}?code=*`)
    await walk.end()
  })

  it.each(['light', 'dark'] as const)('see managed login as they like it: %s', async (colorScheme) => {
    const { server } = world
    const pool = await world.addPool(`managed-${colorScheme}`, { domain: { ManagedLoginVersion: 2 } })
    const walk = await world.walk(`managed-${colorScheme}`, pool, { colorScheme })
    const { page } = walk
    await page.goto(pool.url())
    await walk.look('unavailable-without-a-style')
    expect(await walk.title()).toBe('Sign-in is not available')
    await server.call('CreateManagedLoginBranding', {
      UserPoolId: pool.userPoolId,
      ClientId: pool.clientId,
      Settings: brandSettings,
      Assets: [
        {
          Category: 'FORM_LOGO',
          ColorMode: 'DYNAMIC',
          Extension: 'SVG',
          Bytes: brandLogo.toString('base64'),
        },
      ],
    })
    await page.goto(pool.url())
    await walk.look('sign-in')
    const button = page.locator('.submitButton-customizable')
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      colorScheme === 'light' ? 'rgb(0, 105, 92)' : 'rgb(128, 203, 196)',
    )
    await walk.follow('Create an account')
    await walk.look('sign-up')
    await walk.end()
  })
})
