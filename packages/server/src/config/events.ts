import { triggerSecret } from './triggers.ts'
import type { ValueType } from './values.ts'

/** What other systems can be told of users. */
export const userEventTypes = [
  'user.created',
  'user.confirmed',
  'user.updated',
  'user.deleted',
  'user.signed_in',
  'user.disabled',
  'user.enabled',
  'user.password_changed',
  'group.member_added',
  'group.member_removed',
] as const

export type UserEventType = (typeof userEventTypes)[number]

/** Which events of users are told to whom. */
export interface EventSettings {
  /** At least one. */
  endpoints: string[]
  /** At least one; each signs. */
  secrets: Buffer[]
  types: readonly UserEventType[]
  /** Undefined stands for all. */
  userPoolIds?: string[] | undefined
}

const MAX_ENDPOINTS = 8
const MAX_SECRETS = 5

/** What is sent holds addresses of users, so that it goes over TLS, or stays on this machine. */
export const eventEndpoints: ValueType<string[]> = {
  placeholder: '<url>',
  expected: `an https address without user and fragment, or http on this machine; at most ${MAX_ENDPOINTS}, separated by commas`,
  parse: (value) => {
    const endpoints = splitList(value).map((part) => parseEndpoint(part))
    const valid = endpoints.filter((endpoint) => endpoint !== undefined)
    const isWhole = valid.length === endpoints.length && new Set(valid).size === valid.length
    return isWhole && valid.length <= MAX_ENDPOINTS ? valid : undefined
  },
}

function parseEndpoint(text: string): string | undefined {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null
  if (!url?.hostname || url.username !== '' || url.password !== '' || text.includes('#')) return undefined
  const isSafe = url.protocol === 'https:' || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  return isSafe ? url.href : undefined
}

/** Secrets of Standard Webhooks; while one takes the place of another, both sign. */
export const eventSecrets: ValueType<Buffer[]> = {
  placeholder: '<secrets>',
  expected: `whsec_ and base64 of 24 to 64 bytes; at most ${MAX_SECRETS}, separated by commas`,
  parse: (value) => {
    const secrets = splitList(value).map((part) => triggerSecret.parse(part))
    const valid = secrets.filter((secret) => secret !== undefined)
    return valid.length === secrets.length && valid.length <= MAX_SECRETS ? valid : undefined
  },
}

/** Types of events, each by its name or with all of its kind: `user.created`, `group.*`. */
export const eventTypes: ValueType<UserEventType[]> = {
  placeholder: '<types>',
  expected: `types separated by commas, of ${userEventTypes.join(', ')}, or user.* and group.*`,
  parse: (value) => {
    const chosen = splitList(value).map((part) => typesOf(part))
    if (chosen.some((types) => types.length === 0)) return undefined
    return userEventTypes.filter((type) => chosen.flat().includes(type))
  },
}

function typesOf(pattern: string): UserEventType[] {
  return userEventTypes.filter((type) => type === pattern || `${type.split('.')[0]}.*` === pattern)
}

/** Ids of user pools. */
export const userPoolIds: ValueType<string[]> = {
  placeholder: '<ids>',
  expected: 'ids of user pools, separated by commas',
  parse: (value) => {
    const ids = splitList(value)
    return ids.every((id) => /^[\w-]{1,55}$/.test(id)) ? ids : undefined
  },
}

function splitList(value: string): string[] {
  return value.split(',').map((part) => part.trim())
}
