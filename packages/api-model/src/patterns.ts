/**
 * The service runs on Java: a value must match the whole pattern, `\s` and `\S` know ASCII white space only, and the
 * dot stops at line ends (java.util.regex.Pattern). JavaScript's `\s` would also take U+00A0 and U+3000.
 */
const whiteSpace = '\\t\\n\\x0B\\f\\r '

const visible = '\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}'
const text = `[${visible}${whiteSpace}*]`

/**
 * Patterns whose backtracking is quadratic or worse on hostile values, as equal ones that are linear:
 * - e-mail address: the first `@` that is not the first character decides, so the part before it excludes `@`.
 * - messages: the placeholder is looked for once, from the start, then every character is checked once.
 * - link message: only the first `{##` matters, since a later one leaves less room for `##}`.
 * - password: `[\S]+.*[\S]+` is one visible character, anything, one visible character.
 */
const linear: Readonly<Record<string, string>> = {
  '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+': `[${visible}](?:(?!@)[${visible}])*@[${visible}]+`,
  '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*': `(?=[^]*?\\{####\\})${text}*`,
  '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*': `(?=(?:(?!\\{##)[^])*\\{##[^]*##\\})${text}*`,
  '^[\\S]+.*[\\S]+$': `[^${whiteSpace}].*[^${whiteSpace}]`,
}

/** The pattern in JavaScript's spelling, without the rewriting for speed. Matches whole values. */
export function translatePattern(source: string): RegExp {
  const dotAll = source.startsWith('(?s)')
  const body = (dotAll ? source.slice(4) : source)
    .replaceAll('[\\S]', `[^${whiteSpace}]`)
    .replaceAll('\\s', whiteSpace)
  return new RegExp(`^(?:${body})$`, dotAll ? 'us' : 'u')
}

/** A pattern of the model as an expression that matches whole values, in linear time on values within their limit. */
export function compilePattern(source: string): RegExp {
  const rewritten = linear[source]
  return rewritten === undefined ? translatePattern(source) : new RegExp(`^(?:${rewritten})$`, 'u')
}

/**
 * Deviation: shapes that take more here than on AWS; a refusal still names the pattern of AWS. The name of an app client may
 * begin with `_custom_id_:`, by which users of LocalStack choose the client's id. The model's pattern of domains fits prefixes
 * only; Cognito takes host names there, too, and refuses wrong prefixes with a text of their own.
 */
export const widened: Readonly<Record<string, string>> = {
  DomainType: '[\\x21-\\x7E]+',
  ClientNameType: '(?:_custom_id_:)?[\\w\\s+=,.@-]+',
}

/** The patterns that run in a rewritten form. */
export const rewrittenPatterns: readonly string[] = Object.keys(linear)
