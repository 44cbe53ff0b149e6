import { randomBytes, randomUUID } from 'node:crypto'
import { sha256 } from '../../crypto/random.ts'
import type { SignInAttempt } from '../../federation/provider.ts'
import type { Services } from '../../services.ts'
import * as storage from '../../storage/federation-attempts.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html */
export const ATTEMPT_LIFE_MS = 5 * 60_000

/** A browser on its way to a provider. */
export interface NewAttempt {
  userPoolId: string
  providerName: string
  /** The authorization request of the application, which goes on when the browser is back. */
  query: string
  callbackUrl: string
  /** The value of the cookie that the browser has. */
  browser: string
}

/** A browser that is back. */
export interface ReturnedAttempt {
  attempt: SignInAttempt
  userPoolId: string
  providerName: string
  query: string
  /** What was kept by `keepAnswer`. */
  answer?: string
}

/** Begins a sign-in at a provider: all that it needs to go on is kept for five minutes. */
export async function begin(services: Services, asked: NewAttempt): Promise<SignInAttempt> {
  const attempt = {
    callbackUrl: asked.callbackUrl,
    state: randomUUID(),
    nonce: randomToken(),
    codeVerifier: randomToken(),
    requestId: `_${randomUUID()}`,
  }
  const stateHash = sha256(attempt.state)
  await storage.insert(services.db, {
    stateHash,
    userPoolId: asked.userPoolId,
    providerName: asked.providerName,
    browserHash: sha256(asked.browser),
    sealed: services.keyring.seal(JSON.stringify({ attempt, query: asked.query }), placeOf(stateHash)),
    expiresAt: services.clock.now() + ATTEMPT_LIFE_MS,
  })
  return attempt
}

/** Keeps what the provider answered until the browser shows its cookie. False for a state that is unknown or answered. */
export async function keepAnswer(services: Services, state: string, answer: string): Promise<boolean> {
  const stateHash = sha256(state)
  const sealed = services.keyring.seal(answer, placeOfAnswer(stateHash))
  return storage.keepAnswer(services.db, stateHash, sealed)
}

/** The attempt with this state, for the browser that began it alone, once, and in time. */
export async function take(
  services: Services,
  { state, browser }: { state: string; browser: string },
): Promise<ReturnedAttempt | undefined> {
  const stateHash = sha256(state)
  const taken = await storage.take(services.db, { stateHash, browserHash: sha256(browser) })
  if (!taken || taken.expiresAt <= services.clock.now()) return undefined
  const { userPoolId, providerName, sealed, sealedAnswer } = taken
  const opened = JSON.parse(services.keyring.open(sealed, placeOf(stateHash)).toString())
  const { attempt, query } = opened as { attempt: SignInAttempt; query: string }
  const answer = sealedAnswer && services.keyring.open(sealedAnswer, placeOfAnswer(stateHash)).toString()
  return { attempt, userPoolId, providerName, query, ...(answer !== undefined && { answer }) }
}

/** 256 bits in 43 characters. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

function placeOf(stateHash: string): string {
  return `federation_attempts.sealed:${stateHash}`
}

function placeOfAnswer(stateHash: string): string {
  return `federation_attempts.sealed_answer:${stateHash}`
}
