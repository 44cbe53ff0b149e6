import * as authorizationCodes from '../../core/authorization-codes.ts'
import { refusedFlow } from '../../core/refusal-reasons.ts'
import { OAuthError } from '../../errors.ts'
import { requireGiven } from '../../http/form.ts'
import type { Grant } from './grant.ts'
import { tokenAnswer } from './token-answer.ts'

/** The code that the browser brought back, for tokens (RFC 6749, section 4.1.3). */
export const authorizationCode: Grant = async (services, clientAndPool, { parameters, origin }) => {
  const { client } = clientAndPool
  const { allowedOAuthFlowsUserPoolClient, allowedOAuthFlows } = client.settings
  if (!allowedOAuthFlowsUserPoolClient || !allowedOAuthFlows?.includes('code'))
    throw new OAuthError('unauthorized_client', undefined, { reason: refusedFlow(client, 'code') })
  const redemption = {
    code: requireGiven(parameters, 'code'),
    redirectUri: requireGiven(parameters, 'redirect_uri'),
    codeVerifier: parameters.get('code_verifier') ?? undefined,
    origin,
  }
  return tokenAnswer(await authorizationCodes.redeem(services, clientAndPool, redemption))
}
