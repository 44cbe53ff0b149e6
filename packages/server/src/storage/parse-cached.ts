const MAX_TEXTS = 2_000
const parsed = new Map<string, unknown>()

/**
 * Parses JSON that is read far more often than it changes (settings, schemas) once for each text. The answer is frozen,
 * since everyone shares it. Nothing can grow stale: the text is the key.
 */
export function parseCached<Value>(text: string): Value {
  const known = parsed.get(text)
  if (known !== undefined) return known as Value
  if (parsed.size >= MAX_TEXTS) parsed.clear()
  const value = deepFreeze(JSON.parse(text) as Value)
  parsed.set(text, value)
  return value
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner)
    Object.freeze(value)
  }
  return value
}
