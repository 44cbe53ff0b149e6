import type { Services } from '../../services.ts'
import { FunctionError, InvocationError } from '../../triggers/invoker.ts'
import type { InvocationCall, InvocationResult, RunnableFunction } from '../../triggers/runtime/types.ts'
import {
  RequestTooLargeException,
  ResourceNotFoundException,
  ServiceException,
  TooManyRequestsException,
} from './errors.ts'
import { type FunctionReference, notFound } from './names.ts'
import { requireFunction } from './require.ts'
import { findRunnableFor } from './runnable.ts'

/** What came of an invocation. */
export interface Invocation {
  /** The version that ran. */
  version: string
  /** What the function returned, or its error, as JSON. */
  payload: string
  /** The function itself failed. */
  isError: boolean
  /** The end of its log, with the lines that Lambda puts around it. */
  log: string
}

export interface InvocationRequest extends InvocationCall {
  event: unknown
}

/** Bytes that a function may answer with (Lambda quotas: 6 MB). */
const MAX_ANSWER_BYTES = 6_291_556
const MAX_LOG_BYTES = 4096

/**
 * Runs a function and waits for its answer. Throws ResourceNotFoundException, TooManyRequestsException for a function that
 * was stopped, InvalidRuntimeException, InvalidZipFileException, and ServiceException where it could not be run.
 */
export async function invoke(
  services: Services,
  reference: FunctionReference,
  { event, ...call }: InvocationRequest,
): Promise<Invocation> {
  const fn = await prepare(services, reference)
  try {
    const result = await run(services, fn, { event, ...call })
    return asAnswer(fn, call, result)
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error
    return asFailure(fn, call, error)
  }
}

/** Takes an event that nobody waits for; a failure is tried again. Throws as `invoke` for what is known at once. */
export async function invokeLater(
  services: Services,
  reference: FunctionReference,
  request: InvocationRequest,
): Promise<void> {
  const { name } = await prepare(services, reference)
  services.functionEvents.add({
    name,
    run: async () => run(services, await prepare(services, reference), request),
  })
}

/** Whether the function could be invoked; throws as `invoke` where it could not. */
export async function checkInvocation(services: Services, reference: FunctionReference): Promise<void> {
  await prepare(services, reference)
}

/** Throws RequestTooLargeException for an event of more bytes than that. */
export function requireEventSize(bytes: number, maximum: number): void {
  if (bytes <= maximum) return
  throw new RequestTooLargeException(
    `Request must be smaller than ${maximum} bytes for the InvokeFunction operation`,
  )
}

async function prepare(services: Services, reference: FunctionReference): Promise<RunnableFunction> {
  const { settings } = await requireFunction(services, reference.key)
  if (settings.reservedConcurrency === 0)
    throw new TooManyRequestsException('ReservedFunctionConcurrentInvocationLimitExceeded')
  const fn = await findRunnableFor(services, reference)
  if (!fn) throw new ResourceNotFoundException(notFound(reference.key, reference.qualifier))
  return fn
}

async function run(
  { lambdaRuntime, log }: Services,
  fn: RunnableFunction,
  { event, ...call }: InvocationRequest,
): Promise<InvocationResult> {
  if (!lambdaRuntime) throw new ServiceException('This server runs no functions.')
  try {
    return await lambdaRuntime.invoke(fn, event, call)
  } catch (error) {
    if (error instanceof FunctionError) throw error
    const code = error instanceof InvocationError ? error.message : ''
    if (code === 'TooManyRequestsException')
      throw new TooManyRequestsException('ConcurrentInvocationLimitExceeded')
    log.error({ err: error, function: fn.name }, 'a function could not be run')
    throw new ServiceException()
  }
}

function asAnswer(fn: RunnableFunction, call: InvocationCall, result: InvocationResult): Invocation {
  const payload = JSON.stringify(result.payload ?? null)
  const log = wrapLog(fn, call, result)
  if (Buffer.byteLength(payload) <= MAX_ANSWER_BYTES)
    return { version: fn.version, payload, isError: false, log }
  const error = {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`,
  }
  return { version: fn.version, payload: JSON.stringify(error), isError: true, log }
}

function asFailure(fn: RunnableFunction, call: InvocationCall, error: FunctionError): Invocation {
  const { errorType, message, trace } = error
  const body = { errorType, errorMessage: message, ...(trace.length > 0 && { trace }) }
  return { version: fn.version, payload: JSON.stringify(body), isError: true, log: wrapLog(fn, call, error) }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
function wrapLog(
  fn: RunnableFunction,
  { requestId }: InvocationCall,
  { log, ...times }: { log: string; durationMs?: number; initDurationMs?: number },
): string {
  const { durationMs, initDurationMs } = times
  const report = [
    `REPORT RequestId: ${requestId}`,
    ...(durationMs === undefined ? [] : [`Duration: ${durationMs.toFixed(2)} ms`]),
    ...(durationMs === undefined ? [] : [`Billed Duration: ${Math.ceil(durationMs)} ms`]),
    `Memory Size: ${fn.memoryMegabytes} MB`,
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
  ].join('\t')
  const body = log === '' || log.endsWith('\n') ? log : `${log}\n`
  const text = `START RequestId: ${requestId} Version: ${fn.version}\n${body}END RequestId: ${requestId}\n${report}\n`
  return Buffer.from(text).subarray(-MAX_LOG_BYTES).toString('utf8')
}
