import { CompanionError } from '../core/companion-error.ts'

/** The members of a JSON object of the wire. */
export type Members = Readonly<Record<string, unknown>>

export class SerializationException extends CompanionError {
  override readonly name = 'SerializationException'
}

/** The body as an object; an empty body has no members. Throws SerializationException. */
export function readMembers(body: Uint8Array): Members {
  if (body.byteLength === 0) return {}
  return asMembers('body', parse(body))
}

/** The member, undefined where it is absent or null; like the others it throws SerializationException for another type. */
export function text(members: Members, name: string): string | undefined {
  const value = members[name] ?? undefined
  if (value !== undefined && typeof value !== 'string') throw wrong(name, 'a string')
  return value
}

export function number(members: Members, name: string): number | undefined {
  const value = members[name] ?? undefined
  if (value !== undefined && typeof value !== 'number') throw wrong(name, 'a number')
  return value
}

export function flag(members: Members, name: string): boolean {
  const value = members[name] ?? false
  if (typeof value !== 'boolean') throw wrong(name, 'a boolean')
  return value
}

export function structure(members: Members, name: string): Members | undefined {
  const value = members[name] ?? undefined
  return value === undefined ? undefined : asMembers(name, value)
}

export function texts(members: Members, name: string): string[] | undefined {
  const value = members[name] ?? undefined
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw wrong(name, 'a list of strings')
  return value
}

/** A list of structures; empty where it is absent. */
export function structures(members: Members, name: string): Members[] {
  const value = members[name] ?? []
  if (!Array.isArray(value)) throw wrong(name, 'a list')
  return value.map((item) => asMembers(name, item))
}

export function map(members: Members, name: string): Record<string, string> | undefined {
  const values = structure(members, name)
  if (!values) return undefined
  if (!Object.values(values).every((value) => typeof value === 'string'))
    throw wrong(name, 'a map of strings')
  return values as Record<string, string>
}

/** An object with a member of that name where there is a value, else without. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: Value })
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new SerializationException('The body is not JSON')
  }
}

function asMembers(name: string, value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, 'an object')
  return value as Members
}

function wrong(name: string, expected: string): SerializationException {
  return new SerializationException(`${name} must be ${expected}`)
}
