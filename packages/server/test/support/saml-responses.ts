import { constants, createCipheriv, publicEncrypt, randomBytes, sign as signBytes } from 'node:crypto'
import { SignedXml } from 'xml-crypto'

/** A key with its certificate, PEM. */
export interface SigningKeys {
  certificate: string
  privateKey: string
}

/** What the responses of this file say, unless they are changed. */
export const facts = {
  now: Date.parse('2026-06-01T10:00:00Z'),
  notBefore: Date.parse('2026-06-01T09:59:00Z'),
  notOnOrAfter: Date.parse('2026-06-01T10:05:00Z'),
  issuer: 'https://idp.example.com/metadata',
  entityId: 'urn:amazon:cognito:sp:us-east-1_Saml00001',
  callbackUrl: 'https://pool.example.com/saml2/idpresponse',
  requestId: '_request-1',
  nameId: 'maria',
}

export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'
const ENCRYPTION_NAMESPACE = 'http://www.w3.org/2001/04/xmlenc#'

/** The metadata of a provider with these certificates. */
export function metadataXml(certificates: readonly string[]): string {
  const keys = certificates.map(
    (certificate) =>
      `<KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate.replace(/-----[^-]+-----/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`,
  )
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="${SIGNATURE_NAMESPACE}" entityID="${facts.issuer}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/slo"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>`
}

/** A response that is all right, but not signed. */
export const responseXml = [
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
  ` ID="_response-1" Version="2.0" IssueInstant="2026-06-01T10:00:00Z" Destination="${facts.callbackUrl}" InResponseTo="${facts.requestId}">`,
  `<saml:Issuer>${facts.issuer}</saml:Issuer>`,
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
  '<saml:Assertion ID="_assertion-1" Version="2.0" IssueInstant="2026-06-01T10:00:00Z">',
  `<saml:Issuer>${facts.issuer}</saml:Issuer>`,
  `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${facts.nameId}</saml:NameID>`,
  '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
  `<saml:SubjectConfirmationData NotOnOrAfter="2026-06-01T10:05:00Z" Recipient="${facts.callbackUrl}" InResponseTo="${facts.requestId}"/>`,
  '</saml:SubjectConfirmation></saml:Subject>',
  '<saml:Conditions NotBefore="2026-06-01T09:59:00Z" NotOnOrAfter="2026-06-01T10:05:00Z">',
  `<saml:AudienceRestriction><saml:Audience>${facts.entityId}</saml:Audience></saml:AudienceRestriction>`,
  '</saml:Conditions>',
  '<saml:AuthnStatement AuthnInstant="2026-06-01T10:00:00Z" SessionIndex="_session-1"/>',
  '<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>maria@example.com</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>',
  '</saml:Assertion></samlp:Response>',
].join('')

/** A response to a request to sign out that is all right, but not signed. */
export const logoutResponseXml = [
  '<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
  ` ID="_response-1" Version="2.0" IssueInstant="2026-06-01T10:00:00Z" Destination="${facts.callbackUrl}" InResponseTo="${facts.requestId}">`,
  `<saml:Issuer>${facts.issuer}</saml:Issuer>`,
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
  '</samlp:LogoutResponse>',
].join('')

/** As `text.replace`, but the first has to be there. */
export function change(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, () => to)
  if (changed === text) throw new Error(`${from} is not in the text`)
  return changed
}

export function changeAll(text: string, from: string, to: string): string {
  return change(text, from, to).replaceAll(from, () => to)
}

/** The element from its first to its last tag. */
export function partOf(xml: string, tag: string): string {
  const found = new RegExp(`<${tag}[ >][^]*</${tag}>`).exec(xml)?.[0]
  if (found === undefined) throw new Error(`${tag} is not in the text`)
  return found
}

/** The form that the browser posts. */
export function formOf(xml: string): URLSearchParams {
  return new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: 'state' })
}

export interface SignatureOptions {
  signatureMethod?: string
  digestMethod?: string
  canonicalization?: string
  transforms?: readonly string[]
  /** Prefixes whose namespaces are signed too, for they stand in values. */
  prefixes?: readonly string[]
  /** HMAC with this as its key, in place of RSA. */
  hmacKey?: string
}

/** Signs the element with that name and puts the signature behind its issuer. */
export function sign(
  xml: string,
  name: 'Assertion' | 'Response' | 'LogoutResponse',
  { certificate, privateKey }: SigningKeys,
  options: SignatureOptions = {},
): string {
  const signer = new SignedXml({
    publicCert: certificate,
    privateKey: options.hmacKey ?? privateKey,
    signatureAlgorithm: options.signatureMethod ?? rsaSha256,
    canonicalizationAlgorithm: options.canonicalization ?? exclusive,
    getKeyInfoContent: SignedXml.getKeyInfoContent,
  })
  if (options.hmacKey !== undefined) signer.enableHMAC()
  const xpath = `//*[local-name(.)='${name}']`
  signer.addReference({
    xpath,
    transforms: [...(options.transforms ?? [enveloped, exclusive])],
    inclusiveNamespacesPrefixList: [...(options.prefixes ?? [])],
    digestAlgorithm: options.digestMethod ?? `${ENCRYPTION_NAMESPACE}sha256`,
  })
  const location = { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' } as const
  signer.computeSignature(xml, { prefix: 'ds', location })
  return signer.getSignedXml()
}

/** Signs SignedInfo anew after it was changed, as a provider would that says such things. */
export function signAgain(xml: string, { privateKey }: SigningKeys): string {
  const canonical = partOf(xml, 'ds:SignedInfo')
    .replace('<ds:SignedInfo>', `<ds:SignedInfo xmlns:ds="${SIGNATURE_NAMESPACE}">`)
    .replace(/<([^\s/>]+)([^<>]*?)\/>/g, '<$1$2></$1>')
    .replace(/<!--.*?-->/g, '')
  const value = signBytes('sha256', Buffer.from(canonical), privateKey).toString('base64')
  return xml.replace(/(?<=<ds:SignatureValue>)[^<]*/, value)
}

export interface EncryptionOptions {
  cipher?: 'aes-256-gcm' | 'aes-128-gcm' | 'aes-256-cbc' | 'aes-128-cbc'
  /** Of the key; `sha256` for both digests of OAEP. */
  hash?: 'sha1' | 'sha256'
  padding?: 'oaep' | 'pkcs1'
}

/** Puts an EncryptedAssertion where the assertion is, for the holder of the certificate's key. */
export function encrypt(xml: string, certificate: string, options: EncryptionOptions = {}): string {
  const { cipher = 'aes-256-gcm', hash = 'sha1', padding = 'oaep' } = options
  const assertion = partOf(xml, 'saml:Assertion')
  const standalone = assertion.includes('xmlns:saml=')
    ? assertion
    : change(
        assertion,
        '<saml:Assertion',
        '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
      )
  const key = randomBytes(cipher.includes('256') ? 32 : 16)
  const method = `${cipher.endsWith('gcm') ? 'http://www.w3.org/2009/xmlenc11#' : ENCRYPTION_NAMESPACE}${cipher.replace('-', '')}`
  const encrypted = `<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="${ENCRYPTION_NAMESPACE}" xmlns:ds="${SIGNATURE_NAMESPACE}"><xenc:EncryptionMethod Algorithm="${method}"/><ds:KeyInfo><xenc:EncryptedKey>${keyMethodXml(hash, padding)}${cipherXml(encryptKey(key, certificate, { hash, padding }))}</xenc:EncryptedKey></ds:KeyInfo>${cipherXml(encipher(standalone, key, cipher))}</xenc:EncryptedData></saml:EncryptedAssertion>`
  return change(xml, assertion, encrypted)
}

function keyMethodXml(hash: 'sha1' | 'sha256', padding: 'oaep' | 'pkcs1'): string {
  if (padding === 'pkcs1') return `<xenc:EncryptionMethod Algorithm="${ENCRYPTION_NAMESPACE}rsa-1_5"/>`
  if (hash === 'sha1') return `<xenc:EncryptionMethod Algorithm="${ENCRYPTION_NAMESPACE}rsa-oaep-mgf1p"/>`
  return `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"><ds:DigestMethod Algorithm="${ENCRYPTION_NAMESPACE}sha256"/><xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/></xenc:EncryptionMethod>`
}

function encryptKey(
  key: Buffer,
  certificate: string,
  { hash, padding }: { hash: 'sha1' | 'sha256'; padding: 'oaep' | 'pkcs1' },
): Buffer {
  if (padding === 'pkcs1')
    return publicEncrypt({ key: certificate, padding: constants.RSA_PKCS1_PADDING }, key)
  return publicEncrypt({ key: certificate, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash }, key)
}

function encipher(text: string, key: Buffer, cipher: string): Buffer {
  if (cipher.endsWith('gcm')) {
    const iv = randomBytes(12)
    const gcm = createCipheriv(cipher as 'aes-256-gcm', key, iv)
    return Buffer.concat([iv, gcm.update(text), gcm.final(), gcm.getAuthTag()])
  }
  const iv = randomBytes(16)
  const cbc = createCipheriv(cipher, key, iv)
  return Buffer.concat([iv, cbc.update(text), cbc.final()])
}

function cipherXml(bytes: Buffer): string {
  return `<xenc:CipherData><xenc:CipherValue>${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>`
}
