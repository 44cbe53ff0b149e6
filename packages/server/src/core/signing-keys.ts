import { toSigningKey } from '../crypto/signatures.ts'
import type { Services, SigningKey, SigningKeys } from '../services.ts'
import type { StoredSigningKey, TokenUse } from '../storage/signing-keys.ts'
import * as storage from '../storage/signing-keys.ts'

/** Pools whose keys are kept in memory; more are read again. */
const MAX_POOLS = 1_000

/** The pool's keys, made on first use. Every process that asks at the same time gets the same ones. */
export function signingKeys(services: Services, userPoolId: string): Promise<SigningKeys> {
  const known = services.signingKeys.get(userPoolId)
  if (known !== undefined) return known
  if (services.signingKeys.size >= MAX_POOLS) services.signingKeys.clear()
  const keys = load(services, userPoolId)
  services.signingKeys.set(userPoolId, keys)
  keys.catch(() => services.signingKeys.delete(userPoolId))
  return keys
}

/** Makes the keys of a new pool in the background, so that its creation doesn't wait for two primes each. */
export function prepareSigningKeys(services: Services, userPoolId: string): void {
  signingKeys(services, userPoolId).catch((error: unknown) => {
    services.log.warn(
      { err: error, userPoolId },
      'the signing keys were not made ahead; the first use makes them',
    )
  })
}

async function load(services: Services, userPoolId: string): Promise<SigningKeys> {
  const [id, access] = await Promise.all([
    loadOrCreate(services, userPoolId, 'id'),
    loadOrCreate(services, userPoolId, 'access'),
  ])
  return { id, access }
}

async function loadOrCreate(services: Services, userPoolId: string, tokenUse: TokenUse): Promise<SigningKey> {
  const stored = await storage.findNewest(services.db, userPoolId, tokenUse)
  if (stored) return open(services, stored)
  const { kid, publicJwk, privatePkcs8 } = await services.generateSigningKey()
  const created: StoredSigningKey = {
    kid,
    userPoolId,
    tokenUse,
    generation: 1,
    publicJwk,
    sealedPrivateKey: services.keyring.seal(privatePkcs8, place(kid)),
    createdAt: services.clock.now(),
  }
  await storage.insertIfFirst(services.db, created)
  const winner = await storage.findNewest(services.db, userPoolId, tokenUse)
  return open(services, winner ?? created)
}

function open(services: Services, { kid, sealedPrivateKey }: StoredSigningKey): SigningKey {
  return toSigningKey({ kid, privatePkcs8: services.keyring.open(sealedPrivateKey, place(kid)) })
}

function place(kid: string): string {
  return `signing_keys.sealed_private_key:${kid}`
}
