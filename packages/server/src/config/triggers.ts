import type { ValueType } from './values.ts'

/** What runs for a trigger in the place of what user pools name. */
export interface TriggerMapping {
  /** Absent for all user pools. */
  userPoolId?: string
  trigger: MappableTrigger
  /** Of the event. */
  version?: 'V1_0' | 'V2_0' | 'V3_0'
  /** A path, or an `https:` address; `http:` on this machine. */
  target: string
}

/** The triggers of a user pool, as LambdaConfig names them. */
export const mappableTriggers = [
  'PreSignUp',
  'CustomMessage',
  'PostConfirmation',
  'PreAuthentication',
  'PostAuthentication',
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'PreTokenGeneration',
  'UserMigration',
  'CustomSMSSender',
  'CustomEmailSender',
  'InboundFederation',
] as const

export type MappableTrigger = (typeof mappableTriggers)[number]

const mapping =
  /^(?:(?<userPoolId>[\w-]{1,55}):)?(?<trigger>[A-Za-z]+)(?:@(?<version>V[123]_0))?=(?<target>[^\0]+)$/

/** Files and addresses by trigger. */
export const triggerMappings: ValueType<TriggerMapping[]> = {
  placeholder: '<trigger=file>',
  expected:
    'Trigger=file or Trigger=https://…, with a trigger such as PreTokenGeneration, of which @V2_0 and @V3_0 choose ' +
    'other events',
  parse: (value) => {
    const mappings = value.split(',').map((part) => parseMapping(part.trim()))
    const known = mappings.filter((each) => each !== undefined)
    const places = new Set(known.map(({ userPoolId, trigger }) => `${userPoolId} ${trigger}`))
    return known.length === mappings.length && places.size === known.length ? known : undefined
  },
}

function parseMapping(text: string): TriggerMapping | undefined {
  const { userPoolId, trigger: name, version, target = '' } = mapping.exec(text)?.groups ?? {}
  const trigger = mappableTriggers.find((each) => each === name)
  const isVersioned = trigger === 'PreTokenGeneration' || version === undefined
  if (!trigger || !isVersioned || !isTarget(target)) return undefined
  return {
    ...(userPoolId !== undefined && { userPoolId }),
    trigger,
    ...(version !== undefined && { version: version as 'V1_0' | 'V2_0' | 'V3_0' }),
    target,
  }
}

/** Whether a target is an address rather than a file. */
export function isAddress(target: string): boolean {
  return /^https?:/i.test(target)
}

/** What is sent holds passwords, so that it goes over TLS, or stays on this machine. */
function isTarget(target: string): boolean {
  if (!isAddress(target)) return true
  const url = URL.parse(target)
  if (!url?.hostname || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
}

/** A secret of Standard Webhooks: https://www.standardwebhooks.com */
export const triggerSecret: ValueType<Buffer> = {
  placeholder: '<secret>',
  expected: 'base64 of 24 to 64 bytes, with or without whsec_ before it',
  parse: (value) => {
    const text = value.replace(/^whsec_/, '')
    const secret = Buffer.from(text, 'base64')
    const isWhole = secret.toString('base64') === text
    return isWhole && secret.length >= 24 && secret.length <= 64 ? secret : undefined
  },
}
