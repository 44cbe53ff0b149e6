import { randomBytes } from 'node:crypto'
import { equalsConstantTime } from '../crypto/constant-time.ts'
import { readCookie } from '../http/cookies.ts'

export const CSRF_COOKIE = 'XSRF-TOKEN'

/** 192 random bits as base64url. */
const tokenShape = /^[\w-]{32}$/

/** The token that the browser's forms bring back: the one that it has, or a new one. */
export function csrfToken(request: Request): string {
  return presentedToken(request) ?? randomBytes(24).toString('base64url')
}

/**
 * Whether a page of ours sent this form: browsers say that it came from this origin, and it brings the token that the
 * browser keeps. Programs that say nothing of an origin need the token alone.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function isOwnForm(request: Request, form: URLSearchParams, publicUrl: string): boolean {
  const token = presentedToken(request)
  const sent = form.get('_csrf') ?? ''
  return isFromHere(request, publicUrl) && token !== undefined && equalsConstantTime(token, sent)
}

function presentedToken(request: Request): string | undefined {
  const token = readCookie(request, CSRF_COOKIE)
  return token !== undefined && tokenShape.test(token) ? token : undefined
}

/** A proxy may put another name in Host; the public address is what browsers know then. */
function isFromHere({ headers }: Request, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.get('origin')
  if (origin === null || origin === new URL(publicUrl).origin) return true
  const host = URL.parse(origin)?.host
  return Boolean(host) && host === headers.get('host')?.toLowerCase()
}
