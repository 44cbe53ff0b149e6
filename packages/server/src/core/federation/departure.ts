import { adapterOf } from '../../federation/adapters.ts'
import type { Hints } from '../../federation/provider.ts'
import type { Services } from '../../services.ts'
import type { IdentityProvider } from '../../storage/identity-providers.ts'
import type { AuthorizationRequest } from '../authorization-requests.ts'
import { type Site, siteUrl } from '../sites.ts'
import * as attempts from './attempts.ts'
import { contextOf, openProvider } from './provider-context.ts'
import { asOAuthError } from './sign-in.ts'

/** A browser that is sent to a provider. */
export interface Departure {
  asked: AuthorizationRequest
  provider: IdentityProvider
  /** The query of the authorization request. */
  query: string
  site: Site
  /** The value of the cookie that binds the browser. */
  browser: string
}

/** Where the browser signs in at the provider; the authorization request waits for its return. Throws OAuthError. */
export async function depart(services: Services, departure: Departure): Promise<string> {
  const { asked, provider, query, site, browser } = departure
  const { type, name: providerName, userPoolId } = provider
  try {
    const adapter = await adapterOf(type)
    const callbackUrl = `${originOf(services, site)}${type === 'SAML' ? '/saml2' : '/oauth2'}/idpresponse`
    const attempt = await attempts.begin(services, { userPoolId, providerName, query, callbackUrl, browser })
    const context = contextOf(services, userPoolId)
    return await adapter.authorizationUrl(context, openProvider(services, provider), attempt, hintsOf(asked))
  } catch (error) {
    throw asOAuthError(services, error)
  }
}

/** Providers answer at the pool's domain where the browser is there, else at the public address: never where a header says. */
export function originOf(services: Services, site: Site): string {
  return site.kind === 'domain' ? siteUrl(services, site) : services.publicUrl
}

function hintsOf({ loginHint, prompt }: AuthorizationRequest): Hints {
  const others = [...prompt].filter((value) => value !== 'none')
  return {
    ...(loginHint !== undefined && { loginHint }),
    ...(others.length > 0 && { prompt: others.join(' ') }),
  }
}
