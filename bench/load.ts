import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** What one connection does again and again. Each call is an operation and its body. */
export type Job =
  /** The bodies in turn, each connection beginning elsewhere. */
  | { kind: 'calls'; operation: string; bodies: object[] }
  /** SRP sign-ins of users whose verifier is 1. */
  | { kind: 'srp'; userPoolId: string; clientId: string; usernames: string[] }
  /** Sign-ins of browsers: authorize, the sign-in page, its form, and the code for tokens. */
  | { kind: 'walk'; clientId: string; usernames: string[] }
  /** The page of this path. */
  | { kind: 'page'; path: string }

export interface Load {
  port: number
  connections: number
  job: Job
  /** Not counted, so that connections are open and code is compiled. */
  warmUpMs: number
  milliseconds: number
}

export interface LoadResult {
  perSecond: number
  latenciesMs: number[]
  /** Processor time of the generator, as a share of one core. */
  generatorCores: number
}

export interface LoadGenerator {
  /** Runs the load. Throws when an answer is not a success. */
  run(load: Load): Promise<LoadResult>
  stop(): Promise<void>
}

/** A process that makes requests, apart from the server and from what measures. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(new URL('load-generator.ts', import.meta.url), { serialization: 'advanced' })
  return {
    run: (load) => run(child, load),
    stop: async () => {
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}

async function run(child: ChildProcess, load: Load): Promise<LoadResult> {
  child.send(load)
  const [answer] = (await once(child, 'message')) as [LoadResult | { failure: string }]
  if ('failure' in answer) throw new Error(`The load generator failed: ${answer.failure}`)
  return answer
}
