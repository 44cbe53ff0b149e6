import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { allPages, testView, withStyles } from '../support/hosted-pages.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const css = readFileSync(new URL('../../src/hosted-ui/assets/pages.css', import.meta.url), 'utf8')
const pages = Object.entries(allPages(testView(), { name: 'ada@example.com', error: 'That is not right.' }))

type PageWindow = typeof globalThis & { axe: { run(): Promise<AxeResults> } }

describe.each(['light', 'dark'] as const)('the pages in the %s', (colorScheme) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 740 } })
  })
  afterAll(async () => {
    await browser?.close()
  })

  it.each(pages)('break no rule of accessibility: %s', async (_, written) => {
    await page.setContent(withStyles(written, css))
    await page.addScriptTag({ content: axe })
    const { violations } = await page.evaluate(() => (globalThis as PageWindow).axe.run())
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })

  it.each(pages)('fit on a phone: %s', async (_, written) => {
    await page.setContent(withStyles(written, css).replaceAll('<details>', '<details open>'))
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })
})

it.each(['demo', 'welcome', 'messages'])('the page fits on the smallest phone: %s', async (name) => {
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 320, height: 740 } })
  const written = Object.fromEntries(pages)[name]
  if (written) await page.setContent(withStyles(written, css).replaceAll('<details>', '<details open>'))
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  await browser.close()
  expect(width).toBeLessThanOrEqual(320)
})

describe('the page of the demo', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  async function open(width: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const [written] = pages.flatMap(([name, written]) => (name === 'demo' ? [written] : []))
    if (written) await page.setContent(withStyles(written, css))
    return page
  }

  it('shows claims and tokens without scrolling on a desktop', async () => {
    const page = await open(1280)
    const cut = await page
      .locator('pre, textarea')
      .evaluateAll((boxes) =>
        boxes.map((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight),
      )
    expect(cut).toEqual([false, false, false])
  })
})
