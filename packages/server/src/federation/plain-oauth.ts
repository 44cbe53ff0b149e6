import type { Outbound } from '../http/outbound.ts'
import * as authorizationAnswer from './authorization-answer.ts'
import { addressOf } from './authorization-request.ts'
import { detailsOf, requireDetail, scopesOf } from './details.ts'
import { type JsonObject, textOf } from './json-object.ts'
import type {
  FederatedProfile,
  FederationContext,
  Provider,
  ProviderAdapter,
  SignInAttempt,
} from './provider.ts'
import { failure, type ProviderRequest, requestJson } from './requests.ts'

/** How an OAuth 2.0 provider without OpenID Connect differs from others. */
export interface PlainProvider {
  scopeSeparator: ' ' | ','
  /** The claim that names the user. */
  subjectClaim: string
  /** Where the profile is, by the provider's `attributes_url`. */
  profileUrl(attributesUrl: string, provider: Provider): string
}

/** The code grant of RFC 6749, section 4.1, and a profile that the access token opens. */
export function adapterOf(kind: PlainProvider): ProviderAdapter {
  return {
    authorizationUrl: async (_, provider, attempt) => authorizationUrl(provider, attempt, kind),
    profile: (context, provider, attempt, answer) => profile(context, provider, { attempt, answer, kind }),
  }
}

function authorizationUrl(
  provider: Provider,
  { callbackUrl, state }: SignInAttempt,
  { scopeSeparator }: PlainProvider,
): string {
  const details = detailsOf(provider)
  return addressOf(requireDetail(details, 'authorize_url'), {
    client_id: requireDetail(details, 'client_id'),
    redirect_uri: callbackUrl,
    response_type: 'code',
    scope: scopesOf(details).join(scopeSeparator),
    state,
  })
}

async function profile(
  { outbound }: FederationContext,
  provider: Provider,
  { attempt, answer, kind }: { attempt: SignInAttempt; answer: URLSearchParams; kind: PlainProvider },
): Promise<FederatedProfile> {
  const details = detailsOf(provider)
  const endpoint = requireDetail(details, 'authorize_url')
  const code = authorizationAnswer.codeOf(answer, { state: attempt.state, endpoint })
  const tokenResponse = await ask(outbound, provider, 'token', tokenRequest(provider, attempt, code))
  const accessToken = textOf(tokenResponse, 'access_token')
  if (!accessToken) throw failure('The identity provider gave no access token.')
  const url = kind.profileUrl(requireDetail(details, 'attributes_url'), provider)
  const headers = { authorization: `Bearer ${accessToken}` }
  const userInfo = await ask(outbound, provider, 'userInfo', { method: 'GET', url, headers })
  return toProfile({ tokenResponse, userInfo, accessToken }, kind.subjectClaim)
}

function ask(
  outbound: Outbound,
  { name }: Provider,
  endpoint: 'token' | 'userInfo',
  request: ProviderRequest,
): Promise<JsonObject> {
  return requestJson(outbound, { endpoint, name }, request)
}

function tokenRequest(provider: Provider, { callbackUrl }: SignInAttempt, code: string): ProviderRequest {
  const details = detailsOf(provider)
  const url = requireDetail(details, 'token_url')
  const parameters = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: requireDetail(details, 'client_id'),
    client_secret: requireDetail(details, 'client_secret'),
    code,
    redirect_uri: callbackUrl,
  }).toString()
  if (details.token_request_method === 'GET')
    return { method: 'GET', url: `${url}${url.includes('?') ? '&' : '?'}${parameters}` }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url, headers, body: parameters }
}

function toProfile(
  read: { tokenResponse: JsonObject; userInfo: JsonObject; accessToken: string },
  subjectClaim: string,
): FederatedProfile {
  const { tokenResponse, userInfo, accessToken } = read
  const subject = textOf(userInfo, subjectClaim)
  if (!subject) throw failure(`The profile of the identity provider has no ${subjectClaim}.`)
  const claims = { ...userInfo, access_token: accessToken }
  return { subject, claims, sources: { tokenResponse, idToken: {}, userInfo } }
}
