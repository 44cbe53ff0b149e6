import { refused } from './saml-errors.ts'
import { ASSERTION, BEARER } from './saml-names.ts'
import { attributeOf, childrenOf, textOf, wholeTextOf, type XmlElement } from './strict-xml.ts'

/** How far the provider's clock may be from ours. Cognito's own tolerance is not documented. */
export const CLOCK_SKEW_MS = 60_000

/** What an assertion has to say to be meant for us, now. */
export interface ExpectedAssertion {
  /** Of the provider. */
  issuer: string
  /** Ours. */
  entityId: string
  callbackUrl: string
  /** What it answers; undefined for an assertion that nobody asked for. */
  requestId: string | undefined
  /** Epoch milliseconds. */
  now: number
}

/** What an assertion says. */
export interface AssertedUser {
  assertionId: string
  /** Epoch milliseconds. */
  issuedAt: number
  /** When the assertion is accepted no more, whatever the tolerance: epoch milliseconds. */
  expiresAt: number
  nameId: string
  nameIdFormat: string | undefined
  sessionIndex: string | undefined
  /** The values by the attributes' Names. */
  attributes: ReadonlyMap<string, readonly string[]>
}

/**
 * Reads an assertion whose signature was verified. Throws FederationError unless provider, audience, recipient, times and
 * the request that it answers are right (saml-profiles-2.0-os, section 4.1.4.3). That the confirmation repeats InResponseTo
 * is what Cognito asks for since 2024 (announced to its users, c6fc/npk#87).
 */
export function readAssertion(assertion: XmlElement, expected: ExpectedAssertion): AssertedUser {
  const issuer = textOf(onlyChild(assertion, 'Issuer'))
  if (issuer !== expected.issuer) throw refused('Issuer of the SAML Assertion is invalid')
  const subject = onlyChild(assertion, 'Subject')
  const nameId = onlyChild(subject, 'NameID')
  const name = textOf(nameId)
  if (!name) throw refused('NameID is missing')
  const confirmedUntil = requireConfirmation(subject, expected)
  const validUntil = requireConditions(onlyChild(assertion, 'Conditions'), expected)
  const statements = childrenOf(assertion, ASSERTION, 'AuthnStatement')
  return {
    assertionId: attributeOf(assertion, 'ID') ?? '',
    issuedAt: requireTime(assertion, 'IssueInstant'),
    expiresAt: Math.min(confirmedUntil, validUntil) + CLOCK_SKEW_MS,
    nameId: name,
    nameIdFormat: attributeOf(nameId, 'Format'),
    sessionIndex: requireSession(statements, expected.now),
    attributes: readAttributes(assertion),
  }
}

/** One bearer confirmation that fits is enough; without one, what is wrong with the first is told. Gives its end. */
function requireConfirmation(subject: XmlElement, expected: ExpectedAssertion): number {
  const checked = childrenOf(subject, ASSERTION, 'SubjectConfirmation')
    .filter((confirmation) => attributeOf(confirmation, 'Method') === BEARER)
    .map((confirmation) => checkConfirmation(confirmation, expected))
  const fitting = checked.find((result) => typeof result === 'number')
  if (fitting !== undefined) return fitting
  throw refused(String(checked[0] ?? 'SubjectConfirmation is missing'))
}

/** Its end, or what is wrong. */
function checkConfirmation(confirmation: XmlElement, expected: ExpectedAssertion): number | string {
  const [data, ...more] = childrenOf(confirmation, ASSERTION, 'SubjectConfirmationData')
  if (!data || more.length > 0) return 'SubjectConfirmationData is missing'
  if (attributeOf(data, 'Recipient') !== expected.callbackUrl)
    return 'Recipient of the SubjectConfirmationData is invalid'
  if (attributeOf(data, 'InResponseTo') !== expected.requestId)
    return 'InResponseTo of the SubjectConfirmationData is invalid'
  const end = timeOf(data, 'NotOnOrAfter')
  if (end === undefined) return 'NotOnOrAfter of the SubjectConfirmationData is missing'
  return wrongTime(data, expected.now) ?? end
}

/** Audience and times; a condition that we do not know makes the assertion worthless (saml-core-2.0-os, section 2.5.1.1). */
function requireConditions(conditions: XmlElement, { entityId, now }: ExpectedAssertion): number {
  const wrong = wrongTime(conditions, now)
  if (wrong !== undefined) throw refused(wrong)
  const restrictions = childrenOf(conditions, ASSERTION, 'AudienceRestriction')
  if (restrictions.length === 0) throw refused('AudienceRestriction is missing')
  const excluded = restrictions.some((restriction) => !audiencesOf(restriction).includes(entityId))
  if (excluded) throw refused(`Audience restriction in SAML Assertion does not allow it for ${entityId}`)
  const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']
  if (conditions.children.some(({ name, namespace }) => namespace !== ASSERTION || !known.includes(name)))
    throw refused('Conditions of the SAML Assertion are not known')
  return timeOf(conditions, 'NotOnOrAfter') ?? Number.POSITIVE_INFINITY
}

function audiencesOf(restriction: XmlElement): (string | undefined)[] {
  return childrenOf(restriction, ASSERTION, 'Audience').map(textOf)
}

/** What is wrong with NotBefore or NotOnOrAfter, where they are given. */
function wrongTime(element: XmlElement, now: number): string | undefined {
  const start = timeOf(element, 'NotBefore')
  const end = timeOf(element, 'NotOnOrAfter')
  if (start !== undefined && now + CLOCK_SKEW_MS < start) return 'SAML Assertion is not yet valid'
  if (end !== undefined && now - CLOCK_SKEW_MS >= end) return 'SAML Assertion is expired'
  return undefined
}

function requireSession(statements: readonly XmlElement[], now: number): string | undefined {
  const ends = statements.map((statement) => timeOf(statement, 'SessionNotOnOrAfter'))
  if (ends.some((end) => end !== undefined && now - CLOCK_SKEW_MS >= end))
    throw refused('Session of the SAML Assertion is expired')
  return statements.map((statement) => attributeOf(statement, 'SessionIndex')).find((index) => index)
}

function readAttributes(assertion: XmlElement): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, ASSERTION, 'AttributeStatement'))
    for (const attribute of childrenOf(statement, ASSERTION, 'Attribute')) {
      const name = attributeOf(attribute, 'Name')
      const added = childrenOf(attribute, ASSERTION, 'AttributeValue').map(wholeTextOf)
      if (name && added.length > 0) values.set(name, [...(values.get(name) ?? []), ...added])
    }
  return values
}

function onlyChild(parent: XmlElement, name: string): XmlElement {
  const [child, ...more] = childrenOf(parent, ASSERTION, name)
  if (!child) throw refused(`${name} is missing`)
  if (more.length > 0) throw refused(`${name} is given more than once`)
  return child
}

function requireTime(element: XmlElement, name: string): number {
  const time = timeOf(element, name)
  if (time === undefined) throw refused(`${name} is missing`)
  return time
}

function timeOf(element: XmlElement, name: string): number | undefined {
  const text = attributeOf(element, name)
  if (text === undefined) return undefined
  const time = parseTime(text)
  if (time === undefined) throw refused(`${name} is malformed`)
  return time
}

/** Epoch milliseconds of an xs:dateTime; without a zone there is none (saml-core-2.0-os, section 1.3.3). */
export function parseTime(text: string): number | undefined {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
  const time = form.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
