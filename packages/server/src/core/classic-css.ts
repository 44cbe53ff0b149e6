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

/**
 * Refuses a style sheet with other classes than those of the classic pages, or with more than rules. The text about
 * classes was recorded from a real deployment (badmintoncryer/cdk-preflight, 2026), the others are ours.
 * Throws InvalidParameterException.
 */
export function requireClassicCss(css: string): void {
  const bare = withoutComments(css)
  if (!isStorable(css) || forbidden.test(bare))
    throw new InvalidParameterException('The CSS can not contain HTML, at-rules, escapes or scripts.')
  const blocks = bare.split('}')
  if (blocks.pop()?.trim() !== '') throw invalidCss()
  for (const block of blocks) requireRule(block)
}

function requireRule(block: string): void {
  const [list = '', declarations, ...more] = block.split('{')
  if (declarations === undefined || more.length > 0) throw invalidCss()
  const unknown = list.split(',').find((selector) => !selectors.has(selector.trim()))
  if (unknown !== undefined)
    throw new InvalidParameterException(
      `The CSS class ${unknown.trim()} is not in the list of allowed classes.`,
    )
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
