import { FunctionError, InvocationError, type TriggerInvoker } from '../../src/triggers/invoker.ts'

/** The event that a function gets. */
// biome-ignore lint/suspicious/noExplicitAny: events differ by trigger, and a typo fails the test
export type TriggerEvent = any

/** A function of a user pool: changes the event, returns it or something else, or throws. */
export type TestFunction = (event: TriggerEvent) => unknown

/** Functions that run in the test, with the events that they were given. */
export interface TestFunctions {
  invoke: TriggerInvoker
  events: TriggerEvent[]
  /** Puts a function in place and returns the ARN that names it. */
  add(name: string, run: TestFunction): string
}

/** Functions for one server: with none in place every call fails as for an ARN that nobody has. */
export function createFunctions(): TestFunctions {
  const functions = new Map<string, TestFunction>()
  const events: TriggerEvent[] = []
  const invoke: TriggerInvoker = async (target, event) => {
    const run = functions.get(target)
    if (!run) throw new InvocationError('ResourceNotFoundException')
    events.push(structuredClone(event))
    return runFunction(run, structuredClone(event))
  }
  const add = (name: string, run: TestFunction) => {
    const arn = `arn:aws:lambda:us-east-1:000000000000:function:${name}`
    functions.set(arn, run)
    return arn
  }
  return { invoke, events, add }
}

async function runFunction(run: TestFunction, event: TriggerEvent): Promise<unknown> {
  try {
    return await run(event)
  } catch (error) {
    if (error instanceof InvocationError) throw error
    throw new FunctionError(error instanceof Error ? error.message : String(error))
  }
}

/** The three functions of a sign-in that asks for a word, three times at most; with SRP first for the password. */
export function wordGame(functions: TestFunctions, word = 'open sesame'): Record<string, string> {
  const define = functions.add('define', (event) => {
    const { session } = event.request
    const last = session.at(-1)
    const wrong = session.filter((one: { challengeResult: boolean }) => !one.challengeResult).length
    if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) event.response.issueTokens = true
    else if (wrong >= 3) event.response.failAuthentication = true
    else
      event.response.challengeName =
        last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE'
    return event
  })
  const create = functions.add('create', (event) => {
    event.response.publicChallengeParameters = { hint: 'what opens the cave' }
    event.response.privateChallengeParameters = { word }
    event.response.challengeMetadata = `round-${event.request.session.length}`
    return event
  })
  const verify = functions.add('verify', (event) => {
    const { privateChallengeParameters, challengeAnswer } = event.request
    event.response.answerCorrect = privateChallengeParameters.word === challengeAnswer
    return event
  })
  return { DefineAuthChallenge: define, CreateAuthChallenge: create, VerifyAuthChallengeResponse: verify }
}
