import type { Browser } from 'playwright-core'

/** A brand for tests and pictures: Harbour, a company of boats. */

const sail = '<path d="M20 4v24H4z"/><path d="M23 9v19h11z" opacity=".65"/><path d="M3 31h34l-5 6H9z"/>'

/** A sail and a name. */
export const brandLogo = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="168" height="40" viewBox="0 0 168 40"><g fill="#14988a">${sail}<text x="48" y="29" font-family="Helvetica,Arial,sans-serif" font-size="26" font-weight="700">Harbour</text></g></svg>`,
)

const button = (backgroundColor: string, hover: string, textColor: string) => ({
  defaults: { backgroundColor, textColor },
  hover: { backgroundColor: hover, textColor },
})

/** A managed login style in the colours of the logo. */
export const brandSettings = {
  categories: { global: { colorSchemeMode: 'DYNAMIC' }, form: { location: { horizontal: 'CENTER' } } },
  components: {
    form: {
      logo: { enabled: true, location: 'START' },
      borderRadius: 20,
      darkMode: { backgroundColor: '0c2a26ff', borderColor: '1f4a44ff' },
    },
    pageBackground: { lightMode: { color: 'dcefeaff' }, darkMode: { color: '06201cff' } },
    primaryButton: {
      lightMode: button('00695cff', '004d43ff', 'ffffffff'),
      darkMode: button('80cbc4ff', 'b2dfdbff', '00201cff'),
    },
  },
  componentClasses: {
    buttons: { borderRadius: 24 },
    link: {
      lightMode: { defaults: { textColor: '00695cff' }, hover: { textColor: '004d43ff' } },
      darkMode: { defaults: { textColor: '80cbc4ff' }, hover: { textColor: 'b2dfdbff' } },
    },
    focusState: { lightMode: { borderColor: '00897bff' }, darkMode: { borderColor: '80cbc4ff' } },
  },
}

/** A style sheet of the classic pages. */
export const classicCss = `.background-customizable { background-color: #fdf6fa; }
.banner-customizable { padding: 16px; background-color: #f4dcea; }
.submitButton-customizable { background-color: #7b1f5c; color: #ffffff; font-size: 16px; }
.submitButton-customizable:hover { background-color: #561440; color: #ffffff; }
.label-customizable { font-weight: 600; }`

/** The logo as the PNG that the classic pages take. */
export async function drawLogo(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ deviceScaleFactor: 2 })
  try {
    await page.setContent(brandLogo.toString())
    return await page.locator('svg').screenshot({ omitBackground: true })
  } finally {
    await page.close()
  }
}
