import type { FederatedProfile, FederationContext, Provider, SamlSession, SignInAttempt } from './provider.ts'
import { type AssertedUser, CLOCK_SKEW_MS } from './saml-assertion.ts'
import { refused } from './saml-errors.ts'
import { requireMetadata } from './saml-metadata.ts'
import { verifyResponse } from './saml-verification.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-session-initiation.html */
const UNSOLICITED_AGE_MS = 6 * 60_000

/** A user who came from the provider without having been sent there. */
export interface UnsolicitedProfile {
  profile: FederatedProfile
  /** Unique at the provider: an assertion signs in once. */
  assertionId: string
  /** Until when it has to be remembered; epoch milliseconds. */
  expiresAt: number
}

/** The user of a response to our request. Throws FederationError. */
export async function solicitedProfile(
  context: FederationContext,
  provider: Provider,
  { callbackUrl, requestId }: Pick<SignInAttempt, 'callbackUrl' | 'requestId'>,
  answer: URLSearchParams,
): Promise<FederatedProfile> {
  const { user, issuer } = await verify(context, provider, { callbackUrl, requestId, answer })
  return profileOf(user, issuer)
}

/**
 * The user of a response that nobody asked for (IdP-initiated sign-in), where the provider's IDPInit allows it and the
 * assertion is at most 6 minutes old. The caller refuses an assertion that was used before. Throws FederationError.
 */
export async function unsolicitedProfile(
  context: FederationContext,
  provider: Provider,
  callbackUrl: string,
  answer: URLSearchParams,
): Promise<UnsolicitedProfile> {
  if (!isOn(provider.details.IDPInit)) throw refused('IdP-initiated sign-in is not enabled')
  const { user, issuer } = await verify(context, provider, { callbackUrl, requestId: undefined, answer })
  const age = context.clock.now() - user.issuedAt
  if (age > UNSOLICITED_AGE_MS) throw refused('SAML Assertion is expired')
  if (age < -CLOCK_SKEW_MS) throw refused('SAML Assertion is not yet valid')
  const expiresAt = Math.min(user.expiresAt, user.issuedAt + UNSOLICITED_AGE_MS + 1)
  return { profile: profileOf(user, issuer), assertionId: user.assertionId, expiresAt }
}

async function verify(
  context: FederationContext,
  provider: Provider,
  {
    callbackUrl,
    requestId,
    answer,
  }: { callbackUrl: string; requestId: string | undefined; answer: URLSearchParams },
): Promise<{ user: AssertedUser; issuer: string }> {
  const metadata = await requireMetadata(context, provider)
  const { entityId, privateKey } = await context.serviceProvider()
  const decryptionKey = isOn(provider.details.EncryptedResponses) ? privateKey : undefined
  const now = context.clock.now()
  const expected = { metadata, entityId, callbackUrl, requestId, decryptionKey, now }
  return { user: await verifyResponse(answer, expected), issuer: metadata.entityId }
}

function profileOf(user: AssertedUser, issuer: string): FederatedProfile {
  const claims = claimsOf(user)
  return {
    subject: user.nameId,
    issuer,
    claims,
    sources: { samlResponse: claims },
    samlSession: sessionOf(user),
  }
}

function claimsOf({ attributes, nameId }: AssertedUser): Record<string, string> {
  const claims = [...attributes].map(([name, values]) => [name, joinValues(values)] as const)
  return Object.fromEntries([...claims, ['NameID', nameId]])
}

/**
 * One text of several values. AWS documents that they are encoded as forms are, not how they are joined:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
function joinValues(values: readonly string[]): string {
  const [first = '', ...more] = values
  return more.length === 0 ? first : `[${values.map(encodeForForm).join(',')}]`
}

function encodeForForm(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

function sessionOf({ nameId, nameIdFormat, sessionIndex }: AssertedUser): SamlSession {
  return {
    nameId,
    ...(nameIdFormat !== undefined && { nameIdFormat }),
    ...(sessionIndex !== undefined && { sessionIndex }),
  }
}

/** Cognito takes `true` in any case. */
function isOn(detail: string | undefined): boolean {
  return detail?.toLowerCase() === 'true'
}
