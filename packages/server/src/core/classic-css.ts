import { InvalidParameterException } from '../errors.ts'
import { isStorable } from './attribute-formats.ts'

/** What the classic pages let a style sheet name (https://docs.aws.amazon.com/cognito/latest/developerguide/hosted-ui-classic-branding.html). */
const selectors = new Set([
  '.background-customizable',
  '.banner-customizable',
  '.errorMessage-customizable',
  '.idpButton-customizable',
  '.idpButton-customizable:hover',
  '.idpDescription-customizable',
  '.inputField-customizable',
  '.inputField-customizable:focus',
  '.label-customizable',
  '.legalText-customizable',
  '.logo-customizable',
  '.passwordCheck-notValid-customizable',
  '.passwordCheck-valid-customizable',
  '.redirect-customizable',
  '.socialButton-customizable',
  '.submitButton-customizable',
  '.submitButton-customizable:hover',
  '.textDescription-customizable',
])

/** HTML, at-rules (`@import`, `@media`, …) also behind escapes, and scripts. */
const forbidden = /[<@\\]|javascript:|expression\s*\(/i

/** One rule of a style sheet: selectors of the classic pages, and the text between the braces. */
export interface ClassicRule {
  selectors: string[]
  declarations: string
}

/**
 * Reads a style sheet, without its comments. Refuses other classes than those of the classic pages, and more than rules.
 * The text about classes was recorded from a real deployment (badmintoncryer/cdk-preflight, 2026), the others are ours.
 * Throws InvalidParameterException.
 */
export function readClassicCss(css: string): ClassicRule[] {
  const bare = withoutComments(css)
  if (!isStorable(css) || forbidden.test(bare))
    throw new InvalidParameterException('The CSS can not contain HTML, at-rules, escapes or scripts.')
  const blocks = bare.split('}')
  if (blocks.pop()?.trim() !== '') throw invalidCss()
  return blocks.map(readRule)
}

function readRule(block: string): ClassicRule {
  const [list = '', declarations, ...more] = block.split('{')
  if (declarations === undefined || more.length > 0) throw invalidCss()
  const named = list.split(',').map((selector) => selector.trim())
  const unknown = named.find((selector) => !selectors.has(selector))
  if (unknown !== undefined)
    throw new InvalidParameterException(`The CSS class ${unknown} is not in the list of allowed classes.`)
  return { selectors: named, declarations }
}

function withoutComments(css: string): string {
  const [start = '', ...rest] = css.split('/*')
  const kept = rest.map((part) => {
    const end = part.indexOf('*/')
    if (end < 0) throw invalidCss()
    return part.slice(end + 2)
  })
  return start + kept.join(' ')
}

function invalidCss(): InvalidParameterException {
  return new InvalidParameterException('The CSS is not a list of rules.')
}
