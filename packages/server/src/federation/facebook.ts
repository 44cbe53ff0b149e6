import { detailsOf } from './details.ts'
import * as plainOAuth from './plain-oauth.ts'
import type { Provider, ProviderAdapter } from './provider.ts'

/** Claims that the answer with the token gives. */
const TOKENS = ['access_token', 'id_token']

/** Facebook Login by redirects: https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export const facebook: ProviderAdapter = plainOAuth.adapterOf({
  scopeSeparator: ',',
  subjectClaim: 'id',
  profileUrl,
})

/** The Graph API gives the fields that are asked for, and so those that are mapped. */
function profileUrl(attributesUrl: string, provider: Provider): string {
  if (detailsOf(provider).attributes_url_add_attributes !== 'true') return attributesUrl
  const mapped = Object.values(provider.attributeMapping).filter((claim) => !TOKENS.includes(claim))
  const fields = [...new Set(['id', ...mapped])]
  return `${attributesUrl}${fields.map((field) => encodeURIComponent(field)).join(',')}`
}
