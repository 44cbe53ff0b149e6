/** The settings document of a style of managed login, in which anything may stand anywhere. */
export type Settings = Record<string, unknown>

export type ColorMode = 'lightMode' | 'darkMode'

/** Pixels; the branding designer of Cognito offers fewer. */
const MAX_RADIUS = 1000

/** What stands at the path of names with dots between; undefined where there is nothing. */
export function valueAt(settings: Settings, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Settings)[name]
          : undefined,
      settings,
    )
}

/** Whether `true` stands at the path. */
export function isEnabled(settings: Settings, path: string): boolean {
  return valueAt(settings, `${path}.enabled`) === true
}

/** The CSS colour of eight hexadecimal digits, or six without transparency; undefined for everything else. */
export function colorAt(settings: Settings, path: string): string | undefined {
  const value = valueAt(settings, path)
  return typeof value === 'string' && /^(?:[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value)
    ? `#${value.toLowerCase()}`
    : undefined
}

/** The CSS length of a number of pixels; undefined for everything else. */
export function radiusAt(settings: Settings, path: string): string | undefined {
  const value = valueAt(settings, path)
  return typeof value === 'number' && value >= 0 && value <= MAX_RADIUS ? `${value}px` : undefined
}

/** Where on a line something stands; undefined for what is no place. */
export function placeAt(settings: Settings, path: string): 'start' | 'center' | 'end' | undefined {
  const places = { START: 'start', CENTER: 'center', END: 'end' } as const
  const value = valueAt(settings, path)
  return value === 'START' || value === 'CENTER' || value === 'END' ? places[value] : undefined
}
