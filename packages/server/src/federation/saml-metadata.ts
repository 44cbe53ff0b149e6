import { X509Certificate } from 'node:crypto'
import { type Outbound, OutboundError } from '../http/outbound.ts'
import { type FederationContext, FederationError, type Provider } from './provider.ts'
import { parseTime } from './saml-assertion.ts'
import { HTTP_REDIRECT, METADATA, PROTOCOL, SIGNATURE } from './saml-names.ts'
import { attributeOf, childrenOf, everyElement, is, parseXml, type XmlElement } from './strict-xml.ts'

/** What we need to know of a provider. */
export interface SamlMetadata {
  entityId: string
  /** PEM: each of them may sign. */
  certificates: readonly string[]
  /** Where requests to sign in go, by HTTP-Redirect. */
  signInUrl: string
  /** Where requests to sign out go, by HTTP-Redirect. */
  signOutUrl: string | undefined
  /** Epoch milliseconds. */
  validUntil: number | undefined
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html: every 6 hours, or earlier. */
const KEPT_MS = 6 * 3_600_000
const TIMEOUT_MS = 5_000
/** Of one provider; federations publish more, by other means. */
const MAX_BYTES = 1_000_000
/** Addresses that are remembered for one way out. */
const MAX_KEPT = 1_000

interface Kept {
  metadata: Promise<SamlMetadata>
  /** Epoch milliseconds. */
  readAt: number
  /** Unlimited until the metadata is there. */
  validUntil: number
}

const keptBy = new WeakMap<Outbound, Map<string, Kept>>()

/**
 * The provider's metadata (saml-metadata-2.0-os): its MetadataFile, or what its MetadataURL says, kept for six hours or for
 * as long as it is valid. Throws FederationError.
 */
export async function requireMetadata(
  { outbound, clock }: Pick<FederationContext, 'outbound' | 'clock'>,
  { details }: Pick<Provider, 'details'>,
): Promise<SamlMetadata> {
  const { MetadataFile, MetadataURL: url = '' } = details
  const now = clock.now()
  if (MetadataFile) return requireValid(parseMetadata(MetadataFile), now)
  const kept = keptFor(outbound)
  const known = kept.get(url)
  const isFresh = known && now < known.readAt + KEPT_MS && now < known.validUntil
  return requireValid(await (isFresh ? known.metadata : read(outbound, kept, { url, now })), now)
}

/** Who asks while another reads waits for the same answer; what failed is read anew by the next. */
function read(
  outbound: Outbound,
  kept: Map<string, Kept>,
  { url, now }: { url: string; now: number },
): Promise<SamlMetadata> {
  const metadata = fetchMetadata(outbound, url)
  const reading = { metadata, readAt: now, validUntil: Number.POSITIVE_INFINITY }
  kept.delete(url)
  kept.set(url, reading)
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MAX_KEPT))) kept.delete(oldest)
  metadata.then(
    ({ validUntil = Number.POSITIVE_INFINITY }) => {
      reading.validUntil = validUntil
    },
    () => {
      if (kept.get(url) === reading) kept.delete(url)
    },
  )
  return metadata
}

function keptFor(outbound: Outbound): Map<string, Kept> {
  const kept = keptBy.get(outbound) ?? new Map<string, Kept>()
  keptBy.set(outbound, kept)
  return kept
}

async function fetchMetadata(outbound: Outbound, url: string): Promise<SamlMetadata> {
  const limits = { timeoutMs: TIMEOUT_MS, maxResponseBytes: MAX_BYTES }
  const headers = { accept: 'application/samlmetadata+xml, application/xml, text/xml' }
  try {
    const answer = await outbound.send({ method: 'GET', url, headers, ...limits })
    if (answer.status !== 200 || answer.truncated) throw invalid('it cannot be read')
    return parseMetadata(new TextDecoder('utf-8', { fatal: true }).decode(answer.body))
  } catch (cause) {
    throw asFederationError(cause)
  }
}

