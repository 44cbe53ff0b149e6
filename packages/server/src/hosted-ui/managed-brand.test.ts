import { describe, expect, it } from 'vitest'
import type { LoginBranding } from '../storage/login-brandings.ts'
import { managedBrand } from './managed-brand.ts'

const id = '11111111-1111-4111-8111-111111111111'

function style(settings?: Record<string, unknown>, assets: [category: string, colorMode: string][] = []) {
  const branding: LoginBranding = {
    id,
    userPoolId: 'us-east-1_a',
    appClientId: 'client',
    ...(settings && { settings }),
    assets: assets.map(([category, colorMode]) => ({
      category,
      colorMode,
      extension: 'PNG',
      bytes: Buffer.from(`${category} ${colorMode}`),
    })),
    createdAt: 0,
    updatedAt: 0,
  }
  return branding
}

function brand(settings?: Record<string, unknown>, assets?: [category: string, colorMode: string][]) {
  return managedBrand(style(settings, assets), 'My app')
}

const scheme = (colorSchemeMode: unknown) => ({ categories: { global: { colorSchemeMode } } })
const address = new RegExp(`^/branding/${id}/[\\w-]{43}$`)

/** The value of a property in the CSS, and whether it is in the part for the dark. */
function read(css: string, property: string, dark = false): string | undefined {
  const [light = '', night = ''] = css.split('@media (prefers-color-scheme:dark)')
  return new RegExp(`[{;]${property}:([^;}]+)`).exec(dark ? night : light)?.[1]
}

