import type { Settings } from './options.ts'
import { SignInError } from './sign-in-error.ts'

/** What the token endpoint answers, RFC 6749 section 5.1. */
export interface TokenAnswer {
  idToken: string
  accessToken: string
  /** Absent after a refresh without rotation. */
  refreshToken: string | undefined
}

/** What a browser carries through a sign-in. */
export interface Attempt {
  state: string
  nonce: string
  codeVerifier: string
  returnTo: string
  /** Epoch milliseconds. */
  expiresAt: number
}

const TIMEOUT_MS = 10_000

/** 256 random bits, more than RFC 7636 section 7.1 asks for. */
export function randomText(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)))
}

/** Where a sign-in begins, with PKCE by S256 (RFC 7636 section 4.3). */
export async function authorizationUrl(settings: Settings, attempt: Attempt): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(attempt.codeVerifier))
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: callbackUrl(settings),
    scope: settings.scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: toBase64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  })
  return `${settings.domain}/oauth2/authorize?${query}`
}

/** Where signing out ends the session of the sign-in pages. */
export function logoutUrl(settings: Settings): string {
  const logout_uri = new URL(settings.home, settings.baseUrl).href
  return `${settings.domain}/logout?${new URLSearchParams({ client_id: settings.clientId, logout_uri })}`
}

/** Tokens for a code, RFC 6749 section 4.1.3. Rejects with SignInError `grant` or `unavailable`. */
export function exchangeCode(settings: Settings, code: string, codeVerifier: string): Promise<TokenAnswer> {
  return askTokens(settings, {
    grant_type: 'authorization_code',
    code,
    code_verifier: codeVerifier,
    redirect_uri: callbackUrl(settings),
  })
}

/** Tokens for a refresh token, RFC 6749 section 6. Rejects with SignInError `grant` or `unavailable`. */
export function refreshTokens(settings: Settings, refreshToken: string): Promise<TokenAnswer> {
  return askTokens(settings, { grant_type: 'refresh_token', refresh_token: refreshToken })
}

/** Ends a refresh token and its access tokens, RFC 7009. Rejects if the server cannot be reached. */
export async function revoke(settings: Settings, refreshToken: string): Promise<void> {
  await post(settings, '/oauth2/revoke', { token: refreshToken })
}

function callbackUrl({ baseUrl, path }: Settings): string {
  return new URL(`${path}/callback`, baseUrl).href
}

async function askTokens(settings: Settings, parameters: Record<string, string>): Promise<TokenAnswer> {
  let response: Response
  let body: Record<string, unknown>
  try {
    response = await post(settings, '/oauth2/token', parameters)
    body = (await response.json()) as Record<string, unknown>
  } catch (cause) {
    throw new SignInError('unavailable', 'The token endpoint cannot be reached', { cause })
  }
  if (response.status >= 500 || response.status === 429)
    throw new SignInError('unavailable', `The token endpoint answered ${response.status}`)
  if (!response.ok) throw new SignInError('grant', `The token endpoint answered ${String(body['error'])}`)
  const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken } = body
  if (typeof idToken !== 'string' || typeof accessToken !== 'string')
    throw new SignInError('tokens', 'The token endpoint gave no ID token; is openid among the scopes?')
  return { idToken, accessToken, refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined }
}

/** A client with a secret shows it by Basic, RFC 6749 section 2.3.1; ids and secrets of Cognito need no escapes. */
function post(settings: Settings, path: string, parameters: Record<string, string>): Promise<Response> {
  const { clientId, clientSecret } = settings
  const basic = clientSecret && btoa([clientId, clientSecret].map(encodeURIComponent).join(':'))
  return settings.fetch(`${settings.domain}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'application/json', ...(basic && { authorization: `Basic ${basic}` }) },
    body: new URLSearchParams({ ...parameters, client_id: clientId }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
}

function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
