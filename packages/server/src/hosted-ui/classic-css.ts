import { type ClassicRule, readClassicCss } from '../core/classic-css.ts'
import { InvalidParameterException } from '../errors.ts'

const property = /^-?[a-z][a-z-]*$/i
/** Text in quotes, and words, numbers and colours with what joins them: nothing that ends a rule, a string or an element. */
const value = /^(?!$)(?:"[\w\s.,#%+\-!?:]*"|'[\w\s.,#%+\-!?:]*'|[\w\s.,#%+\-*/!()])*$/
/** Functions that compute; all that load something, `url` first, are not among them. */
const functions = new Set(
  'rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var'
    .concat(
      ' linear-gradient repeating-linear-gradient radial-gradient repeating-radial-gradient conic-gradient',
    )
    .concat(' cubic-bezier steps translate translatex translatey scale rotate blur brightness drop-shadow')
    .split(' '),
)

/** What our pages show beside the classes of the classic ones, on the same background. */
const sameColour: ReadonlyMap<string, string[]> = new Map([
  ['.textDescription-customizable', ['h1', '.hint:not(.problem)', '.divider', '.links', '.requirements']],
  ['.label-customizable', ['.label-customizable .optional']],
  ['.redirect-customizable', ['summary', '.app-link']],
])

/**
 * A style sheet of the classic pages as a page may carry it, whatever the database holds: rules of the classic pages only,
 * declarations only that load nothing, and each class so often that it wins over the page's own style.
 */
export function toPageCss(css: string): string {
  return readRules(css).map(writeRule).join('')
}

function readRules(css: string): ClassicRule[] {
  try {
    return readClassicCss(css)
  } catch (error) {
    if (error instanceof InvalidParameterException) return []
    throw error
  }
}

function writeRule({ selectors, declarations }: ClassicRule): string {
  const kept = declarations.split(';').flatMap(readDeclaration)
  if (kept.length === 0) return ''
  const rule = `${selectors.map(strengthen).join(',')}{${kept.join(';')}}\n`
  const colours = kept.filter((declaration) => /^color:/i.test(declaration))
  const others = selectors.flatMap((selector) => sameColour.get(selector) ?? [])
  return colours.length === 0 || others.length === 0
    ? rule
    : `${rule}${others.join(',')}{${colours.join(';')}}\n`
}

/** `.a:hover` becomes `.a.a.a.a:hover`. */
function strengthen(selector: string): string {
  const [name = '', state] = selector.split(':')
  return name.repeat(4) + (state === undefined ? '' : `:${state}`)
}

function readDeclaration(text: string): string[] {
  const colon = text.indexOf(':')
  const [name, given] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()]
  return colon > 0 && property.test(name) && isHarmless(given) ? [`${name}:${given}`] : []
}

function isHarmless(text: string): boolean {
  if (!value.test(text) || /\/\*|\*\//.test(text)) return false
  const bare = text.replace(/"[^"]*"|'[^']*'/g, '')
  const called = [...bare.matchAll(/(?<![\w-])([\w-]+)\s*\(/g)].map(([, name = '']) => name)
  return (
    isBalanced(bare) && called.every((name) => /^[\d-]+$/.test(name) || functions.has(name.toLowerCase()))
  )
}

function isBalanced(text: string): boolean {
  let open = 0
  for (const character of text) {
    if (character === '(') open += 1
    if (character === ')') open -= 1
    if (open < 0) return false
  }
  return open === 0
}
