import { CompanionError } from '../core/companion-error.ts'

/** The form of a request, or what of it belongs to one item of a list: names without the item's own prefix. */
export type Parameters = URLSearchParams

/** A value that breaks a constraint of the API's model. */
export class ValidationError extends CompanionError {
  override readonly name = 'ValidationError'
}

/** Throws ValidationError where it is absent. */
export function requireText(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value !== null) return value
  throw broken('null', name, 'Member must not be null')
}

export function text(parameters: Parameters, name: string): string | undefined {
  return parameters.get(name) ?? undefined
}

/** Throws ValidationError for what is no whole number. */
export function wholeNumber(parameters: Parameters, name: string): number | undefined {
  const value = parameters.get(name)
  if (value === null) return undefined
  if (!/^-?\d{1,15}$/.test(value)) throw broken(`'${value}'`, name, 'Member must be a whole number')
  return Number(value)
}

/** Throws ValidationError for what is neither true nor false. */
export function flag(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters.get(name)
  if (value === null) return undefined
  if (value !== 'true' && value !== 'false') throw broken(`'${value}'`, name, 'Member must be a boolean')
  return value === 'true'
}

/** A list of texts, `X.member.1` and so on; empty where there is none. */
export function texts(parameters: Parameters, name: string): string[] {
  return numbered(parameters, name).map((prefix) => parameters.get(prefix) ?? '')
}

/** A list of structures, `X.member.1.Key` and so on; empty where there is none. */
export function structures(parameters: Parameters, name: string): Parameters[] {
  return numbered(parameters, name).map((prefix) => within(parameters, `${prefix}.`))
}

/** `X.member.1` and so on, in the order of their numbers, as far as they are there. */
function numbered(parameters: Parameters, name: string): string[] {
  const start = `${name}.member.`
  const numbers = [...parameters.keys()]
    .filter((key) => key.startsWith(start))
    .map((key) => key.slice(start.length).split('.', 1)[0] ?? '')
    .filter((number) => /^[1-9]\d{0,3}$/.test(number))
  return [...new Set(numbers)].sort((one, other) => Number(one) - Number(other)).map((n) => start + n)
}

function within(parameters: Parameters, prefix: string): Parameters {
  const inner = [...parameters].filter(([key]) => key.startsWith(prefix))
  return new URLSearchParams(inner.map(([key, value]) => [key.slice(prefix.length), value]))
}

function broken(value: string, name: string, rule: string): ValidationError {
  const member = name.charAt(0).toLowerCase() + name.slice(1)
  return new ValidationError(
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${rule}`,
  )
}
