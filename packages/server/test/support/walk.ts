import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import { expect, vi } from 'vitest'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const artefacts = fileURLToPath(new URL('../../../../test-artefacts/walks', import.meta.url))
/** The smallest phone that the pages are made for, CSS pixels. */
export const PHONE = { width: 360, height: 740 }

/** A visitor's way through pages, in a browser of their own. */
export interface Walk {
  page: Page
  /** Keeps a picture of the page as a test artefact, and holds the page to the rules of accessibility. */
  look(name: string): Promise<void>
  /** Fills in fields by their names and sends the form that the page is about; `unchecked` by the browser. */
  submit(fields?: Record<string, string>, options?: { unchecked?: boolean }): Promise<void>
  /** Goes by a link or a button with this text. */
  follow(text: string): Promise<void>
  title(): Promise<string>
  /** Closes the browser's window. Fails where a page broke its own policy, or spoke with a stranger. */
  end(): Promise<void>
}

export interface WalkOptions extends BrowserContextOptions {
  /** The origins that pages may speak with. */
  origins: string[]
}

/** Begins a walk; its pictures lie in `test-artefacts/walks/<name>`. */
export async function beginWalk(browser: Browser, name: string, options: WalkOptions): Promise<Walk> {
  const { origins, ...contextOptions } = options
  const context = await browser.newContext({ reducedMotion: 'reduce', ...contextOptions })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  // One for the whole walk: to end a session would end a virtual authenticator of another one.
  const session = await context.newCDPSession(page)
  const faults = watch(page, origins)
  const folder = join(artefacts, name)
  mkdirSync(folder, { recursive: true })
  let count = 0
  return {
    page,
    look: async (of) => {
      count += 1
      const path = join(folder, `${String(count).padStart(2, '0')}-${of}.png`)
      await picture(page, path)
      if (contextOptions.javaScriptEnabled !== false) expect(await violationsOf(session), of).toEqual([])
      const { width = 0 } = page.viewportSize() ?? {}
      expect(await contentWidth(session), of).toBeLessThanOrEqual(width)
    },
    submit: async (fields = {}, options = {}) => {
      if (options.unchecked)
        await page
          .locator('form')
          .first()
          .evaluate((form: HTMLFormElement) => {
            form.noValidate = true
          })
      for (const [field, value] of Object.entries(fields)) await page.fill(`[name="${field}"]`, value)
      await leave(page, '.submitButton-customizable')
    },
    follow: (text) => leave(page, `:is(a, button):has-text(${JSON.stringify(text)})`),
    title: async () => (await page.textContent('h1')) ?? '',
    end: async () => {
      await context.close()
      expect(faults, name).toEqual([])
    },
  }
}

/** Clicks, and waits for the page that this leads to. */
async function leave(page: Page, selector: string): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.locator(selector).first().click()
  await loaded
}

/** Collects what no page of ours may do. */
function watch(page: Page, origins: string[]): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/Content[- ]Security[- ]Policy/i.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!origins.includes(new URL(request.url()).origin)) faults.push(`request to ${request.url()}`)
  })
  return faults
}

/**
 * The rules of accessibility that the page breaks as it was served. The DevTools protocol runs axe in it, since the page's
 * policy lets no script in.
 */
async function violationsOf(session: CDPSession): Promise<unknown[]> {
  await session.send('Runtime.evaluate', { expression: `${axe};void 0` })
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: 'axe.run({ preload: false })',
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails) throw new Error(exceptionDetails.text)
  const { violations } = result.value as AxeResults
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

async function contentWidth(session: CDPSession): Promise<number> {
  return (await session.send('Page.getLayoutMetrics')).cssContentSize.width
}

/** Chromium has no picture at times on a machine under load, and has one when the load lets it draw again. */
async function picture(page: Page, path: string): Promise<void> {
  await vi.waitFor(() => page.screenshot({ path, fullPage: true }), { timeout: 30_000, interval: 200 })
}
