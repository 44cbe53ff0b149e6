import type { Outbound } from '../../http/outbound.ts'
import type { SigV4Credential } from '../../http/sigv4.ts'
import { InvocationError, type InvokerCall, type TriggerInvoker, UnavailableError } from '../invoker.ts'
import type { LambdaRuntime, RunnableFunction } from '../runtime/types.ts'
import { invokeByEndpoint } from './lambda-endpoint.ts'
import { createLocalFunctions, type FindLocalFunction } from './local-file.ts'
import { runHere } from './runtime.ts'
import { postEvent } from './webhook.ts'

export interface InvokerOptions {
  runtime: LambdaRuntime
  /** The deployed function that an ARN names, if it may be called; undefined where none is. Throws InvocationError. */
  findRunnable(arn: string, call: InvokerCall): Promise<RunnableFunction | undefined>
  /** To addresses that the operator has chosen. */
  outbound: Outbound
  clock: { now(): number }
  /** Of a call that names no time of its own. */
  timeoutMs: number
  /** Where functions are invoked that are not deployed here. */
  lambdaEndpoint?: { url: string; credential: SigV4Credential } | undefined
  /** Signs what is posted to addresses. */
  secret?: Buffer | undefined
  region: string
  accountId: string
}

/**
 * Runs functions by the form of their target: `file:` runs here, `https:` and `http:` are posted to, and an ARN is what is
 * deployed here or else what the Lambda endpoint knows. Rejects with UnavailableError where none of them can.
 */
export function createInvoker(options: InvokerOptions): TriggerInvoker {
  const files: LocalFiles = { find: createLocalFunctions(options), keys: new Map() }
  return async (target, event, call = {}) => {
    const request = { event, timeoutMs: call.timeoutMs ?? options.timeoutMs }
    if (target.startsWith('file:')) return runLocal(options, files, { target, ...request })
    if (/^https?:/.test(target)) return post(options, target, request)
    return invokeArn(options, { arn: target, call, ...request })
  }
}

interface Request {
  event: unknown
  timeoutMs: number
}

interface LocalFiles {
  find: FindLocalFunction
  /** Of each file the key that it ran under last. */
  keys: Map<string, string>
}

/** Processes with the former state of the file are not needed any more. */
async function runLocal(
  options: InvokerOptions,
  { find, keys }: LocalFiles,
  { target, ...request }: Request & { target: string },
): Promise<unknown> {
  const fn = await find(target).catch((cause: unknown) => {
    throw Object.assign(new InvocationError('ResourceNotFoundException'), { cause })
  })
  const former = keys.get(target)
  if (former !== undefined && former !== fn.key) options.runtime.retire(former)
  keys.set(target, fn.key)
  return runHere(options.runtime, fn, request)
}

function post({ outbound, secret, clock }: InvokerOptions, url: string, request: Request): Promise<unknown> {
  if (!secret) throw new UnavailableError()
  return postEvent({ outbound, secret, clock }, url, request)
}

async function invokeArn(
  options: InvokerOptions,
  { arn, call, ...request }: Request & { arn: string; call: InvokerCall },
): Promise<unknown> {
  const fn = await options.findRunnable(arn, call)
  if (fn) return runHere(options.runtime, fn, request)
  const { lambdaEndpoint, outbound, clock } = options
  const isLambda = /^arn:aws[a-z-]*:lambda:/.test(arn)
  if (!lambdaEndpoint || !isLambda) throw new UnavailableError()
  return invokeByEndpoint({ ...lambdaEndpoint, outbound, clock }, arn, request)
}
