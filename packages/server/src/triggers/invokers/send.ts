import { type Outbound, type OutboundAnswer, OutboundError } from '../../http/outbound.ts'
import { AnswerError, InvocationError, TimeoutError } from '../invoker.ts'

/** AWS Lambda: 6 MiB and room for an envelope. */
const MAX_ANSWER_BYTES = 6_291_556

/** An answer of another server, as far as it may be read. */
export interface ReadAnswer {
  status: number
  headers: OutboundAnswer['headers']
  /** Undefined where the body is not JSON. */
  body: unknown
}

/** Sends an event to where functions run and reads the answer. Throws TimeoutError, AnswerError, InvocationError. */
export async function sendEvent(
  outbound: Outbound,
  request: { url: string; headers: Readonly<Record<string, string>>; body: Uint8Array; timeoutMs: number },
): Promise<ReadAnswer> {
  const answer = await outbound
    .send({ ...request, method: 'POST', maxResponseBytes: MAX_ANSWER_BYTES })
    .catch((error: unknown) => {
      throw asInvocationError(error)
    })
  if (answer.truncated) throw new AnswerError('The answer is too long')
  return { status: answer.status, headers: answer.headers, body: parse(answer.body) }
}

function asInvocationError(cause: unknown): unknown {
  if (!(cause instanceof OutboundError)) return cause
  if (cause.reason === 'timeout') return new TimeoutError()
  return Object.assign(new InvocationError('ServiceException'), { cause })
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** A text member of a JSON object. */
export function textOf(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined
  const value = (body as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}
