/**
 * What Cognito's domains send with every answer: nothing is kept, framed or guessed at.
 *
 * Deviation: `Strict-Transport-Security` is sent at public `https` addresses only, or a trial on this machine would bar the
 * browser from every other server on `localhost`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export function securityHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return publicUrl.startsWith('https:') && !isOnThisMachine(publicUrl) ? publicHeaders : headers
}

const headers = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  expires: '0',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
}

const publicHeaders = { ...headers, 'strict-transport-security': 'max-age=31536000 ; includeSubDomains' }

function isOnThisMachine(publicUrl: string): boolean {
  return /(^|\.)localhost$/.test(new URL(publicUrl).hostname)
}
