import { randomUUID } from 'node:crypto'
import { type Services, transaction } from '../services.ts'
import * as authorizationCodes from './authorization-codes.ts'
import { type AuthorizationRequest, withAnswer } from './authorization-requests.ts'
import type { LoginSession } from './login-sessions.ts'
import * as loginSessions from './login-sessions.ts'
import { grantableScopes } from './resource-servers.ts'
import * as tokens from './tokens.ts'
import type { RequestOrigin } from './user-sessions.ts'

/**
 * Where the browser of a signed-in user goes back to the application: with a code, or with tokens in the fragment. Scopes
 * that no resource server has any more are left out. Throws UnexpectedLambdaException.
 */
export async function respond(
  services: Services,
  request: AuthorizationRequest,
  session: LoginSession & { origin: RequestOrigin },
): Promise<string> {
  const scope = (await grantableScopes(services, request.pool.id, request.scopes)).join(' ')
  const answer =
    request.responseType === 'code'
      ? { code: await issueCode(services, request, session, scope) }
      : await issueTokens(services, request, session, scope)
  return withAnswer(request, answer)
}

function issueCode(
  services: Services,
  request: AuthorizationRequest,
  session: LoginSession & { origin: RequestOrigin },
  scope: string,
): Promise<string> {
  return loginSessions.using(services, session, (services) =>
    authorizationCodes.issue(services, request, session, scope),
  )
}

/** The implicit grant gives no refresh token; one that nobody gets lets the access token be revoked like all others. */
async function issueTokens(
  services: Services,
  request: AuthorizationRequest,
  session: LoginSession & { origin: RequestOrigin },
  scope: string,
): Promise<Record<string, string>> {
  const { pool, client, nonce, resource } = request
  const { user, authTime, origin, loginSessionId } = session
  const facts = { pool, client, user, familyId: randomUUID(), authTime, scope, origin, loginSessionId }
  const signIn: tokens.SignIn = { ...facts, occasion: 'HostedAuth', oauth: { nonce, resource } }
  const signed = await tokens.sign(services, signIn)
  await loginSessions.using(services, session, (services) =>
    transaction(services, (services) => tokens.storeFirstRefreshToken(services, signIn)),
  )
  return {
    ...(signed.idToken && { id_token: signed.idToken }),
    access_token: signed.accessToken,
    expires_in: String(signed.expiresInSeconds),
    token_type: 'Bearer',
  }
}
