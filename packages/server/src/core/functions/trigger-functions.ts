import type { Services } from '../../services.ts'
import type { PolicyStatement } from '../../storage/function-policies.ts'
import * as functionPolicies from '../../storage/function-policies.ts'
import * as functions from '../../storage/functions.ts'
import { InvocationError } from '../../triggers/invoker.ts'
import type { RunnableFunction } from '../../triggers/runtime/types.ts'
import { LambdaError } from './errors.ts'
import { type FunctionReference, readTarget } from './names.ts'
import { findRunnableFor } from './runnable.ts'

/** The user pool that calls. */
export interface CallingPool {
  arn: string
  accountId: string
}

const COGNITO = 'cognito-idp.amazonaws.com'

/**
 * The deployed function that a user pool names, ready to run; undefined where none is deployed by that name. Throws
 * InvocationError with the code that Lambda would answer: AccessDeniedException, TooManyRequestsException,
 * InvalidRuntimeException, InvalidZipFileException.
 */
export async function findForTrigger(
  services: Services,
  target: string,
  caller: CallingPool | undefined,
): Promise<RunnableFunction | undefined> {
  const reference = readTarget(services, target)
  const deployed = reference && (await functions.find(services.db, reference.key))
  if (!deployed) return undefined
  await requirePermission(services, reference, caller)
  if (deployed.settings.reservedConcurrency === 0) throw new InvocationError('TooManyRequestsException')
  return findRunnableFor(services, reference).catch((error: unknown) => {
    if (!(error instanceof LambdaError)) throw error
    throw Object.assign(new InvocationError(error.name), { cause: error })
  })
}

/**
 * Deviation: a function without any resource policy may be called; with one, it must permit the user pool, as on AWS. Who
 * writes policies at all is told of a missing one, and at a desk nothing has to be permitted first.
 */
async function requirePermission(
  services: Services,
  { key, qualifier = '' }: FunctionReference,
  caller: CallingPool | undefined,
): Promise<void> {
  const policy = await functionPolicies.find(services.db, key, qualifier)
  if (!policy || policy.statements.some((statement) => permits(statement, caller))) return
  throw new InvocationError('AccessDeniedException')
}

/** Whether the statement lets Cognito invoke the function for this user pool; conditions of other kinds permit nothing. */
export function permits(
  { Principal, Action, Condition = {} }: PolicyStatement,
  caller: CallingPool | undefined,
): boolean {
  const isCognito = Principal === '*' || Principal['Service'] === COGNITO || Principal['AWS'] === '*'
  const isInvoke = ['lambda:InvokeFunction', 'lambda:*', '*'].includes(Action)
  if (!isCognito || !isInvoke) return false
  return Object.entries(Condition).every(([operator, values]) =>
    Object.entries(values).every(([name, value]) => holds({ operator, name, value }, caller)),
  )
}

function holds(
  { operator, name, value }: { operator: string; name: string; value: string },
  caller: CallingPool | undefined,
): boolean {
  const known: Record<string, string | undefined> = {
    'aws:sourcearn': caller?.arn,
    'aws:sourceaccount': caller?.accountId,
  }
  const actual = known[name.toLowerCase()]
  if (actual === undefined) return false
  if (operator === 'StringEquals' || operator === 'ArnEquals') return actual === value
  return ['ArnLike', 'StringLike'].includes(operator) && matches(actual, value)
}

/** `*` stands for any text, `?` for one character, in linear steps for each star. */
function matches(text: string, pattern: string): boolean {
  const parts = pattern
    .split('*')
    .map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}
