import { readCookie } from './cookies.ts'

/** The page that tells of a request whose application cannot be trusted with the answer. */
const ERROR_PAGE = '/error'
const COOKIE = 'refused-request'
/** The browser is at the page in a moment. */
const SECONDS = 60
const requestIdShape = /^[0-9a-f-]{36}$/

/** Lets the page of errors show which request was refused, where the answer leads there: its address is Cognito's. */
export function rememberRefused(
  { headers }: Response,
  { requestId, secure }: { requestId: string; secure: boolean },
): void {
  if (!headers.get('location')?.startsWith(`${ERROR_PAGE}?`)) return
  const attributes = `Path=${ERROR_PAGE}; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  headers.append('set-cookie', `${COOKIE}=${requestId}; ${attributes}`)
}

/** The id of the request that led this browser to the page of errors just now. */
export function refusedRequest(request: Request): string | undefined {
  const requestId = readCookie(request, COOKIE)
  return requestId !== undefined && requestIdShape.test(requestId) ? requestId : undefined
}
