import type { ModeImages } from './brand-images.ts'
import { type ColorMode, colorAt, isEnabled, placeAt, radiusAt, type Settings } from './managed-settings.ts'

/** The images of a style that the pages' CSS shows. */
export interface CssImages {
  logo: ModeImages
  page: ModeImages
  form: ModeImages
  header: StripImages
  footer: StripImages
}

interface StripImages {
  logo: ModeImages
  background: ModeImages
}

type Row = readonly [name: string, path: string]

/** The pages' variables; MODE stands for the colour mode. */
const variables: readonly Row[] = [
  ['--page-background', 'components.pageBackground.MODE.color'],
  ['--page-text', 'components.pageText.MODE.bodyColor'],
  ['--muted-text', 'components.pageText.MODE.descriptionColor'],
  ['--panel-background', 'components.form.MODE.backgroundColor'],
  ['--panel-border', 'components.form.MODE.borderColor'],
  ['--primary', 'components.primaryButton.MODE.defaults.backgroundColor'],
  ['--primary-hover', 'components.primaryButton.MODE.hover.backgroundColor'],
  ['--primary-text', 'components.primaryButton.MODE.defaults.textColor'],
  ['--secondary-background', 'components.secondaryButton.MODE.defaults.backgroundColor'],
  ['--secondary-hover', 'components.secondaryButton.MODE.hover.backgroundColor'],
  ['--secondary-text', 'components.secondaryButton.MODE.defaults.textColor'],
  ['--secondary-border', 'components.secondaryButton.MODE.defaults.borderColor'],
  ['--input-background', 'componentClasses.input.MODE.defaults.backgroundColor'],
  ['--input-border', 'componentClasses.input.MODE.defaults.borderColor'],
  ['--focus', 'componentClasses.focusState.MODE.borderColor'],
  ['--link', 'componentClasses.link.MODE.defaults.textColor'],
  ['--link-hover', 'componentClasses.link.MODE.hover.textColor'],
  ['--divider', 'componentClasses.divider.MODE.borderColor'],
  ['--error-text', 'componentClasses.statusIndicator.MODE.error.indicatorColor'],
  ['--error-background', 'components.alert.MODE.error.backgroundColor'],
  ['--error-border', 'components.alert.MODE.error.borderColor'],
  ['--success-text', 'componentClasses.statusIndicator.MODE.success.indicatorColor'],
  ['--success-background', 'componentClasses.statusIndicator.MODE.success.backgroundColor'],
  ['--success-border', 'componentClasses.statusIndicator.MODE.success.borderColor'],
]

const radii: readonly Row[] = [
  ['--panel-radius', 'components.form.borderRadius'],
  ['--button-radius', 'componentClasses.buttons.borderRadius'],
  ['--input-radius', 'componentClasses.input.borderRadius'],
]

const box: readonly Row[] = [
  ['background-color', 'backgroundColor'],
  ['border-color', 'borderColor'],
  ['color', 'textColor'],
]
const idp = ':is(.idpButton-customizable,.socialButton-customizable).secondary.button'

/** Colours that no variable stands for. A class is named again where the pages' own rule names two. */
const rules: readonly (readonly [selector: string, path: string, declarations: readonly Row[]])[] = [
  ['h1', 'components.pageText.MODE', [['color', 'headingColor']]],
  ['label,.label', 'componentClasses.inputLabel.MODE', [['color', 'textColor']]],
  ['.hint,.optional', 'componentClasses.inputDescription.MODE', [['color', 'textColor']]],
  ['::placeholder', 'componentClasses.input.MODE', [['color', 'placeholderColor']]],
  ['.submitButton-customizable:hover', 'components.primaryButton.MODE.hover', [['color', 'textColor']]],
  ['.submitButton-customizable:active', 'components.primaryButton.MODE.active', box],
  ['.secondary.secondary:hover', 'components.secondaryButton.MODE.hover', box],
  ['.secondary.secondary:active', 'components.secondaryButton.MODE.active', box],
  [idp, 'components.idpButton.standard.MODE.defaults', box],
  [`${idp}:hover`, 'components.idpButton.standard.MODE.hover', box],
  [`${idp}:active`, 'components.idpButton.standard.MODE.active', box],
]

