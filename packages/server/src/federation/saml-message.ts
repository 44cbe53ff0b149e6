import { refused, unreadable } from './saml-errors.ts'
import { ASSERTION, PROTOCOL, SIGNATURE, STATUS } from './saml-names.ts'
import { attributeOf, childrenOf, everyElement, is, parseXml, textOf, type XmlElement } from './strict-xml.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/saml-idp-response.html: what Cognito reads of a response. */
const MAX_CHARACTERS = 100_000
/**
 * As many as fit in a response with nothing but attributes. The library takes time that grows with the square of it, and who
 * has an assertion of their own may put more around it.
 */
const MAX_ELEMENTS = 2_000
/** xml-crypto looks for each of these, whatever their namespace. */
const ID_NAMES = ['ID', 'Id', 'id']

/** What a message has to say to be meant for us. */
export interface ExpectedMessage {
  /** Where it was sent to. */
  callbackUrl: string
  /** Of the provider. */
  issuer: string
  /** What it answers; undefined for a message that nobody asked for. */
  requestId: string | undefined
}

/** The XML of a form's `SAMLResponse`. Throws FederationError. */
export function decodeMessage(form: URLSearchParams): string {
  const [encoded = '', ...more] = form.getAll('SAMLResponse')
  if (more.length > 0 || encoded === '' || encoded.length > MAX_CHARACTERS) throw unreadable()
  const base64 = encoded.replace(/[\r\n]/g, '')
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) throw unreadable()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** Reads a message strictly: nothing of it may mean one thing to one parser and another to the next. */
export function parseMessage(text: string): XmlElement {
  const root = readStrictly(text)
  if (everyElement(root).length > MAX_ELEMENTS) throw unreadable()
  return root
}

function readStrictly(text: string): XmlElement {
  try {
    return parseXml(text, 'refuse')
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** The root, if it is what is said. Throws FederationError. */
export function requireRoot(root: XmlElement, namespace: string, name: string): XmlElement {
  if (!is(root, namespace, name) || attributeOf(root, 'Version') !== '2.0' || !attributeOf(root, 'ID'))
    throw unreadable()
  return root
}

/**
 * Refuses what signatures are moved about with: an identifier that two elements have, a message within the message, a
 * second assertion or one in another place, a signature in another place.
 */
export function requireSound(root: XmlElement): void {
  const elements = everyElement(root)
  requireUniqueIds(elements)
  const messages = elements.filter(({ name }) => /^(Response|LogoutResponse)$/.test(name))
  if (messages.some((element) => element !== root)) throw unreadable()
  const assertions = elements.filter(({ name }) => /^(Encrypted)?Assertion$/.test(name))
  const [assertion, ...more] = assertions
  if (more.length > 0) throw unreadable()
  if (assertion && assertion !== root && !root.children.includes(assertion)) throw unreadable()
  if (assertion && assertion.namespace !== ASSERTION) throw unreadable()
  requireSignaturesIn(elements, assertion ? new Set([root, assertion]) : new Set([root]))
}

function requireUniqueIds(elements: readonly XmlElement[]): void {
  const ids = elements
    .flatMap(({ attributes }) => attributes)
    .filter(({ name }) => ID_NAMES.includes(name))
    .map(({ value }) => value)
  if (new Set(ids).size !== ids.length) throw unreadable()
}

function requireSignaturesIn(elements: readonly XmlElement[], owners: ReadonlySet<XmlElement>): void {
  const signatures = elements.filter(({ name }) => name === 'Signature')
  const placed = [...owners].map((owner) => childrenOf(owner, SIGNATURE, 'Signature').length)
  const inPlace = placed.reduce((sum, count) => sum + count, 0)
  if (inPlace !== signatures.length || placed.some((count) => count > 1)) throw unreadable()
}

/** Refuses a message that was not sent here, by this provider, in answer to our request. Throws FederationError. */
export function requireAddressed(message: XmlElement, expected: ExpectedMessage): void {
  const destination = attributeOf(message, 'Destination')
  if (destination !== undefined && destination !== expected.callbackUrl)
    throw refused('Destination of the response is invalid')
  const [issuer, ...more] = childrenOf(message, ASSERTION, 'Issuer')
  if (more.length > 0 || (issuer && textOf(issuer) !== expected.issuer))
    throw refused('Issuer of the response is invalid')
  if (attributeOf(message, 'InResponseTo') !== expected.requestId)
    throw refused('InResponseTo of the response is invalid')
}

/** What a provider answers where it does not let the user in (saml-core-2.0-os, section 3.2.2.2). */
const denials = ['AuthnFailed', 'RequestDenied']
const statuses = [
  ...['Requester', 'Responder', 'VersionMismatch'],
  ...denials,
  ...['InvalidAttrNameOrValue', 'InvalidNameIDPolicy', 'NoAuthnContext', 'NoAvailableIDP', 'NoPassive'],
  ...['NoSupportedIDP', 'PartialLogout', 'ProxyCountExceeded', 'RequestUnsupported', 'UnknownPrincipal'],
  'UnsupportedBinding',
]

/** Throws FederationError with the provider's status, by the names of SAML alone, unless it is Success. */
export function requireSuccess(message: XmlElement): void {
  const [status, ...more] = childrenOf(message, PROTOCOL, 'Status')
  if (!status || more.length > 0) throw refused('Status is missing')
  const codes = statusCodes(status)
  if (codes[0] === 'Success') return
  const names = codes.filter((code) => statuses.includes(code)).join(', ')
  const code = codes.some((name) => denials.includes(name)) ? 'access_denied' : 'server_error'
  throw refused(`Status is ${names || 'not Success'}`, { code })
}

/** From the outermost in. */
function statusCodes(element: XmlElement): string[] {
  const [code] = childrenOf(element, PROTOCOL, 'StatusCode')
  if (!code) return []
  const value = attributeOf(code, 'Value') ?? ''
  return [value.startsWith(STATUS) ? value.slice(STATUS.length) : '', ...statusCodes(code)]
}
