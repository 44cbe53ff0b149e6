import type { Services } from '../../services.ts'
import type { Answer } from '../answers.ts'
import { oauthErrorText, type Visit } from '../door.ts'
import { errorPage } from '../pages/error.ts'

/** What the OAuth endpoints say of requests whose redirect URI cannot be trusted. */
const told: readonly string[] = [
  'Client does not exist.',
  'Client is not enabled for OAuth2.0 flows.',
  "Required String parameter 'client_id' is not present",
  "Required String parameter 'redirect_uri' is not present",
]
const codeShape = /^[a-z_]{1,40}$/

/** Tells what an address says was wrong, in words that we know: nobody else puts sentences on this page. */
export async function showError(_services: Services, { view, query }: Visit): Promise<Answer> {
  const code = query.get('error') ?? ''
  const description = told.find((text) => text === query.get('error_description'))
  const text = codeShape.test(code) ? oauthErrorText(view, { code, description }) : undefined
  return { html: errorPage(view, { text }), status: 400 }
}
