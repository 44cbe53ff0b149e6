import type { Services } from '../../services.ts'
import type { Answer } from '../answers.ts'
import type { Visit } from '../door.ts'
import { explainOAuthError, findText } from '../oauth-error-text.ts'
import { errorPage } from '../pages/error.ts'

const codeShape = /^[a-z_]{1,40}$/

/** Tells what an address says was wrong, in words that we know: nobody else puts sentences on this page. */
export async function showError(_services: Services, { view, query }: Visit): Promise<Answer> {
  const code = query.get('error') ?? ''
  const said = query.get('error_description') ?? ''
  const description = findText(view.messages, said) === undefined ? undefined : said
  const model = codeShape.test(code) ? explainOAuthError(view, { code, description }) : {}
  return { html: errorPage(view, model), status: 400 }
}
