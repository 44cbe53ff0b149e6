import { type Claims, readToken } from '../core/token.ts'
import { type CustomAttributes, toUser, type User } from '../core/user.ts'
import { createVerifier, type Verifier } from '../core/verifier.ts'
import { type CookieSource, createCookieJar } from './cookies.ts'
import { refreshTokens, type TokenAnswer } from './oauth.ts'
import type { Settings } from './options.ts'
import { createSeal } from './seal.ts'
import { SignInError } from './sign-in-error.ts'

/** Somebody who has signed in. */
export interface Session<Custom extends object = CustomAttributes> {
  /** As the ID token says; the scopes are the access token's. */
  user: User<Custom>
  /** For APIs. */
  accessToken: string
  idToken: string
  /** When the tokens end, epoch milliseconds. */
  expiresAt: number
}

/** A session with what renews it; the tokens alone lie in the cookies. */
export interface StoredSession<Custom extends object> extends Session<Custom> {
  refreshToken: string | undefined
}

/** The verifiers of what an app is given at sign-in. */
export interface TokenChecks<Custom extends object> {
  id: Verifier<Custom>
  access: Verifier<Custom>
}

/** So long before their end tokens are renewed, for what the request does with them. */
const RENEWAL_MS = 60_000
/** How long the answer to a refresh is kept for requests that came with the old refresh token at the same time. */
const SHARED_MS = 10_000

/** Verifiers for both tokens of the app's client. */
export function createChecks<Custom extends object>(settings: Settings): TokenChecks<Custom> {
  const { issuer, clientId, jwksUrl, fetch, now } = settings
  const of = (tokenUse: 'id' | 'access') =>
    createVerifier<Custom>({ issuer, clientId, tokenUse, jwksUrl }, { fetch, now, clockToleranceSeconds: 5 })
  return { id: of('id'), access: of('access') }
}

/** The session of these tokens. Rejects with SignInError `tokens` unless both are good, of one user, and of this nonce. */
export async function toSession<Custom extends object>(
  checks: TokenChecks<Custom>,
  tokens: TokenAnswer,
  nonce?: string,
): Promise<StoredSession<Custom>> {
  try {
    await Promise.all([checks.id.verify(tokens.idToken), checks.access.verify(tokens.accessToken)])
  } catch (cause) {
    throw new SignInError('tokens', 'The tokens cannot be trusted', { cause })
  }
  const session = readSession<Custom>(tokens)
  if (session.user.sub !== readToken(tokens.accessToken).claims['sub'])
    throw new SignInError('tokens', 'The tokens are of two users')
  if (nonce !== undefined && session.user.claims['nonce'] !== nonce)
    throw new SignInError('tokens', 'The ID token belongs to another sign-in')
  return session
}

/** Reads and writes sessions in encrypted cookies. What is read was verified when it was written, and cannot be changed. */
export function createSessionStore<Custom extends object>(settings: Settings) {
  const jar = createCookieJar(`${settings.cookieName}-session`, settings.secure)
  const seal = createSeal(settings.secrets, 'session')
  return {
    read: async (source: CookieSource): Promise<StoredSession<Custom> | undefined> => {
      const text = jar.read(source)
      const tokens = text === undefined ? undefined : await seal.open(text)
      return tokens === undefined ? undefined : readSession(tokens as TokenAnswer)
    },
    write: async (session: TokenAnswer, source: CookieSource): Promise<string[]> => {
      const { idToken, accessToken, refreshToken } = session
      return jar.write(
        await seal.seal({ idToken, accessToken, refreshToken }),
        source,
        settings.sessionSeconds,
      )
    },
    remove: (source: CookieSource): string[] => jar.remove(source),
  }
}

function readSession<Custom extends object>(tokens: TokenAnswer): StoredSession<Custom> {
  const user = toUser<Custom>(readToken(tokens.idToken).claims as Claims)
  const access = toUser(readToken(tokens.accessToken).claims as Claims)
  const { idToken, accessToken, refreshToken } = tokens
  const expiresAt = Math.min(user.expiresAt, access.expiresAt)
  return { user: { ...user, scopes: access.scopes }, accessToken, idToken, refreshToken, expiresAt }
}

/** Refreshes sessions. Requests of one browser at the same time share one refresh: rotation allows no second. */
export function createRefresher<Custom extends object>(settings: Settings, checks: TokenChecks<Custom>) {
  const shared = new Map<string, { at: number; session: Promise<StoredSession<Custom>> }>()
  const refresh = async (refreshToken: string) => {
    const answer = await refreshTokens(settings, refreshToken)
    return toSession(checks, { ...answer, refreshToken: answer.refreshToken ?? refreshToken })
  }
  return (refreshToken: string): Promise<StoredSession<Custom>> => {
    const now = settings.now()
    for (const [key, { at }] of shared) if (now - at >= SHARED_MS) shared.delete(key)
    const found = shared.get(refreshToken)
    if (found) return found.session
    const session = refresh(refreshToken).catch((error: unknown) => {
      shared.delete(refreshToken)
      throw error
    })
    shared.set(refreshToken, { at: now, session })
    return session
  }
}

/** Where sessions lie. */
export type SessionStore<Custom extends object> = ReturnType<typeof createSessionStore<Custom>>

/** A session with what has to be written down of it. */
export interface Renewal<Custom extends object> {
  session: StoredSession<Custom>
  setCookies: string[]
}

/**
 * Finds the session of a request with tokens that live on for a while; undefined if it has ended. What it makes rejects
 * with SignInError `unavailable` if the tokens have ended and cannot be renewed now.
 */
export function createRenewal<Custom extends object>(
  settings: Settings,
  store: SessionStore<Custom>,
  refresh: (refreshToken: string) => Promise<StoredSession<Custom>>,
) {
  return async (source: CookieSource): Promise<Renewal<Custom> | undefined> => {
    const stored = await store.read(source)
    if (!stored) return undefined
    const unchanged = { session: stored, setCookies: [] }
    if (stored.expiresAt - settings.now() > RENEWAL_MS) return unchanged
    const isOver = stored.expiresAt <= settings.now()
    try {
      if (stored.refreshToken === undefined) throw new SignInError('grant', 'There is no refresh token')
      const session = await refresh(stored.refreshToken)
      return { session, setCookies: await store.write(session, source) }
    } catch (error) {
      if (!(error instanceof SignInError) || (isOver && error.code === 'unavailable')) throw error
      return isOver ? undefined : unchanged
    }
  }
}
