import { createHash } from 'node:crypto'
import * as openid from 'openid-client'
import { refusalOf } from './authorization-answer.ts'
import { addressOf } from './authorization-request.ts'
import { detailsOf, requireDetail, scopesOf } from './details.ts'
import { acceptedAlgorithms, requireSignature } from './id-token-signature.ts'
import { isShallow, type JsonObject } from './json-object.ts'
import { endpointsOf, type OpenIdEndpoints } from './open-id-endpoints.ts'
import { type FederationContext, FederationError, type Provider, type SignInAttempt } from './provider.ts'
import { failure, requestJson } from './requests.ts'

/** What an OpenID provider gave for a code, verified. */
export interface OpenIdTokens {
  endpoints: OpenIdEndpoints
  subject: string
  accessToken: string
  idToken: string
  idTokenClaims: JsonObject
  /** The whole answer of the token endpoint. */
  tokenResponse: JsonObject
}

/** Clocks differ by some seconds. */
const CLOCK_TOLERANCE_SECONDS = 30

/** The authentication request of OpenID Connect Core 1.0, section 3.1.2.1. Throws FederationError. */
export async function authorizationUrl(
  context: FederationContext,
  provider: Provider,
  attempt: SignInAttempt,
  more: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const details = detailsOf(provider)
  const { authorizeUrl, supportsPkce } = await endpointsOf(context, provider)
  return addressOf(authorizeUrl, {
    client_id: requireDetail(details, 'client_id'),
    redirect_uri: attempt.callbackUrl,
    response_type: 'code',
    scope: scopesOf(details).join(' '),
    state: attempt.state,
    nonce: attempt.nonce,
    ...(supportsPkce && { code_challenge: challengeOf(attempt), code_challenge_method: 'S256' }),
    ...more,
  })
}

/** RFC 7636, section 4.2. */
function challengeOf({ codeVerifier }: SignInAttempt): string {
  return createHash('sha256').update(codeVerifier).digest('base64url')
}

/**
 * Changes the code into tokens and verifies them (OpenID Connect Core 1.0, section 3.1.3): state, issuer, audience,
 * authorized party, expiry, nonce and signature. Without a client secret the client is a public one. Throws FederationError.
 */
export async function redeemCode(
  context: FederationContext,
  provider: Provider,
  {
    attempt,
    answer,
    clientSecret,
  }: { attempt: SignInAttempt; answer: URLSearchParams; clientSecret?: string },
): Promise<OpenIdTokens> {
  const endpoints = await endpointsOf(context, provider)
  const clientId = requireDetail(detailsOf(provider), 'client_id')
  // The secret of Apple's clients changes with each request, and Google signs with published keys alone.
  const signsWithSecret = provider.type === 'OIDC' && clientSecret !== undefined
  const algorithms = acceptedAlgorithms(endpoints.signingAlgorithms, signsWithSecret)
  const configuration = configure(context, provider, endpoints, { clientId, clientSecret, algorithms })
  const tokens = await grant(configuration, attempt, { answer, sendsVerifier: endpoints.supportsPkce })
  const { id_token: idToken = '', access_token: accessToken } = tokens
  const idTokenClaims = requireClaims(tokens.claims(), clientId)
  await requireSignature(context, idToken, { jwksUri: endpoints.jwksUri, clientSecret, algorithms })
  const tokenResponse = { ...tokens }
  return { endpoints, subject: idTokenClaims.sub, accessToken, idToken, idTokenClaims, tokenResponse }
}

/** What openid-client leaves to its caller: `azp` of a token for one audience, and the depth of it all. */
function requireClaims(claims: openid.IDToken | undefined, clientId: string): openid.IDToken {
  if (!claims) throw failure('The identity provider gave no ID token.')
  if (claims.azp !== undefined && claims.azp !== clientId)
    throw failure('The ID token is for another client.')
  if (!isShallow(claims)) throw failure('The ID token is nested too deeply.')
  return { ...claims }
}

function configure(
  { outbound, clock }: FederationContext,
  { name }: Provider,
  endpoints: OpenIdEndpoints,
  client: { clientId: string; clientSecret: string | undefined; algorithms: string[] },
): openid.Configuration {
  const server: openid.ServerMetadata = {
    issuer: endpoints.issuer,
    token_endpoint: endpoints.tokenUrl,
    authorization_response_iss_parameter_supported: endpoints.sendsIssuer,
    id_token_signing_alg_values_supported: client.algorithms,
  }
  const metadata: Partial<openid.ClientMetadata> = {
    [openid.clockSkew]: Math.round((clock.now() - Date.now()) / 1000),
    [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS,
  }
  // Cognito puts the secret into the body: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html
  const authentication = client.clientSecret ? openid.ClientSecretPost(client.clientSecret) : openid.None()
  const configuration = new openid.Configuration(server, client.clientId, metadata, authentication)
  openid.allowInsecureRequests(configuration) // within this machine: requestJson refuses others
  configuration[openid.customFetch] = async (url, { headers, body }) => {
    const request = { method: 'POST', url, headers, body: String(body) } as const
    return Response.json(await requestJson(outbound, { endpoint: 'token', name }, request))
  }
  return configuration
}

async function grant(
  configuration: openid.Configuration,
  { callbackUrl, state, nonce, codeVerifier }: SignInAttempt,
  { answer, sendsVerifier }: { answer: URLSearchParams; sendsVerifier: boolean },
): Promise<Awaited<ReturnType<typeof openid.authorizationCodeGrant>>> {
  const url = new URL(callbackUrl)
  url.search = answer.toString()
  const checks = { expectedState: state, expectedNonce: nonce, idTokenExpected: true }
  const pkce = sendsVerifier && { pkceCodeVerifier: codeVerifier }
  return openid.authorizationCodeGrant(configuration, url, { ...checks, ...pkce }).catch((error: unknown) => {
    throw asFederationError(error)
  })
}

function asFederationError(error: unknown): unknown {
  if (error instanceof openid.AuthorizationResponseError)
    return refusalOf(error.error, error.error_description)
  if (!(error instanceof Error)) return error
  if (error.cause instanceof FederationError) return error.cause
  return failure(sentenceFor(error), withoutContents(error))
}

/** Codes of openid-client, as far as a user can be told more than that something is wrong. */
function sentenceFor(error: Error): string {
  const { code, cause } = error as { code?: string; cause?: { cause?: { claim?: unknown } } }
  const claim = cause?.cause?.claim
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return 'The ID token is not valid at this time.'
  if (code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' && typeof claim === 'string')
    return `The ID token has another ${claim} than this sign-in.`
  return 'The answer of the identity provider is not valid.'
}

/** The causes of openid-client hold tokens, which a log must not. */
function withoutContents({ message, cause }: Error): Error {
  return new Error(cause instanceof Error ? `${message}: ${cause.message}` : message)
}
