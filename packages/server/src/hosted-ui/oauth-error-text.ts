import type { OAuthError } from '../errors.ts'
import type { Messages } from './messages.ts'
import type { ErrorModel } from './pages/error.ts'
import type { View } from './view.ts'

type TextName = Exclude<keyof Messages['error'], 'reference'>

/** What the OAuth endpoints and the pages say of requests that lead back to no application, and our text. */
const texts: [said: RegExp, text: TextName][] = [
  [/^redirect_mismatch$/, 'redirectMismatch'],
  [/^Client does not exist\.$/, 'unknownClient'],
  [/^Client is not enabled for OAuth2\.0 flows\.$/, 'clientNotEnabled'],
  [/^Required String parameter 'client_id' is not present$/, 'missingClientId'],
  [/^Required String parameter 'redirect_uri' is not present$/, 'missingRedirectUri'],
  [/^Login option is not available\.(?: Please try another one)?$/, 'loginOptionUnavailable'],
]

/** What was wrong, with Cognito's sentence about every error: below where we can say more. */
export function explainOAuthError(
  { messages }: View,
  { code, description }: Pick<OAuthError, 'code' | 'description'>,
): Pick<ErrorModel, 'text' | 'note'> {
  const { lead } = messages.error
  const known = findText(messages, description) ?? findText(messages, code)
  return known === undefined ? { text: `${lead} ${description ?? code}` } : { text: known, note: lead }
}

/** Of a browser that comes back too late, twice, or without having been sent. */
const endedAttempt = /^Invalid (?:state|samlResponse or relayState) from identity provider$/

/** Our text for what was said, if it is known: nobody can bring in their own words. */
export function findText({ error, errors }: Messages, said = ''): string | undefined {
  if (endedAttempt.test(said)) return errors.sessionExpired
  const found = texts.find(([pattern]) => pattern.test(said))
  return found && error[found[1]]
}
