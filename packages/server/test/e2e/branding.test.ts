import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toPageCss } from '../../src/hosted-ui/classic-css.ts'
import { managedBrand } from '../../src/hosted-ui/managed-brand.ts'
import { type Brand, defaultBrand } from '../../src/hosted-ui/view.ts'
import { launchBrowser } from '../support/browser.ts'
import { allPages, testView, withStyles } from '../support/hosted-pages.ts'

const styles = readFileSync(new URL('../../src/hosted-ui/assets/pages.css', import.meta.url), 'utf8')
const given = { name: 'ada@example.com', error: 'Incorrect username or password.' }
const terms: Brand['terms'] = [{ name: 'terms-of-use', url: 'https://example.com/terms' }]

/** What a visitor sees of an element: its computed style. */
type Seen = Record<string, string>

describe('a brand in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  async function look(
    brand: Brand,
    name: keyof ReturnType<typeof allPages>,
    selector: string,
    { hover = false, colorScheme = 'light' as 'light' | 'dark' } = {},
  ): Promise<Seen> {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
    try {
      const page = await context.newPage()
      const text = allPages(testView({ brand: { ...brand, terms } }), given)[name]
      if (!text) throw new Error(`there is no page ${name}`)
      await page.setContent(withStyles(text, styles))
      const element = page.locator(selector).first()
      if (hover) await element.hover()
      return await element.evaluate((element) => {
        const { color, backgroundColor, borderTopColor, borderTopLeftRadius } = getComputedStyle(element)
        return { color, backgroundColor, borderTopColor, borderTopLeftRadius }
      })
    } finally {
      await context.close()
    }
  }

  it.each([
    ['sign-in-error', '.background-customizable'],
    ['sign-in-error', '.banner-customizable'],
    ['sign-in-error', '.errorMessage-customizable'],
    ['sign-in-error', '.inputField-customizable'],
    ['sign-in-error', '.label-customizable'],
    ['sign-in-error', '.legalText-customizable'],
    ['sign-in-error', '.redirect-customizable'],
    ['sign-in-error', '.submitButton-customizable'],
    ['sign-in-providers', '.idpButton-customizable'],
    ['sign-in-providers', '.socialButton-customizable'],
    ['sign-in-providers', '.textDescription-customizable'],
  ] as const)('on %s lets a classic rule of %s win', async (name, selector) => {
    const css = toPageCss(`${selector} { color: rgb(1, 2, 3); background-color: rgb(4, 5, 6) }`)
    const seen = await look({ ...defaultBrand, colorScheme: 'light', css }, name, selector)
    expect(seen).toMatchObject({ color: 'rgb(1, 2, 3)', backgroundColor: 'rgb(4, 5, 6)' })
  })

  it.each(['.submitButton-customizable', '.idpButton-customizable'])(
    'lets a classic rule of %s below the pointer win',
    async (selector) => {
      const css = toPageCss(`${selector} { color: red } ${selector}:hover { color: rgb(1, 2, 3) }`)
      const brand = { ...defaultBrand, css }
      expect(await look(brand, 'sign-in-providers', selector, { hover: true })).toMatchObject({
        color: 'rgb(1, 2, 3)',
      })
    },
  )

  const colors = { backgroundColor: '040506ff', borderColor: '070809ff', textColor: '010203ff' }
  const seen = { color: 'rgb(1, 2, 3)', backgroundColor: 'rgb(4, 5, 6)', borderTopColor: 'rgb(7, 8, 9)' }
  const style = (settings: Record<string, unknown>) =>
    managedBrand(
      { id: 'a', userPoolId: 'b', appClientId: 'c', settings, assets: [], createdAt: 0, updatedAt: 0 },
      'app',
    )

  it.each([
    ['defaults', false],
    ['hover', true],
  ])('shows the buttons of identity providers as %s', async (state, hover) => {
    const brand = style({ components: { idpButton: { standard: { lightMode: { [state]: colors } } } } })
    for (const selector of ['.idpButton-customizable', '.socialButton-customizable'])
      expect(await look(brand, 'sign-in-providers', selector, { hover })).toMatchObject(seen)
  })

  it('shows the secondary button below the pointer', async () => {
    const brand = style({ components: { secondaryButton: { lightMode: { hover: colors } } } })
    expect(await look(brand, 'choose-factor', '.secondary', { hover: true })).toMatchObject(seen)
  })

  it('shows the primary button below the pointer', async () => {
    const brand = style({ components: { primaryButton: { lightMode: { hover: colors } } } })
    const { color, backgroundColor } = seen
    expect(await look(brand, 'sign-in', '.submitButton-customizable', { hover: true })).toMatchObject({
      color,
      backgroundColor,
    })
  })

  it.each(['light', 'dark'] as const)('follows a visitor who likes it %s', async (colorScheme) => {
    const brand = style({
      categories: { global: { colorSchemeMode: 'DYNAMIC' } },
      components: {
        form: {
          borderRadius: 3,
          lightMode: { backgroundColor: '010101ff' },
          darkMode: { backgroundColor: '020202ff' },
        },
      },
    })
    expect(await look(brand, 'sign-in', 'main', { colorScheme })).toMatchObject({
      backgroundColor: colorScheme === 'light' ? 'rgb(1, 1, 1)' : 'rgb(2, 2, 2)',
      borderTopLeftRadius: '3px',
    })
  })
})
