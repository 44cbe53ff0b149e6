import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { authorizationQuery } from '../support/hosted.ts'
import { createOAuthPool } from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

describe('an error of a form', () => {
  let server: TestServer
  let pool: Pool
  let browser: Browser

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    pool = await createOAuthPool(server)
    await createUser(server, pool, 'jane')
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  /** A page after a form that it refused. */
  async function refused(
    path: string,
    fields: Record<string, string>,
    viewport = { width: 1280, height: 800 },
  ) {
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
    await page.goto(`${server.url}${path}${authorizationQuery(pool.clientId)}`)
    for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value)
    await page.click('[type=submit]')
    await page.waitForSelector('.alert')
    return page
  }

  const wrong = { username: 'jane', password: 'wrong' }

  it.each([
    { width: 568, height: 320 },
    { width: 844, height: 390 },
  ])('is in sight together with the field on a screen of %o', async (viewport) => {
    const page = await refused('/login', wrong, viewport)
    for (const selector of ['.alert', ':focus']) {
      const box = await page.locator(selector).boundingBox()
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height)
    }
    await page.close()
  })

  /** How the field with the cursor looks, and the colour of the error's text. */
  function look(page: Page) {
    return page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement
      const { borderColor, outlineColor, boxShadow } = getComputedStyle(field)
      const alert = getComputedStyle(document.querySelector('.alert') as Element).color
      return { name: field.name, borderColor, outlineColor, boxShadow, alert }
    })
  }

  it('colours the field that it is about, which has the cursor', async () => {
    const password = 'Correct-Horse-1'
    const page = await refused('/signup', { username: 'a b', password, confirm_password: password })
    const { name, borderColor, outlineColor, boxShadow, alert } = await look(page)
    expect({ name, borderColor, outlineColor }).toEqual({
      name: 'username',
      borderColor: alert,
      outlineColor: alert,
    })
    expect(boxShadow).toContain(alert)
    await page.close()
  })

  it('colours no field where it is about none', async () => {
    const page = await refused('/login', wrong)
    const { name, borderColor, alert } = await look(page)
    expect(name).toBe('password')
    expect(borderColor).not.toBe(alert)
    await page.close()
  })
})
