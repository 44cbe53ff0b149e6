import { detailsOf, requireDetail } from './details.ts'
import { isJsonObject, type JsonObject } from './json-object.ts'
import * as openIdConnect from './open-id-connect.ts'
import type { FederationContext, Provider, ProviderAdapter } from './provider.ts'
import { requestJson } from './requests.ts'

/** Fields of a person: https://developers.google.com/people/api/rest/v1/people/get. No claim of an ID token is named so. */
const PERSON_FIELDS = [
  'addresses',
  'ageRanges',
  'biographies',
  'birthdays',
  'calendarUrls',
  'clientData',
  'coverPhotos',
  'emailAddresses',
  'events',
  'externalIds',
  'genders',
  'imClients',
  'interests',
  'locales',
  'locations',
  'memberships',
  'metadata',
  'miscKeywords',
  'names',
  'nicknames',
  'occupations',
  'organizations',
  'phoneNumbers',
  'photos',
  'relations',
  'sipAddresses',
  'skills',
  'urls',
  'userDefined',
]

/**
 * Sign in with Google: https://developers.google.com/identity/openid-connect/openid-connect. The ID token says who the user
 * is; the People API is asked only for fields of its own that are mapped.
 */
export const google: ProviderAdapter = {
  authorizationUrl: (context, provider, attempt, { loginHint, prompt }) =>
    openIdConnect.authorizationUrl(context, provider, attempt, { login_hint: loginHint, prompt }),
  profile: async (context, provider, attempt, answer) => {
    const clientSecret = requireDetail(detailsOf(provider), 'client_secret')
    const tokens = await openIdConnect.redeemCode(context, provider, { attempt, answer, clientSecret })
    const { subject, accessToken, idToken, idTokenClaims, tokenResponse } = tokens
    const userInfo = await personOf(context, provider, accessToken)
    const claims = { ...claimsOf(userInfo), ...idTokenClaims, access_token: accessToken, id_token: idToken }
    return { subject, claims, sources: { tokenResponse, idToken: idTokenClaims, userInfo } }
  },
}

async function personOf(
  { outbound }: FederationContext,
  provider: Provider,
  accessToken: string,
): Promise<JsonObject> {
  const { attributes_url = '', attributes_url_add_attributes } = detailsOf(provider)
  const mapped = Object.values(provider.attributeMapping)
  const fields = PERSON_FIELDS.filter((field) => mapped.includes(field))
  if (fields.length === 0) return {}
  const url =
    attributes_url_add_attributes === 'true' ? `${attributes_url}${fields.join(',')}` : attributes_url
  const headers = { authorization: `Bearer ${accessToken}` }
  return requestJson(outbound, { endpoint: 'userInfo', name: provider.name }, { method: 'GET', url, headers })
}

/** The fields of a person are lists; an attribute takes the text of the first, which is the primary one. */
function claimsOf(person: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(person).map(([field, list]) => [field, firstText(list) ?? list]))
}

function firstText(list: unknown): string | undefined {
  const [first] = Array.isArray(list) ? list : []
  return isJsonObject(first) && typeof first.value === 'string' ? first.value : undefined
}
