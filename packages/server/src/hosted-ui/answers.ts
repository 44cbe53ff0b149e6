import { setCookie } from '../http/cookies.ts'
import { inAscii } from '../http/location.ts'
import { securityHeaders } from '../http/security-headers.ts'
import type { Services } from '../services.ts'
import { CSRF_COOKIE } from './csrf.ts'
import type { Visit } from './door.ts'
import type { Html } from './html.ts'

/** What a handler answers: a page, or where the browser goes. */
export type Answer = {
  cookies?: string[]
  headers?: Record<string, string>
  /** With which the page was made, where that was for another request. */
  nonce?: string
} & (
  | {
      html: Html
      /** 200 unless given. */
      status?: number
      /** Where the application will be that a form of the page leads to. */
      leadsTo?: string | undefined
      /** Of the page, BCP 47; the visitor's unless given. */
      lang?: string
    }
  | { location: string }
)

/**
 * How long a form may stay open before it is refused; every page that is opened meanwhile begins anew. Long, since tabs that
 * a browser opens at once after that time get a token each, of which it keeps the last: the forms of all others are refused.
 */
const CSRF_SECONDS = 30 * 86_400

/** The response with the headers that every answer of the pages has. */
export function toResponse(services: Services, visit: Visit, answer: Answer): Response {
  const headers = new Headers({
    ...securityHeaders(services.publicUrl),
    'referrer-policy': 'same-origin',
    'x-amz-cognito-request-id': visit.requestId,
    'content-security-policy': contentSecurityPolicy(answer.nonce ?? visit.view.nonce, answer),
    ...answer.headers,
  })
  for (const cookie of [...ownCookies(visit), ...(answer.cookies ?? [])]) headers.append('set-cookie', cookie)
  if ('location' in answer) {
    headers.set('location', inAscii(answer.location))
    return new Response(null, { status: 302, headers })
  }
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set('content-language', answer.lang ?? visit.view.lang)
  return new Response(answer.html.toString(), { status: answer.status ?? 200, headers })
}

function ownCookies({ view, chosenLanguage, secure }: Visit): string[] {
  const csrf = setCookie(CSRF_COOKIE, view.csrfToken, { maxAgeSeconds: CSRF_SECONDS, secure })
  const yearSeconds = 31_536_000
  const language = chosenLanguage && setCookie('lang', chosenLanguage, { maxAgeSeconds: yearSeconds, secure })
  return language ? [csrf, language] : [csrf]
}

/**
 * Nothing but our own files, and forms to ourselves. Some browsers hold every redirect that follows a form against
 * `form-action`; where an application sends its users after their return is its own business, so that the scheme of its
 * redirect URI is allowed as a whole.
 */
function contentSecurityPolicy(nonce: string, answer: Answer): string {
  const protocol = 'leadsTo' in answer && answer.leadsTo !== undefined && URL.parse(answer.leadsTo)?.protocol
  return [
    "default-src 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "script-src 'self'",
    "img-src 'self'",
    `form-action 'self'${protocol ? ` ${protocol}` : ''}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
