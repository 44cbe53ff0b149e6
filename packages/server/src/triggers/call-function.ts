import { InvalidLambdaResponseException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { TriggerOutcome } from './calls.ts'
import { AnswerError, FunctionError, InvocationError, TimeoutError, UnavailableError } from './invoker.ts'
import { firstSight, type TriggerName } from './targets.ts'

export interface FunctionCall {
  trigger: TriggerName
  pool: UserPool
  target: string
  event: { triggerSource: string }
  /** Of a call that is not answered in time; the operator's number where this is absent. */
  attempts?: number | undefined
}

/** What came of a call: what was read of the answer, or why there is nothing. */
export type Attempted<Result> = { result: Result } | { error: unknown }

/**
 * Calls a function, again where it does not answer in time, reads its answer, and notes the call. What the function or its
 * invocation throws is returned, and what `read` throws too.
 *
 * Source: "it retries two more times ... doesn't respond within 5 seconds" (Amazon Cognito developer guide, Working with
 * Lambda triggers).
 */
export async function callFunction<Result>(
  services: Services,
  call: FunctionCall,
  read: (answer: unknown) => Result,
): Promise<Attempted<Result>> {
  const times = { startedAt: services.clock.now(), from: performance.now() }
  const attempts = { made: 0 }
  let answer: unknown
  try {
    answer = await invokeInTime(services, call, attempts)
    const result = read(answer)
    note(services, call, { ...times, attempts: attempts.made, answer })
    return { result }
  } catch (error) {
    note(services, call, { ...times, attempts: attempts.made, answer, error })
    return { error }
  }
}

async function invokeInTime(
  services: Services,
  call: FunctionCall,
  attempts: { made: number },
): Promise<unknown> {
  const { config, invoke } = services
  if (!invoke) throw new UnavailableError()
  attempts.made += 1
  const { target, event, pool } = call
  const arn = `arn:aws:cognito-idp:${pool.region}:${pool.accountId}:userpool/${pool.id}`
  try {
    return await invoke(target, event, {
      timeoutMs: config.triggerTimeoutSeconds * 1000,
      caller: { arn, accountId: pool.accountId },
    })
  } catch (error) {
    if (!(error instanceof TimeoutError) || attempts.made >= (call.attempts ?? config.triggerAttempts))
      throw error
    return invokeInTime(services, call, attempts)
  }
}

interface Ended {
  startedAt: number
  /** On the clock of `performance.now()`. */
  from: number
  attempts: number
  answer?: unknown
  error?: unknown
}

function note(services: Services, call: FunctionCall, ended: Ended): void {
  const { pool, trigger, target, event } = call
  const { startedAt, from, attempts, answer, error } = ended
  const durationMs = Math.round((performance.now() - from) * 100) / 100
  services.triggerCalls.add({
    userPoolId: pool.id,
    trigger,
    triggerSource: event.triggerSource,
    target,
    startedAt,
    durationMs,
    attempts,
    outcome: outcomeOf(error),
    ...(error !== undefined && { error: textOf(error) }),
    event,
    ...(answer !== undefined && { answer }),
  })
  if (error instanceof FunctionError) logFailure(services, call, error)
  if (isMissing(services, error)) warnOfMissing(services, call)
}

function outcomeOf(error: unknown): TriggerOutcome {
  if (error === undefined) return 'success'
  if (error instanceof FunctionError) return 'function-error'
  if (error instanceof InvalidLambdaResponseException || error instanceof AnswerError) return 'invalid-answer'
  if (error instanceof TimeoutError) return 'timeout'
  return error instanceof UnavailableError ? 'unavailable' : 'invocation-error'
}

function textOf(error: unknown): string {
  if (error instanceof FunctionError) return `${error.errorType}: ${error.message}`
  return error instanceof Error ? error.message : 'unknown error'
}

/** Nothing could be run and nothing is skipped, so that the client is refused; also by what `--lambda-endpoint` answers. */
function isMissing({ config }: Services, error: unknown): boolean {
  if (error instanceof UnavailableError) return config.unavailableTriggers === 'fail'
  return error instanceof InvocationError && error.message === 'ResourceNotFoundException'
}

/** Once for each pool, trigger and target: it stays missing until somebody does something. */
function warnOfMissing(services: Services, { pool, trigger, target }: FunctionCall): void {
  if (!firstSight(services, `${pool.id} ${trigger} ${target}`)) return
  services.log.warn(
    { userPoolId: pool.id, trigger, target },
    'a function is missing: deploy it here, name where it runs by --lambda-endpoint, run a file in its place by ' +
      '--trigger, or go on without it by --unavailable-triggers=skip',
  )
}

/** Functions throw to deny, so that this is no error of the server. */
function logFailure({ log }: Services, { pool, trigger, target }: FunctionCall, error: FunctionError): void {
  const { errorType: type, message, trace } = error
  const stack = trace.length > 0 ? trace.join('\n') : `${type}: ${message}`
  log.warn({ userPoolId: pool.id, trigger, target, err: { type, message, stack } }, 'a function failed')
}
