import 'reflect-metadata'
import { X509CertificateGenerator } from '@peculiar/x509'

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
}

export interface CertificateFacts {
  /** Whom it names, as a common name. */
  commonName: string
  /** Epoch milliseconds. */
  notBefore: number
  notAfter: number
}

/** A new RSA key with a certificate that it signed itself (RFC 5280): DER in base64, and PKCS #8 to be sealed. */
export async function createSelfSignedCertificate(
  facts: CertificateFacts,
): Promise<{ certificate: string; privatePkcs8: Buffer }> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [facts.commonName] }],
    notBefore: new Date(facts.notBefore),
    notAfter: new Date(facts.notAfter),
    signingAlgorithm: algorithm,
    keys,
  })
  return {
    certificate: Buffer.from(certificate.rawData).toString('base64'),
    privatePkcs8: Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  }
}
