import { ValidationError } from './errors.ts'

/** Lengths in characters. */
export interface Range {
  minimum: number
  maximum: number
}

/** Throws ValidationError where the text is shorter or longer, in IAM's words. */
export function requireLength(member: string, value: string, { minimum, maximum }: Range): void {
  if (value.length < minimum)
    throw broken(value, member, `Member must have length greater than or equal to ${minimum}`)
  if (value.length > maximum)
    throw broken(
      value.slice(0, maximum + 1),
      member,
      `Member must have length less than or equal to ${maximum}`,
    )
}

/** Throws ValidationError where the number is smaller or greater. */
export function requireRange(member: string, value: number, { minimum, maximum }: Range): void {
  if (value < minimum)
    throw broken(String(value), member, `Member must have value greater than or equal to ${minimum}`)
  if (value > maximum)
    throw broken(String(value), member, `Member must have value less than or equal to ${maximum}`)
}

/** Names of roles and policies: `\w` and `+=,.@-`. Throws ValidationError. */
export function requireName(member: string, name: string, maximum: number): void {
  requireLength(member, name, { minimum: 1, maximum })
  if (!/^[\w+=,.@-]+$/.test(name))
    throw new ValidationError(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    )
}

/** Throws ValidationError. */
export function requirePath(member: string, path: string): void {
  requireLength(member, path, { minimum: 1, maximum: 512 })
  if (!/^\/(?:[!-~]+\/)?$/.test(path))
    throw new ValidationError(
      `The specified value for ${member} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
    )
}

/** The beginning of a path, which need not end with a slash. Throws ValidationError. */
export function requirePathPrefix(prefix: string): void {
  requireLength('pathPrefix', prefix, { minimum: 1, maximum: 512 })
  if (!/^\/[!-~]*$/.test(prefix))
    throw new ValidationError('The specified value for pathPrefix is invalid. It must begin with /.')
}

function broken(value: string, member: string, rule: string): ValidationError {
  return new ValidationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`,
  )
}
