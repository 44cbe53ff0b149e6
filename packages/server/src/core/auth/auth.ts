import { InvalidParameterException, NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { ChallengeResult } from '../../triggers/define-auth-challenge.ts'
import type { LoginSession } from '../login-sessions.ts'
import type { Tokens } from '../tokens.ts'

/** One call of InitiateAuth or RespondToAuthChallenge, or of their admin twins. */
export interface Auth {
  pool: UserPool
  client: AppClient
  /** Called with the operator's credentials. */
  admin: boolean
  /** AuthParameters or ChallengeResponses. */
  parameters: Readonly<Record<string, string>>
  session?: string
  /** Where the request comes from. */
  ipAddress?: string | undefined
  /** The request's User-Agent. */
  userAgent?: string | undefined
  /** ClientMetadata of the request that began the sign-in, which only some functions are shown. */
  validationData?: Readonly<Record<string, string>> | undefined
  /** ClientMetadata of an answer to a challenge, for the pool's functions. */
  clientMetadata?: Readonly<Record<string, string>> | undefined
  /** The sign-in is one on the hosted pages, which ends with a session of the browser instead of tokens. */
  hosted?: true
  /** Set where the pool's functions decide how the sign-in goes on. */
  custom?: CustomAuth | undefined
}

/** What a sign-in remembers while built-in challenges stand between custom ones. */
export interface CustomAuth {
  results: ChallengeResult[]
  /** The challenge that this call answers; it counts as passed as soon as the sign-in goes on. */
  passed?: string
}

/** What the caller gets: the next challenge, or tokens, or on the hosted pages a session of the browser. */
export type AuthStep =
  | {
      kind: 'challenge'
      name: string
      parameters: Record<string, string>
      session?: string
      availableChallenges?: string[]
    }
  | { kind: 'tokens'; tokens: Tokens }
  | ({ kind: 'signed-in'; loginSession: string } & LoginSession)

/** A way to begin a sign-in. */
export type Flow = (services: Services, auth: Auth) => Promise<AuthStep>

/** A way to answer a challenge. */
export type Challenge = (services: Services, auth: Auth) => Promise<AuthStep>

/** A parameter of the flow. Throws InvalidParameterException when it is missing. */
export function requireParameter(auth: Auth, name: string): string {
  const value = auth.parameters[name]
  if (value) return value
  throw new InvalidParameterException(`Missing required parameter ${name}`)
}

/** The one answer to everything that must not tell what was wrong. */
export function incorrectUsernameOrPassword(): NotAuthorizedException {
  return new NotAuthorizedException()
}
