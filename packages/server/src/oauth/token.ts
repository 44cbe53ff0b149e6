import { quoted } from '../core/refusal-reasons.ts'
import { OAuthError } from '../errors.ts'
import { readForm, requireGiven, requireOnce } from '../http/form.ts'
import { errorJson, json } from './answers.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { Endpoint } from './endpoint.ts'
import { authorizationCode } from './grants/authorization-code.ts'
import { clientCredentials } from './grants/client-credentials.ts'
import type { Grant } from './grants/grant.ts'
import { refreshToken } from './grants/refresh-token.ts'

const grants = new Map<string, Grant>([
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
  ['client_credentials', clientCredentials],
])
const once = [
  'grant_type',
  'code',
  'redirect_uri',
  'code_verifier',
  'refresh_token',
  'scope',
  'aws_client_metadata',
]

/**
 * Those of the form, and those of the address, where many programs that were written for Cognito put them all, as a
 * quick start of AWS does. Throws OAuthError `invalid_request`.
 *
 * Deviation: a secret in the address is refused, as RFC 6749, section 2.3.1, has it; Cognito takes it.
 */
async function readParameters(request: Request): Promise<URLSearchParams> {
  const form = await readForm(request)
  const { searchParams } = new URL(request.url)
  if (searchParams.has('client_secret'))
    throw new OAuthError('invalid_request', 'client_secret may not be in the address')
  return new URLSearchParams([...searchParams, ...form])
}

/**
 * Token endpoint (RFC 6749, section 3.2). All errors have status 400, also where RFC 6749 has 401.
 *
 * The short path is what Flask-AppBuilder's guide to Cognito has, as for the authorization and the userInfo endpoint
 * (https://flask-appbuilder.readthedocs.io/en/latest/security.html).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export const token: Endpoint = {
  path: '/oauth2/token',
  alias: '/token',
  methods: ['POST'],
  openToScripts: true,
  run: async (services, request, { site, origin }) => {
    const parameters = await readParameters(request)
    requireOnce(parameters, once)
    const client = await authenticateClient(services, request, { parameters, site })
    const grantType = requireGiven(parameters, 'grant_type')
    const grant = grants.get(grantType)
    if (!grant)
      throw new OAuthError('unsupported_grant_type', undefined, {
        reason: `grant_type ${quoted(grantType)} is not one of ${[...grants.keys()].join(', ')}`,
      })
    return json(services, await grant(services, client, { parameters, origin }))
  },
  refuse: errorJson,
}
