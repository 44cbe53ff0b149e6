import { ATTEMPT_LIFE_MS } from '../core/federation/attempts.ts'
import { readCookie, setCookie } from '../http/cookies.ts'
import type { Services } from '../services.ts'

/** As on Cognito. */
const NAME = 'csrf-state'

/** What tells the browser that was sent to an identity provider from all others; undefined for one that was not. */
export function readBrowser(request: Request): string | undefined {
  const value = readCookie(request, NAME)
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined
}

/** `Set-Cookie` for as long as the browser has to come back. */
export function browserCookie(services: Services, browser: string): string {
  const secure = services.publicUrl.startsWith('https:')
  return setCookie(NAME, browser, { maxAgeSeconds: ATTEMPT_LIFE_MS / 1000, secure })
}
