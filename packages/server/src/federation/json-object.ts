/** An object of JSON. */
export type JsonObject = Record<string, unknown>

/** More than any profile or document needs; what walks through a value later does so by recursion. */
const MAX_DEPTH = 20

/** The object that the text holds; undefined if it holds none, or one that is nested deeper than 20 levels. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | undefined {
  const value = parse(bytes)
  return isJsonObject(value) && isShallow(value) ? value : undefined
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member of its own that is a text and not empty. */
export function textOf(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Whether the value is nested at most 20 levels deep; looks level by level, so that no depth exhausts the stack. */
export function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
    if (level.length === 0) return true
  }
  return false
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
