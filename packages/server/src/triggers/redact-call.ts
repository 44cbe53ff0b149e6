import { asObject } from './as-object.ts'

/** What a call says, as it may be shown. */
interface Told {
  event: unknown
  answer?: unknown
  error?: string
}

const HIDDEN = '(hidden)'
/** Members of events and answers whose values are secrets, whatever they hold. */
const secretMembers = new Set([
  'password',
  'code',
  'challengeAnswer',
  'privateChallengeParameters',
  // AWS's own example of a sign-in without password keeps the code here.
  'challengeMetadata',
])
/** Texts under such names, such as those of an application's own metadata. */
const secretName = /token|secret|password|credential|authorization|otp$/i
/** Names of that kind that say what a token is, and not which. */
const plainNames = new Set(['token_use', 'token_type'])
const jsonWebToken = /\bey[\w-]{8,}\.[\w-]+\.[\w-]*/g
/** What an identity provider gives for a code, and the function for inbound federation sees. */
const providerTokens = ['access_token', 'id_token', 'refresh_token']
/** Shorter secrets stand in too many texts by chance. */
const MIN_SECRET_LENGTH = 4
const MAX_DEPTH = 64
/** Every text is searched for every secret: of a function that makes up more of them, nothing is told. */
const MAX_SECRETS = 100

/** Takes passwords, codes, answers to challenges, what is private of them, and tokens out of a call, wherever they stand. */
export function redactCall(told: Told): Told {
  const { event, answer, error } = told
  // Nearly every call: it costs a look instead of a copy.
  if ([event, answer, error].every((each) => isPlain(each, 0))) return told
  const secrets = [...secretsOf(event), ...secretsOf(answer)].sort(
    (left, right) => right.length - left.length,
  )
  if (secrets.length > MAX_SECRETS) return hideAll(told)
  return {
    event: redact(event, secrets, 0),
    ...(answer !== undefined && { answer: redact(answer, secrets, 0) }),
    ...(error !== undefined && { error: hideIn(error, secrets) }),
  }
}

/** Whether nothing is to be hidden, nor a secret to be looked for elsewhere. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.includes('ey') || value.search(jsonWebToken) < 0
  const members = typeof value === 'object' ? (value as Record<string, unknown> | null) : null
  if (depth > MAX_DEPTH) return members === null
  // What comes from JSON has no members but its own.
  for (const name in members) {
    const member = members[name]
    if (isHidden(name, member) || !isPlain(name, depth) || !isPlain(member, depth + 1)) return false
  }
  return true
}

function hideAll({ answer, error }: Told): Told {
  return {
    event: HIDDEN,
    ...(answer !== undefined && { answer: HIDDEN }),
    ...(error !== undefined && { error: HIDDEN }),
  }
}

/** The secrets of a call, which a function may have put elsewhere too. */
function secretsOf(told: unknown): string[] {
  const parts = [asObject(asObject(told)?.['request']), asObject(asObject(told)?.['response'])]
  return parts.flatMap((part) => [
    ...textsOf(part, ['password', 'code', 'challengeAnswer', 'privateChallengeParameters']),
    ...textsOf(asObject(asObject(part?.['attributes'])?.['tokenResponse']), providerTokens),
  ])
}

function textsOf(members: Record<string, unknown> | undefined, names: readonly string[]): string[] {
  return names.flatMap((name) => textsIn(members?.[name]))
}

function textsIn(value: unknown): string[] {
  const members = asObject(value)
  if (members) return Object.values(members).filter(isSecret)
  return [value].filter(isSecret)
}

function isSecret(value: unknown): value is string {
  return typeof value === 'string' && value.length >= MIN_SECRET_LENGTH
}

function redact(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === 'string') return hideIn(value, secrets)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return HIDDEN
  if (Array.isArray(value)) return value.map((each) => redact(each, secrets, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      hideIn(name, secrets),
      isHidden(name, member) ? HIDDEN : redact(member, secrets, depth + 1),
    ]),
  )
}

function isHidden(name: string, value: unknown): boolean {
  if (value === null || value === undefined) return false
  return (
    secretMembers.has(name) || (typeof value === 'string' && secretName.test(name) && !plainNames.has(name))
  )
}

function hideIn(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
  return known.replace(jsonWebToken, HIDDEN)
}
