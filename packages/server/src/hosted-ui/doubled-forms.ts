import { sha256 } from '../crypto/random.ts'
import type { Answer } from './answers.ts'
import type { Handler, HostedRequest } from './door.ts'

/**
 * Gives a form that comes again while it is still being answered (a double click) the same answer: browsers show only the
 * last one, and what the form brings may be good only once. It is the same form if the browser and every field are.
 */
export function answerOnce(handle: Handler<HostedRequest>): Handler<HostedRequest> {
  const running = new Map<string, Promise<Answer>>()
  return (services, hosted, form) => {
    const { request, view } = hosted
    const key = sha256(JSON.stringify([request.url, view.csrfToken, [...form]]))
    const first = running.get(key)
    if (first !== undefined) return first
    const answer = handle(services, hosted, form).then((answer) => ({ ...answer, nonce: view.nonce }))
    running.set(key, answer)
    return answer.finally(() => running.delete(key))
  }
}
