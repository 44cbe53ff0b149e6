import { requireOneOf } from '../../core/functions/configuration.ts'
import { InvalidRequestContentException } from '../../core/functions/errors.ts'
import {
  checkInvocation,
  invoke as invokeFunction,
  invokeLater,
  requireEventSize,
} from '../../core/functions/invocation.ts'
import type { RestOperation } from '../rest.ts'
import { referenceOf } from './functions.ts'

/** Bytes of an event (Lambda quotas: 6 MB for callers who wait, 1 MB for those who do not). */
export const MAX_EVENT_BYTES = 6_291_456
const MAX_LATER_EVENT_BYTES = 1_048_576

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: RestOperation = async (services, call) => {
  const type = call.headers.get('x-amz-invocation-type') || 'RequestResponse'
  requireOneOf('invocationType', type, ['Event', 'RequestResponse', 'DryRun'])
  const reference = referenceOf(call)
  const request = { requestId: call.id, event: readEvent(call.body), ...readContext(call.headers) }
  if (type === 'DryRun') {
    await checkInvocation(services, reference)
    return { status: 204 }
  }
  if (type === 'Event') {
    requireEventSize(call.body.byteLength, MAX_LATER_EVENT_BYTES)
    await invokeLater(services, reference, request)
    return { status: 202 }
  }
  const { version, payload, isError, log } = await invokeFunction(services, reference, request)
  const withLog = call.headers.get('x-amz-log-type') === 'Tail'
  return {
    payload,
    headers: {
      'x-amz-executed-version': version,
      ...(isError && { 'x-amz-function-error': 'Unhandled' }),
      ...(withLog && { 'x-amz-log-result': Buffer.from(log).toString('base64') }),
    },
  }
}

/** An empty body stands for `{}`. */
function readEvent(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new InvalidRequestContentException(`Could not parse request body into json: ${reasonOf(cause)}`)
  }
}

/** The parser quotes the body, which may hold secrets: a SyntaxError's own words stay here. */
function reasonOf(cause: unknown): string {
  return cause instanceof SyntaxError ? 'unexpected character or end' : 'not UTF-8'
}

function readContext(headers: Headers): { clientContext?: unknown } {
  const given = headers.get('x-amz-client-context')
  if (!given) return {}
  try {
    return { clientContext: JSON.parse(Buffer.from(given, 'base64').toString('utf8')) }
  } catch {
    throw new InvalidRequestContentException('Client context must be a valid Base64-encoded JSON object.')
  }
}
