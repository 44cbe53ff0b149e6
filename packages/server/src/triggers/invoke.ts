import {
  InvalidLambdaResponseException,
  UnexpectedLambdaException,
  UserLambdaValidationException,
} from '../errors.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import { asObject } from './as-object.ts'
import { callFunction } from './call-function.ts'
import { AnswerError, FunctionError, InvocationError, UnavailableError } from './invoker.ts'
import { type TriggerName, targetOf, warnOnce } from './targets.ts'

/** The user, the pool and the client that an event is about. */
export interface EventSubject {
  pool: UserPool
  clientId: string
  /** What the user is called; what was typed where nobody has the name. */
  username: string
  user: User | undefined
  clientMetadata?: Readonly<Record<string, string>> | undefined
}

/** An event about a user who is there. */
export type UserSubject = EventSubject & { user: User }

export interface TriggerCall {
  trigger: TriggerName
  /** The part of `triggerSource` after the underscore. */
  occasion: string
  /** Of the event; `1` but for the newer tokens. */
  version?: string
  subject: EventSubject
  request: Record<string, unknown>
  /** The members of the response as the function finds them. */
  response: Record<string, unknown>
  /** How often it is called where it does not answer in time; as the operator said where this is absent. */
  attempts?: number
}

/**
 * Runs the function that the pool has for the trigger and gives the `response` of the event that it returns; undefined
 * where the pool has none, or where it cannot be run and the operator chose to go on without
 * (`--unavailable-triggers=skip`). Throws UserLambdaValidationException, UnexpectedLambdaException,
 * InvalidLambdaResponseException.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function invokeTrigger(
  services: Services,
  call: TriggerCall,
): Promise<Record<string, unknown> | undefined> {
  return runTrigger(services, call, responseOf)
}

/** As `invokeTrigger`, for functions whose answer counts for nothing; false where none was run. */
export async function tellTrigger(services: Services, call: TriggerCall): Promise<boolean> {
  return (await runTrigger(services, call, () => true)) ?? false
}

async function runTrigger<Result>(
  services: Services,
  call: TriggerCall,
  read: (answer: unknown) => Result,
): Promise<Result | undefined> {
  const { trigger, subject } = call
  const target = targetOf(services, subject.pool, trigger)
  if (target === undefined) return undefined
  const attempted = await callFunction(
    services,
    { trigger, pool: subject.pool, target, event: eventOf(call), attempts: call.attempts },
    read,
  )
  if ('result' in attempted) return attempted.result
  const { error } = attempted
  if (!(error instanceof UnavailableError) || services.config.unavailableTriggers === 'fail')
    throw asApiError(services, call, error)
  warnOnce(services, subject.pool, trigger)
  return undefined
}

/** The user's attributes as functions see them: strings, with the id, the status and the addresses that are aliases. */
export function userAttributes({ pool, user }: EventSubject): Record<string, string> {
  if (!user) return {}
  return {
    sub: user.id,
    'cognito:user_status': user.status,
    ...aliases(pool, user),
    ...user.attributes,
  }
}

/** What the requests of most triggers have in common. */
export function aboutUser(subject: EventSubject): Record<string, unknown> {
  const { clientMetadata } = subject
  return { userAttributes: userAttributes(subject), ...(clientMetadata && { clientMetadata }) }
}

/** The mark of a name that nobody has, where the app client hides that. */
export function unknownUser({ user }: EventSubject): { userNotFound?: true } {
  return user ? {} : { userNotFound: true }
}

function aliases(pool: UserPool, { attributes }: User): Record<string, string> {
  const markers = (['email', 'phone_number'] as const).flatMap((name) => {
    const value = attributes[name]
    const isAlias = pool.settings.aliasAttributes?.includes(name) && attributes[`${name}_verified`] === 'true'
    return isAlias && value ? [[`cognito:${name}_alias`, value]] : []
  })
  return Object.fromEntries(markers)
}

function eventOf({ trigger, occasion, version = '1', subject, request, response }: TriggerCall) {
  const { pool, clientId, username } = subject
  return {
    version,
    region: pool.region,
    userPoolId: pool.id,
    userName: username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    triggerSource: `${sourcePrefix(trigger)}_${occasion}`,
    request,
    response,
  }
}

/** The sources of the token trigger have a name of their own. */
function sourcePrefix(trigger: TriggerName): string {
  return trigger === 'PreTokenGeneration' ? 'TokenGeneration' : trigger
}

/** Far deeper than any answer, and far from where writing it as JSON again would fail. */
const MAX_DEPTH = 500

/** Functions return the whole event; an answer without these members is refused, and one that is too deep. */
function responseOf(event: unknown): Record<string, unknown> {
  const members = asObject(event)
  const response = asObject(members?.['response'])
  const isWhole = members?.['version'] && members['triggerSource'] && asObject(members['callerContext'])
  if (!response || !isWhole || isDeeper(response, MAX_DEPTH)) throw new InvalidLambdaResponseException()
  return response
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((each) => isDeeper(each, depth - 1))
}

function asApiError(services: Services, call: TriggerCall, error: unknown): unknown {
  if (error instanceof InvalidLambdaResponseException) return error
  if (error instanceof AnswerError) return new InvalidLambdaResponseException()
  if (error instanceof FunctionError)
    return new UserLambdaValidationException(`${call.trigger} failed with error ${error.message}.`)
  if (error instanceof InvocationError) return notRun(call, error.message)
  services.log.error({ err: error, trigger: call.trigger }, 'a function could not be run')
  return notRun(call, 'ServiceException')
}

function notRun({ trigger }: TriggerCall, code: string): UnexpectedLambdaException {
  return new UnexpectedLambdaException(`${trigger} invocation failed due to error ${code}.`)
}
