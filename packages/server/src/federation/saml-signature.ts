import { constants, verify } from 'node:crypto'
import { canonicalize } from './canonical-xml.ts'
import { refused } from './saml-errors.ts'
import { parseMessage } from './saml-message.ts'
import { EXCLUSIVE_CANONICALIZATION, RSA_SHA256, SIGNATURE } from './saml-names.ts'
import { attributeOf, childrenOf, is, type XmlElement } from './strict-xml.ts'

const PSS = constants.RSA_PKCS1_PSS_PADDING

interface SignatureMethod {
  hash: 'sha256' | 'sha512'
  padding: number
}

/** RSA with SHA-2, of what xml-crypto knows; no SHA-1, and no HMAC, whose key a public certificate would be. */
const signatureMethods: Readonly<Record<string, SignatureMethod>> = {
  [RSA_SHA256]: { hash: 'sha256', padding: constants.RSA_PKCS1_PADDING },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': {
    hash: 'sha512',
    padding: constants.RSA_PKCS1_PADDING,
  },
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': {
    hash: 'sha256',
    padding: PSS,
  },
}
const digestMethods = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512']
const canonicalizations = [EXCLUSIVE_CANONICALIZATION, `${EXCLUSIVE_CANONICALIZATION}WithComments`]
const ENVELOPED = `${SIGNATURE}enveloped-signature`

/** A document and the element of it that is to be signed: the root, or its child of that name. */
export interface SignedPart {
  /** As it came. */
  text: string
  element: XmlElement
  place: 'root' | 'child'
}

export function isSigned(element: XmlElement): boolean {
  return childrenOf(element, SIGNATURE, 'Signature').length > 0
}

/**
 * The element as it was signed by the key of one of the certificates (PEM), read anew from the canonical bytes that the
 * signature was checked over; keys that the message brings along count for nothing. Throws FederationError.
 */
export async function requireSigned(part: SignedPart, certificates: readonly string[]): Promise<XmlElement> {
  const [signature, ...more] = childrenOf(part.element, SIGNATURE, 'Signature')
  if (!signature || more.length > 0) throw refused('SAML Response is not signed')
  requireForm(signature, attributeOf(part.element, 'ID') ?? '')
  const certificate = certificates.find((candidate) => isSignedWith(signature, candidate))
  if (certificate === undefined) throw invalid()
  const verified = parseMessage(await verifiedBytes(part, certificate))
  if (!isSame(verified, part.element)) throw invalid()
  return verified
}

/**
 * Whether the value of the signature is right. The library looks at that last, after work that grows with the square of the
 * message, and is asked only about messages of those who hold the key.
 */
function isSignedWith(signature: XmlElement, certificate: string): boolean {
  const [signedInfo, value] = signature.children
  const algorithm = signedInfo?.children[1] && attributeOf(signedInfo.children[1], 'Algorithm')
  const method = signatureMethods[algorithm ?? '']
  if (!signedInfo || !value || !method) return false
  const { hash, padding } = method
  const key = {
    key: certificate,
    padding,
    ...(padding === PSS && { saltLength: constants.RSA_PSS_SALTLEN_DIGEST }),
  }
  return verify(hash, Buffer.from(canonicalize(signedInfo)), key, Buffer.from(value.text, 'base64'))
}

/**
 * The library's check of one signature. Its class SAML is not used: that one takes the time of the system, reads with yet
 * another parser, and keeps the verified response to itself.
 */
async function verifiedBytes(part: SignedPart, certificate: string): Promise<string> {
  const { getVerifiedXml, parseDomFromString } = await import('@node-saml/node-saml/lib/xml.js')
  try {
    const root = (await parseDomFromString(part.text)).documentElement
    const found = part.place === 'root' ? root : childNamed(root, part.element.name)
    const bytes = found && getVerifiedXml(part.text, found, [certificate])
    if (!bytes) throw invalid()
    return bytes
  } catch (cause) {
    throw invalid(cause)
  }
}

function childNamed(root: Element, name: string): Element | undefined {
  return Array.from(root.childNodes as unknown as ArrayLike<Element>).find(
    ({ localName }) => localName === name,
  )
}

function isSame(verified: XmlElement, element: XmlElement): boolean {
  return (
    is(verified, element.namespace, element.name) &&
    attributeOf(verified, 'ID') === attributeOf(element, 'ID')
  )
}

/** The one form of a signature that SAML allows (saml-core-2.0-os, section 5.4), and of its algorithms the safe ones. */
function requireForm(signature: XmlElement, id: string): void {
  const [signedInfo, value, keyInfo] = signature.children
  requireNames(
    signature,
    keyInfo ? ['SignedInfo', 'SignatureValue', 'KeyInfo'] : ['SignedInfo', 'SignatureValue'],
  )
  if (!signedInfo || value?.children.length !== 0) throw invalid()
  const [canonicalization, method, reference] = requireNames(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ])
  requireAlgorithm(canonicalization, canonicalizations)
  requireAlgorithm(method, Object.keys(signatureMethods))
  if (method?.children.length !== 0 || !reference) throw invalid()
  requireReference(reference, id)
}

function requireReference(reference: XmlElement, id: string): void {
  const [transforms, digestMethod, digestValue] = requireNames(reference, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ])
  if (id === '' || attributeOf(reference, 'URI') !== `#${id}` || !transforms) throw invalid()
  const [enveloped, canonicalization] = requireNames(transforms, ['Transform', 'Transform'])
  requireAlgorithm(enveloped, [ENVELOPED])
  requireAlgorithm(canonicalization, canonicalizations)
  requireAlgorithm(digestMethod, digestMethods)
  if (digestValue?.children.length !== 0) throw invalid()
}

function requireNames(parent: XmlElement, names: readonly string[]): readonly XmlElement[] {
  const { children } = parent
  const matches = children.length === names.length && names.every((name, at) => isNamed(children[at], name))
  if (!matches) throw invalid()
  return children
}

function isNamed(element: XmlElement | undefined, name: string): boolean {
  return element !== undefined && is(element, SIGNATURE, name)
}

function requireAlgorithm(element: XmlElement | undefined, allowed: readonly string[]): void {
  const algorithm = element && attributeOf(element, 'Algorithm')
  if (algorithm === undefined || !allowed.includes(algorithm))
    throw refused('SAML Assertion signature has an algorithm or a transform that is not allowed')
}

/** In the words of Cognito (aws/aws-sdk-js-v3#6201, 2024). */
function invalid(cause?: unknown) {
  return refused('SAML Assertion signature is invalid', { cause })
}
