import { sha256 } from '../../crypto/random.ts'
import { OAuthError } from '../../errors.ts'
import { adapterOf } from '../../federation/adapters.ts'
import type { Services } from '../../services.ts'
import * as usedAssertions from '../../storage/used-assertions.ts'
import { isSelfRegistered } from '../app-clients.ts'
import type { AuthorizationRequest } from '../authorization-requests.ts'
import type { RequestOrigin } from '../user-sessions.ts'
import type { ReturnedAttempt } from './attempts.ts'
import { requireProviderOf } from './chosen-provider.ts'
import { contextOf, openProvider } from './provider-context.ts'
import { asOAuthError, type SignedIn, signIn } from './sign-in.ts'

/** An application's request that goes on with what a provider answered. */
export interface Return {
  asked: AuthorizationRequest
  origin: RequestOrigin
  answer: URLSearchParams
}

/** Signs in the user whom the provider answers for this attempt with. Throws OAuthError. */
export async function comeBack(
  services: Services,
  { attempt, userPoolId, providerName }: ReturnedAttempt,
  { asked, origin, answer }: Return,
): Promise<SignedIn> {
  if (asked.pool.id !== userPoolId) throw endedAttempt()
  const provider = openProvider(services, await requireProviderOf(services, asked.client, providerName))
  const adapter = await adapterOf(provider.type)
  const context = contextOf(services, userPoolId)
  const profile = await told(services, adapter.profile(context, provider, attempt, answer))
  return signIn(services, { ...asked, provider, profile, origin })
}

/**
 * Signs in the user whom a SAML provider answers for unasked, where the provider was allowed to; each answer once, and none
 * for an application that registered itself, which gets no user without a page. Throws OAuthError.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-session-initiation.html
 */
export async function comeUnasked(
  services: Services,
  providerName: string,
  { asked, origin, answer, callbackUrl }: Return & { callbackUrl: string },
): Promise<SignedIn> {
  if (isSelfRegistered(asked.client)) throw notUnasked()
  const stored = await requireProviderOf(services, asked.client, providerName)
  if (stored.type !== 'SAML') throw new OAuthError('invalid_request', 'Only SAML providers begin a sign-in') // our wording
  const provider = openProvider(services, stored)
  const { unsolicitedProfile } = await import('../../federation/saml.ts')
  const context = contextOf(services, provider.userPoolId)
  const { profile, assertionId, expiresAt } = await told(
    services,
    unsolicitedProfile(context, provider, callbackUrl, answer),
  )
  const hash = sha256(JSON.stringify([provider.userPoolId, provider.name, profile.issuer, assertionId]))
  const isNew = await usedAssertions.use(services.db, { hash, userPoolId: provider.userPoolId, expiresAt })
  if (!isNew) throw endedResponse()
  return signIn(services, { ...asked, provider, profile, origin })
}

/** The words are ours. */
function notUnasked(): OAuthError {
  return new OAuthError('invalid_request', 'The sign-in has to begin at the application')
}

/** Of a browser that comes back too late, twice, or without having been sent. The words are ours. */
export function endedAttempt(): OAuthError {
  return new OAuthError('invalid_request', 'Invalid state from identity provider')
}

/** As `endedAttempt`, of a SAML response. Our reading of Cognito's words. */
export function endedResponse(): OAuthError {
  return new OAuthError('invalid_request', 'Invalid samlResponse or relayState from identity provider')
}

async function told<Answer>(services: Services, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    throw asOAuthError(services, error)
  }
}
