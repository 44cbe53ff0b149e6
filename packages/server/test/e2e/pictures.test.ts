import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brandLogo, brandSettings } from '../support/brand.ts'
import { addAuthenticator } from '../support/browser.ts'
import { setFactors } from '../support/mfa.ts'
import { createUser, PASSWORD } from '../support/pool.ts'
import { shrinkPng } from '../support/small-png.ts'
import { createWorld, type World, type WorldPool } from '../support/walk-world.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const drafts = join(root, 'test-artefacts/pictures')
const published = join(root, 'docs/images')
const MAXIMUM_BYTES = 80_000
/** CSS pixels. */
const PHONE = { width: 375, height: 812 }
/** Between the panel and the edge of the picture, CSS pixels. */
const MARGIN = 36

/**
 * The pictures of the documentation. Each run draws them as test artefacts; with PICTURES=1 they take the place of those in
 * docs/images: `PICTURES=1 npx vitest run packages/server/test/e2e/pictures.test.ts`.
 */
describe('the pictures of the documentation', () => {
  let world: World
  let harbour: WorldPool
  let branded: WorldPool
  let secured: WorldPool

  beforeAll(async () => {
    mkdirSync(drafts, { recursive: true })
    world = await createWorld()
    const { server } = world
    const factors = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } }
    harbour = await world.addPool('harbour', { pool: { AutoVerifiedAttributes: ['email'] } })
    branded = await world.addPool('boats', {
      domain: { ManagedLoginVersion: 2 },
      pool: { Policies: factors },
    })
    secured = await world.addPool('secured')
    await setFactors(server, secured, 'ON', ['SOFTWARE_TOKEN_MFA'])
    for (const pool of [branded, secured]) await createUser(server, pool, 'ada')
    await server.call('CreateManagedLoginBranding', {
      UserPoolId: branded.userPoolId,
      ClientId: branded.clientId,
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
  })
  afterAll(() => world?.end())

  async function draw(
    name: string,
    visit: (page: Page) => Promise<void>,
    { take = crop, ...options }: BrowserContextOptions & { take?: (page: Page) => Promise<Buffer> } = {},
  ): Promise<void> {
    const context = await world.browser.newContext({
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
      viewport: { width: 620, height: 900 },
      ...options,
    })
    try {
      const page = await context.newPage()
      await visit(page)
      writeFileSync(join(drafts, `${name}.png`), shrinkPng(await take(page)))
    } finally {
      await context.close()
    }
    keep(name)
  }

  const fillSignIn = async (page: Page) => {
    await page.fill('[name=username]', 'ada')
    await page.fill('[name=password]', PASSWORD)
  }

  it.each(['light', 'dark'] as const)('show the sign-in: %s', async (colorScheme) => {
    const visit = async (page: Page) => {
      await page.goto(harbour.url())
      await fillSignIn(page)
    }
    await draw(`sign-in-${colorScheme}`, visit, { colorScheme })
  })

  it('show the sign-up', () =>
    draw('sign-up', async (page) => {
      await page.goto(harbour.url('/signup'))
      await page.fill('[name=username]', 'ada')
      await page.fill('[name="requiredAttributes[email]"]', 'ada@example.com')
      await page.focus('[name=password]')
    }))

  it('show the set-up of an authenticator app on a phone', () =>
    draw(
      'authenticator-app',
      async (page) => {
        await page.goto(secured.url())
        await fillSignIn(page)
        await page.keyboard.press('Enter')
        await page.waitForSelector('.qr-code')
      },
      { viewport: PHONE, take: frame },
    ))

  it('show a passkey', () =>
    draw('passkey', async (page) => {
      await addAuthenticator(page)
      await signInAt(branded, page)
      await page.goto(branded.url('/passkeys/add'))
    }))

  it('show a brand', () =>
    draw('brand', async (page) => {
      await page.goto(branded.url())
      await page.fill('[name=username]', 'ada')
    }))

  async function signInAt(pool: WorldPool, page: Page): Promise<void> {
    await page.goto(pool.url())
    await page.fill('[name=username]', 'ada')
    await page.click('[type=submit]')
    await page.fill('[name=password]', PASSWORD)
    await page.click('[type=submit]')
    await page.waitForURL(`${world.callback}?code=*`)
  }
})

/** The panel with a margin around it. */
async function crop(page: Page): Promise<Buffer> {
  const box = await page.locator('main').boundingBox()
  if (!box) throw new Error('the page shows no panel')
  const { x, y, width, height } = box
  const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN }
  return page.screenshot({ clip, fullPage: true })
}

/** The page within the outline of a phone. */
async function frame(page: Page): Promise<Buffer> {
  const { width, height } = PHONE
  const screen = (await page.screenshot()).toString('base64')
  await page.setViewportSize({ width: width + 80, height: height + 80 })
  await page.goto('about:blank')
  await page.setContent(`<style>
body { margin: 0; background: #f3f5f8; display: grid; place-items: center; height: 100vh }
img { width: ${width}px; height: ${height}px; border: 9px solid #17212c; border-radius: 40px; box-sizing: content-box }
</style><img src="data:image/png;base64,${screen}" alt="">`)
  return page.screenshot()
}

/** Holds the picture to its size; publishes it where that was asked for. */
function keep(name: string): void {
  const draft = join(drafts, `${name}.png`)
  const target = join(published, `${name}.png`)
  expect(statSync(draft).size).toBeLessThan(MAXIMUM_BYTES)
  if (process.env.PICTURES) copyFileSync(draft, target)
  expect(existsSync(target), `${name} is missing in docs/images`).toBe(true)
}
