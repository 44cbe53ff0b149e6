import { sha256 } from '../crypto/random.ts'
import { loginCookieName, readCookie } from '../http/cookies.ts'
import type { Answer } from './answers.ts'
import type { Handler, HostedRequest } from './door.ts'

/** The second click of two follows within less than a second; the slowest network adds a few. */
const KEPT_MS = 10_000
/** Whoever sends many forms gets no more of the memory: pages have 10 kB, but repeat the address, which may be long. */
const MAX_KEPT = 1000
const MAX_CHARACTERS = 16 * 2 ** 20

interface Kept {
  answer: Promise<Answer>
  /** Epoch milliseconds. */
  until: number
  /** Of its page; 0 until there is an answer. */
  characters: number
}

/**
 * Gives a form that comes once more (a double click) the answer that it got: browsers drop what answers the first click, and
 * what the form brings may be good only once. Nothing is done twice, and only the browser whose form it is can ask again,
 * until it has got a session by the answer. Answers are kept for ten seconds in this process.
 */
export function answerOnce(handle: Handler<HostedRequest>): Handler<HostedRequest> {
  const kept = new Map<string, Kept>()
  return (services, hosted, form) => {
    const now = services.clock.now()
    makeRoom(kept, now)
    const key = keyOf(hosted, form)
    const first = kept.get(key)
    if (first) return first.answer
    const { nonce } = hosted.view
    const answer = handle(services, hosted, form).then((answer) => ({ ...answer, nonce }))
    const entry = { answer, until: now + KEPT_MS, characters: 0 }
    kept.set(key, entry)
    answer.then(
      (answer) => {
        entry.characters = 'html' in answer ? answer.html.length : 0
      },
      () => kept.delete(key),
    )
    return answer
  }
}

/** They stand in the order of their times: forgets the old ones, and the oldest where there are too many. */
function makeRoom(kept: Map<string, Kept>, now: number): void {
  let total = 0
  for (const { characters } of kept.values()) total += characters
  for (const [key, { until, characters }] of kept) {
    if (until > now && kept.size < MAX_KEPT && total < MAX_CHARACTERS) return
    kept.delete(key)
    total -= characters
  }
}

/** The same for the same page of the same browser, sent with the same fields. */
function keyOf({ request, view, pool, site }: HostedRequest, form: URLSearchParams): string {
  const session = readCookie(request, loginCookieName(pool.id, site))
  return sha256(JSON.stringify([request.url, view.csrfToken, session, [...form]]))
}
