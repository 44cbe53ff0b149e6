import type { Db } from './open.ts'

/** A pool's key for SAML with its certificate. */
export interface SigningCertificate {
  userPoolId: string
  /** DER in base64. */
  certificate: string
  /** PKCS #8, sealed for `signing_certificates.sealed_private_key:<pool id>`. */
  sealedPrivateKey: string
  createdAt: number
}

export async function find(db: Db, userPoolId: string): Promise<SigningCertificate | undefined> {
  const row = await db
    .selectFrom('signing_certificates')
    .selectAll()
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return (
    row && {
      userPoolId: row.user_pool_id,
      certificate: row.certificate,
      sealedPrivateKey: row.sealed_private_key,
      createdAt: row.created_at,
    }
  )
}

/** Keeps the certificate unless the pool has one; of several processes the first one wins. */
export async function insertIfFirst(db: Db, created: SigningCertificate): Promise<void> {
  await db
    .insertInto('signing_certificates')
    .values({
      user_pool_id: created.userPoolId,
      certificate: created.certificate,
      sealed_private_key: created.sealedPrivateKey,
      created_at: created.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
