import type { Services } from '../../services.ts'
import type { Answer } from '../answers.ts'
import type { Visit } from '../door.ts'
import { errorPage } from '../pages/error.ts'

/** What a browser gets at an address that leads nowhere, and at a domain that no user pool has. */
export async function showNotFound(_services: Services, { view }: Visit): Promise<Answer> {
  const { notFoundTitle: title, notFound: text } = view.messages.error
  return { html: errorPage(view, { title, text }), status: 404, headers: { vary: 'accept' } }
}
