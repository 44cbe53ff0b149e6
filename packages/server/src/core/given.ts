/** A value of which a caller may leave out any member, at any depth; elements of lists are whole. */
export type Given<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]?: Given<Value[Key]> | undefined }
    : Value

/** The value without members that are undefined. */
export type Stored<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]: Stored<Exclude<Value[Key], undefined>> }
    : Value

/** The value as the database would give it back: without undefined members, at any depth, and a copy. */
export function asStored<Value>(value: Value): Stored<Value> {
  return JSON.parse(JSON.stringify(value)) as Stored<Value>
}

/** The settings without lists that are empty: those mean that nothing was set. */
export function withoutEmptyLists<Settings extends object>(settings: Settings): Settings {
  const entries = Object.entries(settings).filter(([, value]) => !Array.isArray(value) || value.length > 0)
  return Object.fromEntries(entries) as Settings
}
