import type { Services } from '../../services.ts'
import type { Answer } from '../answers.ts'
import type { Handler, Visit } from '../door.ts'
import { inEnglish } from '../messages.ts'
import { errorPage } from '../pages/error.ts'
import { MESSAGES_PATH, messagesPage, type SentMessage } from '../pages/messages.ts'

/** Answers a request of the outbox with its JSON, or refuses whoever may not read it. */
export type MessageReader = (request: Request) => Promise<Response>

/** The outbox as a page. It shows what `read` answers, so that who may read it, and how it is filtered, is the same. */
export function showMessages(read: MessageReader): Handler {
  return async (services, visit) => {
    const { to, ...filters } = filtersOf(visit)
    // The form sends an empty field where nobody is looked for.
    if (to === '') return { location: addressOf(filters) }
    const response = await read(visit.request)
    if (!response.ok) return refusal(services, visit, response)
    const messages = (await response.json()) as SentMessage[]
    const html = messagesPage(inEnglish(visit.view), { messages, to, filters })
    return { html, lang: 'en', headers: { vary: 'accept' } }
  }
}

/** A `+` stands for itself, as in the JSON. */
function filtersOf({ view }: Visit): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(view.query.replaceAll('+', '%2B')))
}

function addressOf(filters: Record<string, string>): string {
  const query = new URLSearchParams(filters).toString()
  return query === '' ? MESSAGES_PATH : `${MESSAGES_PATH}?${query}`
}

async function refusal({ config }: Services, { view }: Visit, response: Response): Promise<Answer> {
  const { status } = response
  const { message } = (await response.json()) as { message: string }
  const page =
    status === 403
      ? { text: config.operator ? signing : message }
      : { text: message, link: { text: 'Show all messages', url: MESSAGES_PATH } }
  const html = errorPage(inEnglish(view), { title: 'Messages', ...page })
  return { html, lang: 'en', status, headers: { vary: 'accept' } }
}

const signing =
  'This server has operator credentials, and a browser signs nothing. How curl reads the messages is told in docs/testing-with-poolhouse.md.'
