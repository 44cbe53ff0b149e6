import type { Services } from '../services.ts'
import type { SigningCertificate } from '../storage/signing-certificates.ts'
import * as storage from '../storage/signing-certificates.ts'
import { requireUserPool } from './user-pools.ts'

const TEN_YEARS_MS = 3652 * 86_400_000

/**
 * The certificate that goes with the pool's signatures on SAML requests, for ten years, made on first use; its key is the
 * pool's own and signs no tokens. Throws ResourceNotFoundException. Deviation: AWS issues another one each year, which
 * would have to be given to every identity provider; here it stays.
 */
export async function requireSigningCertificate(
  services: Services,
  userPoolId: string,
): Promise<SigningCertificate> {
  const stored = await storage.find(services.db, userPoolId)
  if (stored) return stored
  const pool = await requireUserPool(services, userPoolId)
  const now = services.clock.now()
  const facts = { commonName: pool.id, notBefore: now, notAfter: now + TEN_YEARS_MS }
  const { createSelfSignedCertificate } = await import('../crypto/certificate.ts') // slows the start otherwise
  const { certificate, privatePkcs8 } = await createSelfSignedCertificate(facts)
  const sealedPrivateKey = services.keyring.seal(privatePkcs8, place(pool.id))
  const created = { userPoolId: pool.id, certificate, sealedPrivateKey, createdAt: now }
  await storage.insertIfFirst(services.db, created)
  return (await storage.find(services.db, pool.id)) ?? created
}

/** The certificate's private key: PKCS #8, DER. */
export function privateKeyOf(services: Services, certificate: SigningCertificate): Buffer {
  return services.keyring.open(certificate.sealedPrivateKey, place(certificate.userPoolId))
}

function place(userPoolId: string): string {
  return `signing_certificates.sealed_private_key:${userPoolId}`
}