describe('the brand of managed login', () => {
  it('is light, in the middle and without images where nothing else is said', () => {
    const { css, ...rest } = brand()
    expect(rest).toEqual({ isClassic: false, colorScheme: 'light', formPosition: 'center', terms: [] })
    expect(css).not.toContain('@media')
    expect(css).not.toContain('undefined')
    expect(css).not.toContain('url(')
    expect(read(css, '--page-background')).toBe('#f4f6f8ff')
  })

  it.each([
    ['--page-background', ['components', 'pageBackground', 'MODE', 'color']],
    ['--page-text', ['components', 'pageText', 'MODE', 'bodyColor']],
    ['--muted-text', ['components', 'pageText', 'MODE', 'descriptionColor']],
    ['--panel-background', ['components', 'form', 'MODE', 'backgroundColor']],
    ['--panel-border', ['components', 'form', 'MODE', 'borderColor']],
    ['--primary', ['components', 'primaryButton', 'MODE', 'defaults', 'backgroundColor']],
    ['--primary-hover', ['components', 'primaryButton', 'MODE', 'hover', 'backgroundColor']],
    ['--primary-text', ['components', 'primaryButton', 'MODE', 'defaults', 'textColor']],
    ['--secondary-background', ['components', 'secondaryButton', 'MODE', 'defaults', 'backgroundColor']],
    ['--secondary-hover', ['components', 'secondaryButton', 'MODE', 'hover', 'backgroundColor']],
    ['--secondary-text', ['components', 'secondaryButton', 'MODE', 'defaults', 'textColor']],
    ['--secondary-border', ['components', 'secondaryButton', 'MODE', 'defaults', 'borderColor']],
    ['--input-background', ['componentClasses', 'input', 'MODE', 'defaults', 'backgroundColor']],
    ['--input-border', ['componentClasses', 'input', 'MODE', 'defaults', 'borderColor']],
    ['--focus', ['componentClasses', 'focusState', 'MODE', 'borderColor']],
    ['--link', ['componentClasses', 'link', 'MODE', 'defaults', 'textColor']],
    ['--link-hover', ['componentClasses', 'link', 'MODE', 'hover', 'textColor']],
    ['--divider', ['componentClasses', 'divider', 'MODE', 'borderColor']],
    ['--error-text', ['componentClasses', 'statusIndicator', 'MODE', 'error', 'indicatorColor']],
    ['--error-background', ['components', 'alert', 'MODE', 'error', 'backgroundColor']],
    ['--error-border', ['components', 'alert', 'MODE', 'error', 'borderColor']],
    ['--success-text', ['componentClasses', 'statusIndicator', 'MODE', 'success', 'indicatorColor']],
    ['--success-background', ['componentClasses', 'statusIndicator', 'MODE', 'success', 'backgroundColor']],
    ['--success-border', ['componentClasses', 'statusIndicator', 'MODE', 'success', 'borderColor']],
  ])('gives %s its colours, and has one for everybody', (variable, path) => {
    const at = (mode: string, value: string) =>
      path.reduceRight<unknown>((inner, name) => ({ [name === 'MODE' ? mode : name]: inner }), value)
    const light = at('lightMode', '12ABCD80') as Record<string, unknown>
    const dark = at('darkMode', '345678') as Record<string, unknown>
    expect(read(brand(light).css, variable)).toBe('#12abcd80')
    expect(read(brand({ ...dark, ...scheme('DARK') }).css, variable)).toBe('#345678')
    const { css } = brand({ ...dark, ...scheme('DYNAMIC') })
    expect(read(css, variable, true)).toBe('#345678')
    expect(read(css, variable)).toMatch(/^#[0-9a-f]{8}$/)
  })

  it.each([
    ['--panel-radius', { components: { form: { borderRadius: 3 } } }],
    ['--button-radius', { componentClasses: { buttons: { borderRadius: 3 } } }],
    ['--input-radius', { componentClasses: { input: { borderRadius: 3 } } }],
    ['border-radius', { components: { alert: { borderRadius: 3 } } }],
  ])('gives %s its length', (variable, settings) => {
    expect(read(brand(settings).css, variable)).toBe('3px')
  })

  it('dresses what no variable stands for', () => {
    const { css } = brand({
      components: {
        pageText: { lightMode: { headingColor: '010101ff' } },
        primaryButton: { lightMode: { active: { backgroundColor: '020202ff' } } },
        secondaryButton: { lightMode: { hover: { borderColor: '030303ff' } } },
        idpButton: { standard: { lightMode: { defaults: { textColor: '040404ff' } } } },
      },
      componentClasses: {
        inputLabel: { lightMode: { textColor: '050505ff' } },
        inputDescription: { lightMode: { textColor: '060606ff' } },
        input: { lightMode: { placeholderColor: '070707ff' } },
      },
    })
    expect(css).toContain('h1{color:#010101ff}')
    expect(css).toMatch(/\.submitButton-customizable:active\{background-color:#020202ff;/)
    expect(css).toMatch(/\.secondary\.secondary:hover\{[^}]*border-color:#030303ff/)
    expect(css).toMatch(/\.idpButton-customizable[^{]*\{[^}]*;color:#040404ff\}/)
    expect(css).toContain('label,.label{color:#050505ff}')
    expect(css).toContain('.hint,.optional{color:#060606ff}')
    expect(css).toContain('::placeholder{color:#070707ff}')
  })

  it.each([
    ['red'],
    ['fff'],
    ['#ffffffff'],
    ['ffffff;}</style><script>alert(1)</script>'],
    ['ffffffff}body{display:none'],
    ['url(https://evil.example)'],
    [0],
    [null],
    [{ toString: 'ffffffff' }],
    [['ffffffff']],
  ])('passes over %j where a colour belongs', (color) => {
    const { css } = brand({ components: { pageBackground: { lightMode: { color } } } })
    expect(read(css, '--page-background')).toBeUndefined()
    expect(css).not.toMatch(/[<@]|display|evil/)
  })

  it.each([['3px'], [-1], [1001], [null], ['3;}</style>']])(
    'passes over %j where a length belongs',
    (radius) => {
      const { css } = brand({ components: { form: { borderRadius: radius } } })
      expect(read(css, '--panel-radius')).toBeUndefined()
    },
  )

  it.each([
    ['START', 'start'],
    ['CENTER', 'center'],
    ['END', 'end'],
    ['"><script>', 'center'],
    [{}, 'center'],
  ])('puts the form at %j', (horizontal, formPosition) => {
    expect(brand({ categories: { form: { location: { horizontal } } } }).formPosition).toBe(formPosition)
  })

  it.each([
    ['LIGHT', 'light'],
    ['DARK', 'dark'],
    ['DYNAMIC', 'dynamic'],
    ['toString', 'light'],
    [null, 'light'],
  ])('has the colours of %j', (mode, colorScheme) => {
    expect(brand(scheme(mode)).colorScheme).toBe(colorScheme)
  })

  it.each([
    ['categories', null],
    ['components', 'text'],
    ['componentClasses', []],
  ])('does without %s', (name, value) => {
    expect(brand({ [name]: value }).css).not.toContain('undefined')
  })

  const withLogo = { components: { form: { logo: { enabled: true } } } }

  it('shows the logo where it is enabled', () => {
    expect(brand({}, [['FORM_LOGO', 'LIGHT']]).logo).toBeUndefined()
    expect(brand(withLogo, [['FORM_LOGO', 'DARK']]).logo).toBeUndefined()
    const { logo, css } = brand(withLogo, [['FORM_LOGO', 'LIGHT']])
    expect(logo).toEqual({ url: expect.stringMatching(address), alt: 'My app' })
    expect(read(css, 'margin')).toBe('0 auto')
    expect(brand(withLogo, [['FORM_LOGO', 'DYNAMIC']]).logo).toBeDefined()
  })

  it.each([
    ['START', '0 auto 0 0'],
    ['END', '0 0 0 auto'],
  ])('puts the logo at %s', (location, margin) => {
    expect(read(brand({ components: { form: { logo: { location } } } }).css, 'margin')).toBe(margin)
  })

  it('has images of its own for the dark', () => {
    const settings = { ...withLogo, ...scheme('DYNAMIC') }
    const { logo, backgroundImageUrl, css } = brand(settings, [
      ['FORM_LOGO', 'LIGHT'],
      ['FORM_LOGO', 'DARK'],
      ['PAGE_BACKGROUND', 'DYNAMIC'],
    ])
    const dark = brand({ ...withLogo, ...scheme('DARK') }, [['FORM_LOGO', 'DARK']]).logo?.url
    expect(dark).not.toBe(logo?.url)
    expect(read(css, 'content', true)).toBe(`url("${dark}")`)
    expect(read(css, 'content')).toBeUndefined()
    expect(backgroundImageUrl).toMatch(address)
    expect(css).not.toContain('.backdrop')
    expect(css).toContain('body{background:none}')
  })

  it('has a background behind the page unless it is disabled', () => {
    const assets: [string, string][] = [['PAGE_BACKGROUND', 'LIGHT']]
    expect(brand({}, assets).backgroundImageUrl).toMatch(address)
    const disabled = { components: { pageBackground: { image: { enabled: false } } } }
    expect(brand(disabled, assets)).not.toHaveProperty('backgroundImageUrl')
  })

  it('has a background behind the form where it is enabled', () => {
    const settings = { components: { form: { backgroundImage: { enabled: true } } } }
    const { css } = brand(settings, [['FORM_BACKGROUND', 'LIGHT']])
    expect(css).toMatch(
      /main\{background:var\(--panel-background\) url\("\/branding\/[\w/-]+"\) 50%\/cover no-repeat\}/,
    )
    expect(brand({}, [['FORM_BACKGROUND', 'LIGHT']]).css).not.toContain('url(')
  })

  it.each([
    ['pageHeader', 'PAGE_HEADER', 'body::before'],
    ['pageFooter', 'PAGE_FOOTER', 'body::after'],
  ])('has a %s where it is enabled', (name, category, element) => {
    const assets: [string, string][] = [
      [`${category}_LOGO`, 'LIGHT'],
      [`${category}_BACKGROUND`, 'LIGHT'],
    ]
    const settings = {
      categories: { global: { [name]: { enabled: true } } },
      components: {
        [name]: {
          backgroundImage: { enabled: true },
          logo: { enabled: true, location: 'END' },
          lightMode: { background: { color: '010203ff' } },
        },
      },
    }
    const { css } = brand(settings, assets)
    const rule = css.slice(css.indexOf(element))
    expect(read(rule, 'background-color')).toBe('#010203ff')
    expect(read(rule, 'background-image')).toMatch(/^url\("[^"]+"\),url\("[^"]+"\)$/)
    expect(read(rule, 'background-position')).toBe('calc(100% - 1.5rem) 50%,50% 50%')
    expect(brand({ components: settings.components }, assets).css).not.toContain(element)
    const bare = brand({ categories: settings.categories }, assets).css
    expect(read(bare.slice(bare.indexOf(element)), 'background-image')).toBe('none,none')
  })

  it('has the icon that the settings enable, an SVG first', () => {
    const assets: [string, string][] = [
      ['FAVICON_ICO', 'DYNAMIC'],
      ['FAVICON_SVG', 'LIGHT'],
    ]
    const favicon = (enabledTypes: unknown) =>
      brand({ components: { favicon: { enabledTypes } } }, assets).faviconUrl
    const [svg, ico] = [favicon(['SVG']), favicon(['ICO'])]
    expect(brand({}, assets).faviconUrl).toBe(svg)
    expect(svg).toMatch(address)
    expect(ico).toMatch(address)
    expect(ico).not.toBe(svg)
    for (const none of [[], 'SVG', null]) expect(favicon(none)).toBeUndefined()
  })
})
