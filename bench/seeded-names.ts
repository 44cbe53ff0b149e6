/** The password of every user who can sign in. */
export const PASSWORD = 'Correct-Horse-1'

/** Where the sign-ins of browsers lead. */
export const REDIRECT_URI = 'http://localhost/callback'

/** The query of an authorization request. */
export function authorizationQuery(clientId: string): string {
  return new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid email',
    redirect_uri: REDIRECT_URI,
  }).toString()
}
