import { detailsOf } from './details.ts'
import type { JsonObject } from './json-object.ts'
import * as openIdConnect from './open-id-connect.ts'
import type { FederatedProfile, FederationContext, Provider, ProviderAdapter } from './provider.ts'
import { failure, requestJson } from './requests.ts'

/** Any OpenID Connect provider: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html */
export const oidc: ProviderAdapter = {
  authorizationUrl: (context, provider, attempt, { loginHint, prompt }) =>
    openIdConnect.authorizationUrl(context, provider, attempt, { login_hint: loginHint, prompt }),
  profile: async (context, provider, attempt, answer) => {
    const { client_secret } = detailsOf(provider)
    const secret = client_secret ? { clientSecret: client_secret } : {}
    const tokens = await openIdConnect.redeemCode(context, provider, { attempt, answer, ...secret })
    return toProfile(tokens, await userInfoOf(context, provider, tokens))
  },
}

/** What userInfo says wins, as it is the newer. */
function toProfile(tokens: openIdConnect.OpenIdTokens, userInfo: JsonObject): FederatedProfile {
  const { subject, accessToken, idToken, idTokenClaims, tokenResponse } = tokens
  const claims = { ...idTokenClaims, ...userInfo, access_token: accessToken, id_token: idToken }
  return { subject, claims, sources: { tokenResponse, idToken: idTokenClaims, userInfo } }
}

/** OpenID Connect Core 1.0, section 5.3; of another subject it would be a substituted answer (section 5.3.2). */
async function userInfoOf(
  { outbound }: FederationContext,
  provider: Provider,
  { endpoints, accessToken, subject }: openIdConnect.OpenIdTokens,
): Promise<JsonObject> {
  if (!endpoints.userInfoUrl) return {}
  const method = detailsOf(provider).attributes_request_method === 'POST' ? 'POST' : 'GET'
  const headers = { authorization: `Bearer ${accessToken}` }
  const request = { method, url: endpoints.userInfoUrl, headers } as const
  const userInfo = await requestJson(outbound, { endpoint: 'userInfo', name: provider.name }, request)
  if (userInfo.sub !== subject) throw failure('The user info is of another user.')
  return userInfo
}
