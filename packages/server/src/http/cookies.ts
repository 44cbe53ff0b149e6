/** How a cookie is kept by the browser; all are kept from scripts and sent along with links from other sites. */
export interface CookieOptions {
  /** 0 takes the cookie away. */
  maxAgeSeconds: number
  /** Whether the page was reached by TLS. */
  secure: boolean
}

/** The value of the request's cookie of this name (RFC 6265, section 5.4). The first of several counts. */
export function readCookie(request: Request, name: string): string | undefined {
  const pairs = request.headers.get('cookie')?.split(';') ?? []
  const pair = pairs.map((each) => each.trim()).find((each) => each.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}

/** `Set-Cookie` (RFC 6265, section 4.1) for a value of URL-safe characters. */
export function setCookie(name: string, value: string, { maxAgeSeconds, secure }: CookieOptions): string {
  const attributes = [
    `Path=/`,
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ]
  return [`${name}=${value}`, ...attributes].join('; ')
}

/**
 * The cookie of a browser's sign-in: Cognito's name on a pool's own domain; on the base address, which all pools share,
 * one for each pool.
 */
export function loginCookieName(userPoolId: string, site: { kind: string }): string {
  return site.kind === 'domain' ? 'cognito' : `cognito-${userPoolId}`
}
