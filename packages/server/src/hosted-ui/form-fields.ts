import { isStorable } from '../core/attribute-formats.ts'
import { InvalidParameterException } from '../errors.ts'

/** The longest values, as the API's shapes bound them; a name that is not here has the length of an attribute's value. */
const MAX_VALUE = 2048
const limits: Readonly<Record<string, number>> = {
  username: 128,
  password: 256,
  confirm_password: 256,
  state: 16_384,
  credential: 65_536,
  cognitoAsfData: 65_536,
}
/** UsernameType and PasswordType of the API. */
const usernameShape = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u
const passwordShape = /^\S+.*\S+$/s
const attributeField = /^requiredAttributes\[(.{1,32})\]$/s

/** Refuses fields that come twice, are too long, or cannot be stored. Throws InvalidParameterException. */
export function requireFields(form: URLSearchParams): void {
  for (const [name, value] of form) {
    const isOnce = form.getAll(name).length === 1
    if (!isOnce || value.length > (limits[name] ?? MAX_VALUE) || !isStorable(value) || !isStorable(name))
      throw new InvalidParameterException('A field of the form is not valid.')
  }
}

/** The name of the user, without the spaces that keyboards add. */
export function usernameIn(form: URLSearchParams): string {
  return (form.get('username') ?? '').trim()
}

/** As `usernameIn`. Throws InvalidParameterException for what no user can be called. */
export function requireUsername(form: URLSearchParams): string {
  const username = usernameIn(form)
  if (username === '') throw new MissingFieldError('username')
  if (!usernameShape.test(username)) throw new InvalidParameterException('Missing or malformed username')
  return username
}

/** A code without the spaces that it was copied with. Throws InvalidParameterException without one. */
export function requireCode(form: URLSearchParams): string {
  const code = (form.get('code') ?? '').replaceAll(/\s/g, '')
  if (code === '') throw new MissingFieldError('code')
  return code
}

/** The password that was given twice. Throws InvalidParameterException, PasswordsDifferError. */
export function requireNewPassword(form: URLSearchParams): string {
  const password = form.get('password') ?? ''
  if (password === '') throw new MissingFieldError('password')
  if (password !== form.get('confirm_password')) throw new PasswordsDifferError()
  if (!passwordShape.test(password)) throw new InvalidParameterException('Malformed password')
  return password
}

/** The attributes that were filled in, by name. */
export function attributesIn(form: URLSearchParams): Record<string, string> {
  const given = [...form].flatMap(([field, value]) => {
    const name = attributeField.exec(field)?.[1]
    return name === undefined || value.trim() === '' ? [] : [[name, value.trim()] as const]
  })
  return Object.fromEntries(given)
}

/** A field was left empty. */
export class MissingFieldError extends InvalidParameterException {
  readonly field: string

  constructor(field: string) {
    super('Missing required field')
    this.field = field
  }
}

/** The password and its repetition are two. */
export class PasswordsDifferError extends InvalidParameterException {
  readonly field = 'confirm_password'

  constructor() {
    super('The two passwords differ')
  }
}
