import { grantClientCredentials } from '../../core/client-token.ts'
import { refusedFlow } from '../../core/refusal-reasons.ts'
import { requireLeave } from '../../core/request-limits.ts'
import { OAuthError } from '../../errors.ts'
import { given } from '../../http/form.ts'
import type { Grant } from './grant.ts'

/**
 * A token for the application itself (RFC 6749, section 4.4). An app client that may not use OAuth at all is told
 * `invalid_grant`, as seen on Cognito (hashicorp/terraform-provider-aws#34945, boto/boto3#3916).
 */
export const clientCredentials: Grant = async (services, clientAndPool, { parameters }) => {
  const { client } = clientAndPool
  const { allowedOAuthFlowsUserPoolClient, allowedOAuthFlows, hasSecret } = client.settings
  const refused = {
    reason: hasSecret
      ? refusedFlow(client, 'client_credentials')
      : `app client ${client.id} has no secret, which client_credentials needs`,
  }
  if (!allowedOAuthFlowsUserPoolClient) throw new OAuthError('invalid_grant', undefined, refused)
  if (!hasSecret || !allowedOAuthFlows?.includes('client_credentials'))
    throw new OAuthError('unauthorized_client', undefined, refused)
  requireLeave(services, clientAndPool.pool, 'ClientAuthentication')
  const asked = {
    scope: given(parameters, 'scope') ?? '',
    clientMetadata: readMetadata(given(parameters, 'aws_client_metadata')),
  }
  const { accessToken, expiresInSeconds } = await grantClientCredentials(services, clientAndPool, asked)
  return { access_token: accessToken, expires_in: expiresInSeconds, token_type: 'Bearer' }
}

/** What the pool's function is given besides: a JSON object of texts. */
function readMetadata(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined
  const metadata = parseJson(text)
  if (isTextObject(metadata)) return metadata
  throw new OAuthError('invalid_request', 'aws_client_metadata must be a JSON object of strings')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isTextObject(value: unknown): value is Record<string, string> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Object.values(value).every((each) => typeof each === 'string')
}
