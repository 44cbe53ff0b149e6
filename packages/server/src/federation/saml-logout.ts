import type { FederationContext, Provider, SamlSession } from './provider.ts'
import { refused } from './saml-errors.ts'
import {
  decodeMessage,
  parseMessage,
  requireAddressed,
  requireRoot,
  requireSound,
  requireSuccess,
} from './saml-message.ts'
import { requireMetadata } from './saml-metadata.ts'
import { ASSERTION, PROTOCOL } from './saml-names.ts'
import { escapeXml, redirectUrl, xmlElement } from './saml-redirect.ts'
import { requireSigned } from './saml-signature.ts'
import { childrenOf } from './strict-xml.ts'

/** A request to end the session at the provider. The texts are random and used once. */
export interface LogoutRequest {
  session: SamlSession
  /** `ID` of the request, an XML name. */
  requestId: string
  relayState: string
}

/**
 * Where the browser goes to end its session at the provider: a signed LogoutRequest by HTTP-Redirect (saml-profiles-2.0-os,
 * section 4.4). Undefined where the pool does not want it (IDPSignout) or the provider has no such address. Throws
 * FederationError.
 */
export async function logoutUrl(
  context: FederationContext,
  provider: Provider,
  { session, requestId, relayState }: LogoutRequest,
): Promise<string | undefined> {
  if (provider.details.IDPSignout?.toLowerCase() !== 'true') return undefined
  const { signOutUrl } = await requireMetadata(context, provider)
  if (signOutUrl === undefined) return undefined
  const { entityId, privateKey } = await context.serviceProvider()
  const facts = { entityId, requestId, now: context.clock.now(), location: signOutUrl }
  const xml = logoutRequest(session, facts)
  return redirectUrl({ location: signOutUrl, xml, relayState, signingKey: privateKey })
}

/** saml-core-2.0-os, section 3.7.1. */
function logoutRequest(
  { nameId, nameIdFormat, sessionIndex }: SamlSession,
  {
    entityId,
    requestId,
    now,
    location,
  }: { entityId: string; requestId: string; now: number; location: string },
): string {
  const attributes = {
    'xmlns:samlp': PROTOCOL,
    'xmlns:saml': ASSERTION,
    ID: requestId,
    Version: '2.0',
    IssueInstant: new Date(now).toISOString(),
    Destination: location,
  }
  return xmlElement('samlp:LogoutRequest', attributes, [
    xmlElement('saml:Issuer', {}, [escapeXml(entityId)]),
    xmlElement('saml:NameID', { Format: nameIdFormat }, [escapeXml(nameId)]),
    ...(sessionIndex === undefined ? [] : [xmlElement('samlp:SessionIndex', {}, [escapeXml(sessionIndex)])]),
  ])
}

/**
 * Verifies the LogoutResponse that the browser brings to `/saml2/logout`: its signature, whom it answers, and that the
 * session has ended. Throws FederationError.
 */
export async function readLogoutResponse(
  context: FederationContext,
  provider: Provider,
  form: URLSearchParams,
  expected: { callbackUrl: string; requestId: string },
): Promise<void> {
  const metadata = await requireMetadata(context, provider)
  const text = decodeMessage(form)
  const root = requireRoot(parseMessage(text), PROTOCOL, 'LogoutResponse')
  requireSound(root)
  const response = await requireSigned({ text, element: root, place: 'root' }, metadata.certificates)
  requireAddressed(response, { ...expected, issuer: metadata.entityId })
  if (childrenOf(response, ASSERTION, 'Issuer').length === 0) throw refused('Issuer is missing')
  requireSuccess(response)
}
