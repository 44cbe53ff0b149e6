/** The app client of the pool that a new server brings. */
export const DEMO_CLIENT_ID = 'poolhousedemoclient0000000'

/** Its user, whose password the start-up text prints: only for servers that none but this machine can reach. */
export const DEMO_USERNAME = 'demo'
export const DEMO_PASSWORD = 'Poolhouse-1'

/** The page that stands in for an application after a sign-in by the demo client. */
export const DEMO_PATH = '/_poolhouse/demo'

/** Where the demo client's sign-ins lead on a server with this public URL. */
export function demoRedirectUri(publicUrl: string): string {
  return publicUrl + DEMO_PATH
}

/** The hosted sign-in page of the demo client. */
export function demoSignInUrl(publicUrl: string): string {
  const query = new URLSearchParams({
    client_id: DEMO_CLIENT_ID,
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: demoRedirectUri(publicUrl),
  })
  return `${publicUrl}/login?${query}`
}