/** What does not change with the colour mode. */
export function sharedCss(settings: Settings): string {
  const margins = { start: '0 auto 0 0', center: '0 auto', end: '0 0 0 auto' }
  const place = placeAt(settings, 'components.form.logo.location')
  return writeRules([
    [':root', radii.map(([name, path]) => [name, radiusAt(settings, path)])],
    ['.alert', [['border-radius', radiusAt(settings, 'components.alert.borderRadius')]]],
    ['.banner img', [['margin', place && margins[place]]]],
  ])
}

/** The style in one colour mode. */
export function modeCss(settings: Settings, mode: ColorMode, images: CssImages): string {
  const at = (path: string) => colorAt(settings, path.replace('MODE', mode))
  const side = mode === 'lightMode' ? 'light' : 'dark'
  return writeRules([
    [':root', variables.map(([name, path]) => [name, at(path)])],
    ...rules.map(([selector, path, declarations]): Rule => {
      return [selector, declarations.map(([name, member]) => [name, at(`${path}.${member}`)])]
    }),
    ['.banner img', [['content', replacement(images.logo, mode)]]],
    ['.backdrop', [['content', replacement(images.page, mode)]]],
    ['body', [['background', images.page[side] && 'none']]],
    ['main', cover(images.form[side])],
    ...strip(settings, mode, { name: 'pageHeader', element: 'body::before', edge: 'bottom' }, images.header),
    ...strip(settings, mode, { name: 'pageFooter', element: 'body::after', edge: 'top' }, images.footer),
  ])
}

type Declaration = readonly [property: string, value: string | undefined]
type Rule = readonly [selector: string, declarations: readonly Declaration[]]
interface Strip {
  name: string
  element: string
  /** The side that looks at the form. */
  edge: string
}

/** Header and footer are boxes of the page's column, as broad as the page, without any text. */
function strip(
  settings: Settings,
  mode: ColorMode,
  { name, element, edge }: Strip,
  images: StripImages,
): Rule[] {
  if (!isEnabled(settings, `categories.global.${name}`)) return []
  const border = colorAt(settings, `components.${name}.${mode}.borderColor`)
  const side = mode === 'lightMode' ? 'light' : 'dark'
  const shown = [address(images.logo[side]) ?? 'none', address(images.background[side]) ?? 'none']
  const places = { start: '1.5rem', center: '50%', end: 'calc(100% - 1.5rem)' }
  const place = places[placeAt(settings, `components.${name}.logo.location`) ?? 'start']
  const look: Declaration[] = [
    ['content', '""'],
    ['flex', 'none'],
    ['height', '4rem'],
    ['background-color', colorAt(settings, `components.${name}.${mode}.background.color`)],
    ['background-image', shown.join(',')],
    ['background-position', `${place} 50%,50% 50%`],
    ['background-repeat', 'no-repeat'],
    ['background-size', 'auto 2.5rem,cover'],
    [`border-${edge}`, border && `1px solid ${border}`],
  ]
  return [[element, look]]
}

function cover(url: string | undefined): Declaration[] {
  return url === undefined
    ? []
    : [['background', `var(--panel-background) ${address(url)} 50%/cover no-repeat`]]
}

/** The image for the dark where the page itself names another. */
function replacement({ light, dark }: ModeImages, mode: ColorMode): string | undefined {
  return mode === 'darkMode' && light !== undefined && light !== dark ? address(dark) : undefined
}

/** Addresses are ours, of letters, digits, hyphens and underscores. */
function address(url: string | undefined): string | undefined {
  return url === undefined ? undefined : `url("${url}")`
}

function writeRules(rules: readonly Rule[]): string {
  return rules.map(writeRule).join('')
}

function writeRule([selector, declarations]: Rule): string {
  const given = declarations.filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `${selector}{${given.map(([name, value]) => `${name}:${value}`).join(';')}}\n`
}