/** The texts for connections are those that Cognito has for other providers. */
function asFederationError(cause: unknown): FederationError {
  if (cause instanceof FederationError) return cause
  if (!(cause instanceof OutboundError)) return invalid('it is malformed', cause)
  const message = cause.reason === 'timeout' ? 'Read timed out' : 'Connection reset'
  return new FederationError('invalid_request', message, { cause })
}

/** Reads one provider's metadata. Throws FederationError that names what is missing. */
export function parseMetadata(text: string): SamlMetadata {
  const entity = entityIn(readDocument(text))
  const [role] = childrenOf(entity, METADATA, 'IDPSSODescriptor').filter(speaksSaml2)
  if (!role) throw invalid('IDPSSODescriptor is missing')
  const entityId = attributeOf(entity, 'entityID')
  if (!entityId) throw invalid('entityID is missing')
  const certificates = certificatesOf(role)
  if (certificates.length === 0) throw invalid('signing certificate is missing')
  const signInUrl = redirectLocation(role, 'SingleSignOnService')
  if (!signInUrl) throw invalid('SingleSignOnService with HTTP-Redirect is missing')
  const signOutUrl = redirectLocation(role, 'SingleLogoutService')
  return { entityId, certificates, signInUrl, signOutUrl, validUntil: earliestEnd([entity, role]) }
}

function readDocument(text: string): XmlElement {
  try {
    return parseXml(text, 'skip')
  } catch (cause) {
    throw invalid('it is malformed', cause)
  }
}

/** A document may hold several parties, but only one provider. */
function entityIn(root: XmlElement): XmlElement {
  const candidates = is(root, METADATA, 'EntitiesDescriptor') ? root.children : [root]
  const entities = candidates.filter(
    (element) =>
      is(element, METADATA, 'EntityDescriptor') &&
      childrenOf(element, METADATA, 'IDPSSODescriptor').length > 0,
  )
  const [entity, ...more] = entities
  if (!entity) throw invalid('IDPSSODescriptor is missing')
  if (more.length > 0) throw invalid('there is more than one IDPSSODescriptor')
  return entity
}

function speaksSaml2(role: XmlElement): boolean {
  return (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(PROTOCOL)
}

/** Keys without a use are for signing too (section 2.4.1.1). */
function certificatesOf(role: XmlElement): string[] {
  const certificates = childrenOf(role, METADATA, 'KeyDescriptor')
    .filter((descriptor) => (attributeOf(descriptor, 'use') ?? 'signing') === 'signing')
    .flatMap((descriptor) => everyElement(descriptor))
    .filter((element) => is(element, SIGNATURE, 'X509Certificate'))
    .map(({ text }) => parseCertificate(text))
  return certificates.filter(({ publicKey }) => publicKey.asymmetricKeyType === 'rsa').map(String)
}

function parseCertificate(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch (cause) {
    throw invalid('a certificate is malformed', cause)
  }
}

function redirectLocation(role: XmlElement, name: string): string | undefined {
  const service = childrenOf(role, METADATA, name).find(
    (element) => attributeOf(element, 'Binding') === HTTP_REDIRECT,
  )
  const location = service && attributeOf(service, 'Location')
  if (location === undefined) return undefined
  if (!URL.canParse(location) || !['https:', 'http:'].includes(new URL(location).protocol))
    throw invalid(`Location of ${name} is malformed`)
  return location
}

function earliestEnd(elements: readonly XmlElement[]): number | undefined {
  const texts = elements
    .map((element) => attributeOf(element, 'validUntil'))
    .filter((text) => text !== undefined)
  const ends = texts.map(parseTime)
  if (ends.includes(undefined)) throw invalid('validUntil is malformed')
  return ends.length === 0 ? undefined : Math.min(...ends.filter((end) => end !== undefined))
}

function requireValid(metadata: SamlMetadata, now: number): SamlMetadata {
  if (!isValid(metadata, now)) throw invalid('it is not valid any more')
  return metadata
}

function isValid({ validUntil }: SamlMetadata, now: number): boolean {
  return validUntil === undefined || now < validUntil
}

/** Our wording. */
function invalid(detail: string, cause?: unknown): FederationError {
  return new FederationError('server_error', `Invalid SAML metadata of the identity provider: ${detail}`, {
    cause,
  })
}
