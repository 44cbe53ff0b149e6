import type { ProviderAdapter, SignInAttempt } from './provider.ts'
import { requireMetadata } from './saml-metadata.ts'
import { ASSERTION, HTTP_POST, PERSISTENT, PROTOCOL } from './saml-names.ts'
import { escapeXml, redirectUrl, xmlElement } from './saml-redirect.ts'
import { solicitedProfile } from './saml-response.ts'

export { type UnsolicitedProfile, unsolicitedProfile } from './saml-response.ts'

/** SAML 2.0, Web Browser SSO Profile (saml-profiles-2.0-os, section 4.1): requests by redirect, responses by POST. */
export const saml: ProviderAdapter = {
  async authorizationUrl(context, provider, attempt) {
    const { signInUrl } = await requireMetadata(context, provider)
    const { entityId, privateKey } = await context.serviceProvider()
    const isSigned = provider.details.RequestSigningAlgorithm === 'rsa-sha256'
    return redirectUrl({
      location: signInUrl,
      xml: authnRequest(attempt, { entityId, now: context.clock.now(), location: signInUrl }),
      relayState: attempt.state,
      signingKey: isSigned ? privateKey : undefined,
    })
  },

  profile(context, provider, attempt, answer) {
    return solicitedProfile(context, provider, attempt, answer)
  },
}

/** saml-core-2.0-os, section 3.4.1. */
function authnRequest(
  { callbackUrl, requestId }: SignInAttempt,
  { entityId, now, location }: { entityId: string; now: number; location: string },
): string {
  const attributes = {
    'xmlns:samlp': PROTOCOL,
    'xmlns:saml': ASSERTION,
    ID: requestId,
    Version: '2.0',
    IssueInstant: new Date(now).toISOString(),
    Destination: location,
    ProtocolBinding: HTTP_POST,
    AssertionConsumerServiceURL: callbackUrl,
  }
  return xmlElement('samlp:AuthnRequest', attributes, [
    xmlElement('saml:Issuer', {}, [escapeXml(entityId)]),
    xmlElement('samlp:NameIDPolicy', { Format: PERSISTENT, AllowCreate: 'true' }),
  ])
}
