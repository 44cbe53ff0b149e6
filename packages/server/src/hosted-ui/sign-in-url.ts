import type { AppClient } from '../storage/app-clients.ts'

/** Where the user can sign in, if the app client does so on our pages; back to one of its addresses, or the default one. */
export function signInUrl({ id, settings }: AppClient, redirectTo?: string): string | undefined {
  const { callbackURLs = [], defaultRedirectURI, allowedOAuthFlows = [] } = settings
  const redirectUri = redirectTo ?? defaultRedirectURI ?? callbackURLs[0]
  const responseType = allowedOAuthFlows.includes('code') ? 'code' : 'token'
  const isUsed = settings.allowedOAuthFlowsUserPoolClient && redirectUri !== undefined
  if (!isUsed || !allowedOAuthFlows.some((flow) => flow === 'code' || flow === 'implicit')) return undefined
  return `/login?${new URLSearchParams({ client_id: id, response_type: responseType, redirect_uri: redirectUri })}`
}
