const systems: [name: string, pattern: RegExp][] = [
  ['Android', /Android|okhttp/i],
  ['iOS', /iPhone|iPad|CFNetwork|Darwin/i],
  ['Windows', /Windows/i],
  ['macOS', /Mac OS X|macOS/i],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/i],
]
const programs: [name: string, pattern: RegExp][] = [
  ['Edge', /Edg(?:e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
  ['Amplify', /aws-amplify/i],
  ['AWS SDK', /aws-sdk|aws-cli|boto/i],
]
/** Longer ones are looked at only so far. */
const MAX_LENGTH = 512

/** What a User-Agent header tells of program and system, such as `Firefox, Linux`; undefined where it tells nothing. */
export function describeUserAgent(header: string | undefined): string | undefined {
  const text = header?.slice(0, MAX_LENGTH) ?? ''
  const names = [programs, systems].flatMap(
    (list) => list.find(([, pattern]) => pattern.test(text))?.[0] ?? [],
  )
  return names.length > 0 ? names.join(', ') : undefined
}
