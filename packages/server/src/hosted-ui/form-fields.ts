import { isStorable } from '../core/attribute-formats.ts'
import { InvalidParameterException } from '../errors.ts'

/** The longest values; a name that is not here has the length of an attribute's value. */
const MAX_VALUE = 2048
const limits: Readonly<Record<string, number>> = {
  state: 16_384,
  credential: 65_536,
  cognitoAsfData: 65_536,
}
/** The longest names and passwords, as the API's shapes bound them. */
const maxLengths = { username: 128, password: 256 }
/** UsernameType of the API. */
const usernameShape = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u
/** A phone number as people write it, with something that no user name has. */
const spacedPhoneNumber = /^\+[\d().-]+\s[\d\s().-]+$/
const attributeField = /^requiredAttributes\[(.{1,32})\]$/s

/** Refuses fields that come twice, are too long, or cannot be stored. Throws InvalidParameterException. */
export function requireFields(form: URLSearchParams): void {
  const isOnce = new Set(form.keys()).size === form.size
  const isValid = ([name, value]: [string, string]) =>
    value.length <= (limits[name] ?? MAX_VALUE) && isStorable(value) && isStorable(name)
  if (!isOnce || ![...form].every(isValid))
    throw new InvalidParameterException('A field of the form is not valid.')
}

/** The name of the user, without the spaces that keyboards add and those within a phone number. */
export function usernameIn(form: URLSearchParams): string {
  const username = (form.get('username') ?? '').trim()
  return spacedPhoneNumber.test(username) ? plainPhoneNumber(username) : username
}

/** `+1 (415) 555-0123` as `+14155550123` (E.164). */
function plainPhoneNumber(written: string): string {
  return written.replaceAll(/[\s().-]/g, '')
}

/** As `usernameIn`. Throws FieldError for what no user can be called. */
export function requireUsername(form: URLSearchParams): string {
  const username = usernameIn(form)
  if (username === '') throw new MissingFieldError('username')
  requireWithinLimit(form, 'username')
  if (!usernameShape.test(username)) throw new FieldError('username', 'noSpaces')
  return username
}

/** What stands in the field, or nothing. Throws FieldError where the API takes nothing that long. */
export function requireWithinLimit(form: URLSearchParams, field: keyof typeof maxLengths): string {
  const value = form.get(field) ?? ''
  if (value.length > maxLengths[field]) throw new FieldError(field, 'tooLong')
  return value
}

/** A code without the spaces that it was copied with. Throws MissingFieldError. */
export function requireCode(form: URLSearchParams): string {
  const code = (form.get('code') ?? '').replaceAll(/\s/g, '')
  if (code === '') throw new MissingFieldError('code')
  return code
}

/** The password that was given twice: the policy decides about the rest. Throws FieldError. */
export function requireNewPassword(form: URLSearchParams): string {
  const password = requireWithinLimit(form, 'password')
  if (password === '') throw new MissingFieldError('password')
  if (password !== form.get('confirm_password')) throw new FieldError('confirm_password', 'passwordsDiffer')
  if (password.trim() !== password) throw new FieldError('password', 'passwordOuterSpace')
  return password
}

/** The attributes that were filled in, by name. */
export function attributesIn(form: URLSearchParams): Record<string, string> {
  const given = [...form].flatMap(([field, value]) => {
    const name = attributeField.exec(field)?.[1]
    return name === undefined || value.trim() === ''
      ? []
      : [[name, attributeValue(name, value.trim())] as const]
  })
  return Object.fromEntries(given)
}

function attributeValue(name: string, written: string): string {
  return name === 'phone_number' && written.startsWith('+') ? plainPhoneNumber(written) : written
}

/** What a visitor wrote in one field is refused before anyone looks at the rest. */
export class FieldError extends InvalidParameterException {
  readonly field: string
  readonly text: 'required' | 'noScript' | 'tooLong' | 'noSpaces' | 'passwordOuterSpace' | 'passwordsDiffer'

  constructor(field: string, text: FieldError['text']) {
    super(`The field ${field} is not valid`)
    this.field = field
    this.text = text
  }
}

/** A field was left empty. */
export class MissingFieldError extends FieldError {
  constructor(field: string) {
    super(field, 'required')
  }
}
