import * as plainOAuth from './plain-oauth.ts'
import type { ProviderAdapter } from './provider.ts'

/** Login with Amazon: https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html */
export const amazon: ProviderAdapter = plainOAuth.adapterOf({
  scopeSeparator: ' ',
  subjectClaim: 'user_id',
  profileUrl: (attributesUrl) => attributesUrl,
})
