import { mergedSettings } from '../core/login-brandings.ts'
import type { LoginBranding } from '../storage/login-brandings.ts'
import { findImages, type ModeImages } from './brand-images.ts'
import { type CssImages, modeCss, sharedCss } from './managed-css.ts'
import { isEnabled, placeAt, type Settings, valueAt } from './managed-settings.ts'
import { type Brand, defaultBrand } from './view.ts'

const colorSchemes = { LIGHT: 'light', DARK: 'dark', DYNAMIC: 'dynamic' } as const

/**
 * How managed login looks by the style, whose settings lie over those that everybody has. What is no colour, number or
 * place where one belongs is passed over. `logoText` is read to those who do not see the logo.
 */
export function managedBrand(style: LoginBranding, logoText: string): Brand {
  const settings = mergedSettings(style)
  const colorScheme = readColorScheme(settings)
  const images = readImages(style, settings)
  const logo = pick(images.logo, colorScheme)
  const backgroundImageUrl = pick(images.page, colorScheme)
  const faviconUrl = findFavicon(style, settings, colorScheme)
  return {
    ...defaultBrand,
    colorScheme,
    css: writeCss(settings, colorScheme, images),
    formPosition: placeAt(settings, 'categories.form.location.horizontal') ?? 'center',
    ...(logo !== undefined && { logo: { url: logo, alt: logoText } }),
    ...(backgroundImageUrl !== undefined && { backgroundImageUrl }),
    ...(faviconUrl !== undefined && { faviconUrl }),
  }
}

function readColorScheme(settings: Settings): Brand['colorScheme'] {
  const mode = valueAt(settings, 'categories.global.colorSchemeMode')
  return mode === 'DARK' || mode === 'DYNAMIC' ? colorSchemes[mode] : colorSchemes.LIGHT
}

function writeCss(settings: Settings, colorScheme: Brand['colorScheme'], images: CssImages): string {
  const shared = sharedCss(settings)
  if (colorScheme === 'dark') return shared + modeCss(settings, 'darkMode', images)
  const light = shared + modeCss(settings, 'lightMode', images)
  if (colorScheme === 'light') return light
  return `${light}@media (prefers-color-scheme:dark){\n${modeCss(settings, 'darkMode', images)}}\n`
}

function readImages(style: LoginBranding, settings: Settings): CssImages {
  const enabled = (path: string, category: string) =>
    isEnabled(settings, path) ? findImages(style, category) : {}
  return {
    logo: enabled('components.form.logo', 'FORM_LOGO'),
    page: enabled('components.pageBackground.image', 'PAGE_BACKGROUND'),
    form: enabled('components.form.backgroundImage', 'FORM_BACKGROUND'),
    header: {
      logo: enabled('components.pageHeader.logo', 'PAGE_HEADER_LOGO'),
      background: enabled('components.pageHeader.backgroundImage', 'PAGE_HEADER_BACKGROUND'),
    },
    footer: {
      logo: enabled('components.pageFooter.logo', 'PAGE_FOOTER_LOGO'),
      background: enabled('components.pageFooter.backgroundImage', 'PAGE_FOOTER_BACKGROUND'),
    },
  }
}

/** The kinds that the settings name, an SVG before an icon. */
function findFavicon(
  style: LoginBranding,
  settings: Settings,
  colorScheme: Brand['colorScheme'],
): string | undefined {
  const types = valueAt(settings, 'components.favicon.enabledTypes')
  const enabled = ['SVG', 'ICO'].filter((type) => Array.isArray(types) && types.includes(type))
  return enabled
    .map((type) => pick(findImages(style, `FAVICON_${type}`), colorScheme))
    .find((url) => url !== undefined)
}

/** The image that the page itself names; where the visitor decides on the colours, the CSS shows the other in the dark. */
function pick({ light, dark }: ModeImages, colorScheme: Brand['colorScheme']): string | undefined {
  if (colorScheme === 'dark') return dark
  return colorScheme === 'light' ? light : (light ?? dark)
}
