import type { Outbound } from '../../http/outbound.ts'
import { signSigV4 } from '../../http/sign-sigv4.ts'
import type { SigV4Credential } from '../../http/sigv4.ts'
import { AnswerError, FunctionError, InvocationError } from '../invoker.ts'
import { type ReadAnswer, sendEvent, textOf } from './send.ts'

export interface LambdaEndpoint {
  outbound: Outbound
  /** An origin. */
  url: string
  credential: SigV4Credential
  clock: { now(): number }
}

/**
 * Invokes a function that is deployed elsewhere, by the API of AWS Lambda, and returns what it answers. Rejects as
 * `TriggerInvoker`; the code of the API's error is the message.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokeByEndpoint(
  endpoint: LambdaEndpoint,
  arn: string,
  { event, timeoutMs }: { event: unknown; timeoutMs: number },
): Promise<unknown> {
  const url = `${endpoint.url}/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`
  const body = Buffer.from(JSON.stringify(event))
  const given = new Headers({
    'content-type': 'application/json',
    'x-amz-invocation-type': 'RequestResponse',
  })
  const headers = signSigV4(
    { method: 'POST', url, headers: given, body },
    {
      credential: endpoint.credential,
      region: arn.split(':')[3] ?? '',
      service: 'lambda',
      now: endpoint.clock.now(),
    },
  )
  return readAnswer(
    await sendEvent(endpoint.outbound, { url, headers: Object.fromEntries(headers), body, timeoutMs }),
  )
}

function readAnswer({ status, headers, body }: ReadAnswer): unknown {
  if (status !== 200) throw new InvocationError(codeOf(headers['x-amzn-errortype'], body))
  if (headers['x-amz-function-error'] !== undefined) throw failureOf(body)
  if (body === undefined) throw new AnswerError('The answer is not JSON')
  return body
}

/** The header may have a namespace after the code: `ResourceNotFoundException:http://internal.amazon.com/…`. */
function codeOf(header: string | string[] | undefined, body: unknown): string {
  const text = String(header ?? textOf(body, '__type') ?? '')
  return /^[A-Za-z]{1,64}(?=$|:)/.exec(text.split('#').at(-1) ?? '')?.[0] ?? 'ServiceException'
}

function failureOf(body: unknown): FunctionError {
  const trace =
    (body as { trace?: unknown } | undefined)?.trace ?? (body as { stackTrace?: unknown })?.stackTrace
  return new FunctionError(textOf(body, 'errorMessage') ?? '', {
    errorType: textOf(body, 'errorType') ?? 'Error',
    trace: Array.isArray(trace) ? trace.filter((line) => typeof line === 'string') : [],
  })
}
