import { type CookieSource, createCookieJar } from './cookies.ts'
import { type Attempt, authorizationUrl, exchangeCode, randomText } from './oauth.ts'
import type { Settings } from './options.ts'
import { returnAddress } from './return-to.ts'
import { createSeal } from './seal.ts'
import { type StoredSession, type TokenChecks, toSession } from './session.ts'
import { SignInError } from './sign-in-error.ts'

/** As long as the sign-in pages themselves wait, with room for e-mailed codes. */
const ATTEMPT_SECONDS = 600

/** What a sign-in has led to. */
export interface SignInResult<Custom extends object> {
  session: StoredSession<Custom>
  returnTo: string
}

/** The two halves of a sign-in, of which a sealed cookie carries the secrets of the first to the second. */
export function createSignIn<Custom extends object>(settings: Settings, checks: TokenChecks<Custom>) {
  const jar = createCookieJar(`${settings.cookieName}-sign-in`, settings.secure)
  const seal = createSeal(settings.secrets, 'sign-in')

  const readAttempt = async (source: CookieSource): Promise<Attempt | undefined> => {
    const text = jar.read(source)
    return text === undefined ? undefined : ((await seal.open(text)) as Attempt | undefined)
  }

  return {
    begin: async (wanted: string | null, source: CookieSource) => {
      const attempt: Attempt = {
        state: randomText(),
        nonce: randomText(),
        codeVerifier: randomText(),
        returnTo: returnAddress(wanted, settings.baseUrl, settings.home),
        expiresAt: settings.now() + ATTEMPT_SECONDS * 1000,
      }
      const setCookies = jar.write(await seal.seal(attempt), source, ATTEMPT_SECONDS)
      return { location: await authorizationUrl(settings, attempt), setCookies }
    },

    /** Rejects with SignInError. */
    finish: async (query: URLSearchParams, source: CookieSource): Promise<SignInResult<Custom>> => {
      const attempt = await readAttempt(source)
      if (!attempt || query.get('state') !== attempt.state || attempt.expiresAt <= settings.now())
        throw new SignInError('state', 'The sign-in was not begun in this browser, or too long ago')
      const code = query.get('code')
      if (query.has('error') || !code) throw new SignInError('refused', 'The sign-in was refused')
      const tokens = await exchangeCode(settings, code, attempt.codeVerifier)
      const session = await toSession(checks, tokens, attempt.nonce)
      return { session, returnTo: attempt.returnTo }
    },

    /** Set-Cookie headers that end the attempt: one answer is all that it can have. */
    forget: (source: CookieSource): string[] => jar.remove(source),
  }
}
