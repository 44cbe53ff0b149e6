import { type AssertedUser, readAssertion } from './saml-assertion.ts'
import { decryptAssertion } from './saml-decryption.ts'
import { refused } from './saml-errors.ts'
import {
  decodeMessage,
  parseMessage,
  requireAddressed,
  requireRoot,
  requireSound,
  requireSuccess,
} from './saml-message.ts'
import type { SamlMetadata } from './saml-metadata.ts'
import { ASSERTION, PROTOCOL } from './saml-names.ts'
import { isSigned, requireSigned } from './saml-signature.ts'
import type { XmlElement } from './strict-xml.ts'

/** Whose response is expected, for what. */
export interface ExpectedResponse {
  metadata: SamlMetadata
  /** Ours. */
  entityId: string
  callbackUrl: string
  /** What it answers; undefined for a response that nobody asked for. */
  requestId: string | undefined
  /** PEM; with it assertions have to be encrypted, without it they must not be. */
  decryptionKey: string | undefined
  /** Epoch milliseconds. */
  now: number
}

/** A response as it came. */
interface Received {
  text: string
  root: XmlElement
  /** The root as it was signed; undefined where only the assertion is. */
  verified: XmlElement | undefined
}

/**
 * The user of a form's `SAMLResponse`, read from nothing but signed bytes: what only an unsigned response says around a signed
 * assertion can be a reason to refuse it, never one to accept it. Throws FederationError.
 */
export async function verifyResponse(
  form: URLSearchParams,
  expected: ExpectedResponse,
): Promise<AssertedUser> {
  const received = await receive(decodeMessage(form), expected)
  const response = received.verified ?? received.root
  const issuer = expected.metadata.entityId
  requireAddressed(response, { ...expected, issuer })
  requireSuccess(response)
  const assertion = await verifiedAssertion(received, assertionIn(response), expected)
  return readAssertion(requireRoot(assertion, ASSERTION, 'Assertion'), { ...expected, issuer })
}

/** A signature of the response has to be right even where one of the assertion would do. */
async function receive(text: string, { metadata }: ExpectedResponse): Promise<Received> {
  const root = requireRoot(parseMessage(text), PROTOCOL, 'Response')
  requireSound(root)
  if (!isSigned(root)) return { text, root, verified: undefined }
  const part = { text, element: root, place: 'root' } as const
  return { text, root, verified: await requireSigned(part, metadata.certificates) }
}

function assertionIn(response: XmlElement): XmlElement {
  const assertion = response.children.find(({ name }) => /^(Encrypted)?Assertion$/.test(name))
  if (!assertion) throw refused('SAML Assertion is missing')
  return assertion
}

async function verifiedAssertion(
  { text, verified }: Received,
  found: XmlElement,
  { metadata, decryptionKey }: ExpectedResponse,
): Promise<XmlElement> {
  if (found.name === 'EncryptedAssertion')
    return openedAssertion(found, verified !== undefined, { metadata, decryptionKey })
  if (decryptionKey !== undefined) throw refused('SAML Assertion is not encrypted')
  if (verified) return found
  return requireSigned({ text, element: found, place: 'child' }, metadata.certificates)
}

/**
 * Whatever is wrong within is told in the same words: an answer that tells padding, XML and signature apart would open
 * assertions for whoever asks often enough (Jager and Somorovsky, "How to break XML encryption", 2011).
 */
async function openedAssertion(
  encrypted: XmlElement,
  isResponseVerified: boolean,
  { metadata, decryptionKey }: Pick<ExpectedResponse, 'metadata' | 'decryptionKey'>,
): Promise<XmlElement> {
  if (decryptionKey === undefined) throw refused('Encrypted SAML Assertion is not expected')
  try {
    const text = decryptAssertion(encrypted, decryptionKey)
    const element = requireRoot(parseMessage(text), ASSERTION, 'Assertion')
    requireSound(element)
    if (isResponseVerified) return element
    return await requireSigned({ text, element, place: 'root' }, metadata.certificates)
  } catch (cause) {
    throw refused('Encrypted SAML Assertion is invalid', { cause })
  }
}
