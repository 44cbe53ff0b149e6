import type { OAuthError } from '../errors.ts'
import type { AppClient } from '../storage/app-clients.ts'

/** So much of a value says what it is. */
const MAX_VALUE_CHARACTERS = 200
const MAX_VALUES = 10
const MAX_REASON_CHARACTERS = 2000

/** Begins what follows the path of an address, however often it was encoded, and also where a `?` was forgotten. */
const afterPath = /([?#&;\s]|%(?:25)*(?:3f|23|26|3b|20|0[9ad])).+$/is
/** The scheme of an address and the slashes before its host, however often they were encoded. */
const beforeHost = /^[a-z][a-z0-9+.-]*(?::|%(?:25)*3a)(?:[/\\]|%(?:25)*(?:2f|5c))+/i
/** Ends the user and the password before a host. */
const afterUser = /@|%(?:25)*40/g
/** Longer than the ids that we make and the names of providers: may be a secret, a token or a code in the wrong place. */
const longWord = /([\w+=~-]{6})[\w+=~-]{27,}/g
/** Would break the line, or steer the terminal that shows it. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu

/** The members of a log line that tell the operator what was refused and why; one line of text without secrets. */
export function loggedRefusal({ code, description, reason = description }: OAuthError): {
  errorCode: string
  reason?: string
} {
  if (reason === undefined) return { errorCode: code }
  return { errorCode: code, reason: shorten(reason.replace(unprintable, '\uFFFD'), MAX_REASON_CHARACTERS) }
}

/** A value that came with a request, as a reason may hold it: short, and without what addresses carry in secret. */
export function quoted(value: string): string {
  const shown = withoutCredentials(value.replace(afterPath, '$1…')).replace(longWord, '$1…')
  return `"${shorten(shown, MAX_VALUE_CHARACTERS)}"`
}

/** Without a user and a password before the host, and rather with too little of a path. */
function withoutCredentials(address: string): string {
  const end = [...address.matchAll(afterUser)].at(-1)?.index
  if (end === undefined) return address
  const [start = ''] = beforeHost.exec(address.slice(0, end)) ?? []
  return `${start}…${address.slice(end)}`
}

/** That none of these settings of the app client is what came, with what they are. */
export function notAmong(
  came: string,
  { id }: Pick<AppClient, 'id'>,
  allowed: { setting: string; values: readonly string[] | undefined },
): string {
  return `${came} is not among the ${allowed.setting} of app client ${id}, which has ${listed(allowed.values ?? [])}`
}

/** That the app client may not use this flow. */
export function refusedFlow(client: AppClient, flow: string): string {
  const { allowedOAuthFlowsUserPoolClient, allowedOAuthFlows: values } = client.settings
  if (!allowedOAuthFlowsUserPoolClient)
    return `AllowedOAuthFlowsUserPoolClient of app client ${client.id} is not true`
  return notAmong(`flow ${quoted(flow)}`, client, { setting: 'AllowedOAuthFlows', values })
}

/** The first of these values. */
export function listed(values: readonly string[]): string {
  if (values.length === 0) return 'none'
  const more = values.length - MAX_VALUES
  return `${values.slice(0, MAX_VALUES).map(quoted).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
