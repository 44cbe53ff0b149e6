import type { Services } from '../../services.ts'
import * as identityProviders from '../../storage/identity-providers.ts'
import type { SignedInBy } from '../login-sessions.ts'
import * as attempts from './attempts.ts'
import { contextOf, openProvider } from './provider-context.ts'

/** Stands where sign-ins have the browser's cookie: whoever comes back only goes on to where the sign-out leads. */
const ANY_BROWSER = 'single-logout'

/** A browser that signs out. */
export interface SignOut {
  userPoolId: string
  /** Where the user was signed in. */
  by: SignedInBy
  /** Where the browser goes in the end. */
  location: string
  /** Where the provider answers. */
  callbackUrl: string
}

/**
 * Where a SAML provider ends its own session (SAML 2.0 Profiles, section 4.4), where it was told to by `IDPSignout` and
 * says where; else, and when it cannot be asked, undefined.
 */
export async function signOutThere(services: Services, signOut: SignOut): Promise<string | undefined> {
  const { userPoolId, by, location, callbackUrl } = signOut
  if (!by.session) return undefined
  const stored = await identityProviders.find(services.db, userPoolId, by.name)
  if (stored?.type !== 'SAML') return undefined
  const asked = { userPoolId, providerName: by.name, query: location, callbackUrl, browser: ANY_BROWSER }
  try {
    const { logoutUrl } = await import('../../federation/saml-logout.ts')
    const provider = openProvider(services, stored)
    if (provider.details.IDPSignout?.toLowerCase() !== 'true') return undefined
    const { state, requestId } = await attempts.begin(services, asked)
    const request = { session: by.session, requestId, relayState: state, callbackUrl }
    return await logoutUrl(contextOf(services, userPoolId), provider, request)
  } catch (error) {
    services.log.warn({ err: error, userPoolId }, 'a SAML provider could not be asked to end its session')
    return undefined
  }
}

/** Where the browser goes now that the provider has answered; undefined for an answer to nothing. */
export async function signedOutThere(services: Services, form: URLSearchParams): Promise<string | undefined> {
  const state = form.get('RelayState') ?? ''
  const returned = await attempts.take(services, { state, browser: ANY_BROWSER })
  if (!returned) return undefined
  const { userPoolId, providerName, attempt, query: location } = returned
  try {
    const stored = await identityProviders.find(services.db, userPoolId, providerName)
    if (!stored) return location
    const { readLogoutResponse } = await import('../../federation/saml-logout.ts')
    await readLogoutResponse(contextOf(services, userPoolId), openProvider(services, stored), form, attempt)
  } catch (error) {
    services.log.warn({ err: error, userPoolId }, 'a SAML provider did not end its session')
  }
  return location
}
