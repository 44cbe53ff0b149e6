import 'reflect-metadata'
import { createPrivateKey, KeyObject, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A certificate and the PKCS #8 of its key, both as PEM. */
export interface KeyAndCertificate {
  certificate: string
  privateKey: string
}

/** Epoch milliseconds. */
export interface Validity {
  notBefore: number
  notAfter: number
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' }
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' }

/** A new certificate authority (RFC 5280, section 4.2.1.9) that signs servers only, no further authorities. */
export async function createAuthority({ notBefore, notAfter }: Validity): Promise<KeyAndCertificate> {
  const keys = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // Whoever trusts several tells them apart, and finds the one to remove.
    name: [{ CN: [`Poolhouse development CA ${randomBytes(3).toString('hex')}`] }],
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    signingAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return toPem(certificate, keys.privateKey)
}

/** A new key with the authority's certificate for a server of these host names and IP addresses. */
export async function issueCertificate(
  authority: KeyAndCertificate,
  { names, notBefore, notAfter }: Validity & { names: readonly string[] },
): Promise<KeyAndCertificate> {
  const keys = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const issuer = new X509Certificate(authority.certificate)
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: ['Poolhouse development server'] }],
    issuer: issuer.subjectName,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    signingAlgorithm,
    publicKey: keys.publicKey,
    signingKey: await importPrivateKey(authority.privateKey),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map(toGeneralName)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return toPem(certificate, keys.privateKey)
}

function toGeneralName(value: string): JsonGeneralName {
  return { type: isIP(value) === 0 ? 'dns' : 'ip', value }
}

function toPem(certificate: X509Certificate, privateKey: CryptoKey): KeyAndCertificate {
  return {
    certificate: `${certificate.toString('pem').trim()}\n`,
    privateKey: KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function importPrivateKey(pem: string): Promise<CryptoKey> {
  const pkcs8 = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' })
  return crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), curve, false, ['sign'])
}
