import { equalsConstantTime } from '../crypto/constant-time.ts'
import { sha256 } from '../crypto/random.ts'
import { matchesSecretHash } from '../crypto/secret-hash.ts'
import { NotAuthorizedException, ResourceNotFoundException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as appClients from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { clientSecrets } from './client-secrets.ts'

export interface ClientAndPool {
  client: AppClient
  pool: UserPool
}

/** The app client with its user pool. Throws ResourceNotFoundException. */
export async function requireClient(services: Services, clientId: string): Promise<ClientAndPool> {
  const found = await appClients.findWithPool(services.db, clientId)
  if (!found) throw new ResourceNotFoundException(`User pool client ${clientId} does not exist.`)
  return found
}

/** The app client, where it has secrets only after the caller proved one for this user name. */
export async function requireClientWithSecretHash(
  services: Services,
  proof: { clientId: string; username: string; secretHash: string | undefined },
): Promise<ClientAndPool> {
  const found = await requireClient(services, proof.clientId)
  await checkSecretHash(services, found.client, proof)
  return found
}

/**
 * Checks SECRET_HASH, which is Base64(HMAC-SHA256(secret, username + client id)), against each secret of the client.
 * A hash that comes for a client without secret is ignored. Throws NotAuthorizedException.
 */
export async function checkSecretHash(
  services: Services,
  client: AppClient,
  proof: { username: string; secretHash: string | undefined },
  mismatch = `Unable to verify secret hash for client ${client.id}`,
): Promise<void> {
  const secrets = await clientSecrets(services, client)
  if (secrets.length === 0) return
  const { username, secretHash } = proof
  if (!secretHash)
    throw new NotAuthorizedException(
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    )
  const matches = secrets.map((secret) =>
    matchesSecretHash(secretHash, { username, clientId: client.id, secret }),
  )
  if (!matches.includes(true)) throw new NotAuthorizedException(mismatch)
}

/**
 * Whether one of these spellings is a secret of the client. Digests are compared, so that lengths do not tell either.
 */
export async function isSecretOf(
  services: Services,
  client: AppClient,
  spellings: readonly string[],
): Promise<boolean> {
  const secrets = await clientSecrets(services, client)
  const matches = secrets.flatMap((secret) =>
    spellings.map((spelling) => equalsConstantTime(sha256(secret), sha256(spelling))),
  )
  return matches.includes(true)
}

/** Checks a secret that is sent itself. Throws NotAuthorizedException. */
export async function checkClientSecret(
  services: Services,
  client: AppClient,
  given: string | undefined,
): Promise<void> {
  const secrets = await clientSecrets(services, client)
  if (secrets.length === 0) return
  if (!given)
    throw new NotAuthorizedException(
      `Client ${client.id} is configured for secret but secret was not received`,
    )
  const matches = secrets.map((secret) => equalsConstantTime(Buffer.from(secret), Buffer.from(given)))
  if (!matches.includes(true))
    throw new NotAuthorizedException(`Unable to verify secret for client ${client.id}`)
}
