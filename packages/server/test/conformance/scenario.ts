import type { ErrorName, OperationName } from '@poolhouse/api-model'
import type { Answer, TestServer } from '../support/server.ts'
import { accountSteps } from './steps/account.ts'
import { appClientSteps } from './steps/app-clients.ts'
import { lookSteps } from './steps/look.ts'
import { poolSteps } from './steps/pools.ts'
import { signInSteps } from './steps/sign-in.ts'
import { userSteps } from './steps/users.ts'

/** What earlier steps left for later ones: ids, codes, tokens. */
export type Kept = Record<string, Answer>

/** One call that succeeds. */
export interface Step {
  operation: OperationName
  input: (kept: Kept, server: TestServer) => object | Promise<object>
  /** What later steps need of the answer. */
  keep?: (answer: Answer, kept: Kept) => Kept
  /** How a second call with the same input is refused, if it is tried. */
  twice?: ErrorName
}

/** Every operation at least once, each step with what the former ones made. The main pool outlives the last step. */
export const steps: readonly Step[] = [
  ...poolSteps,
  ...appClientSteps,
  ...lookSteps,
  ...userSteps,
  ...signInSteps,
  ...accountSteps,
]
