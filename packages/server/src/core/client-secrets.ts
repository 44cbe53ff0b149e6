import { randomAlphanumeric } from '../crypto/random.ts'
import { InvalidParameterException, LimitExceededException, ResourceNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClientSecret } from '../storage/app-client-secrets.ts'
import * as appClientSecrets from '../storage/app-client-secrets.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as appClients from '../storage/app-clients.ts'

/** Length and letters of the secrets that Cognito makes. */
const SECRET_LENGTH = 51
const secretAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** API_AddUserPoolClientSecret: two, so that one can take over from the other. */
const MAX_SECRETS = 2

function place(secretId: string): string {
  return `app_client_secrets.sealed_secret:${secretId}`
}

/** The client's secrets in plain text, oldest first; none, and no query, for a public client. */
export async function clientSecrets(services: Services, client: AppClient): Promise<string[]> {
  if (!client.settings.hasSecret) return []
  const secrets = await appClientSecrets.list(services.db, client.id)
  return secrets.map(({ id, sealedSecret }) =>
    services.keyring.open(sealedSecret, place(id)).toString('utf8'),
  )
}

/** Stores a secret, the given one or a new one, and returns it in plain text, for the only time. */
export async function insertSecret(
  services: Services,
  secret: { clientId: string; id: string; value?: string | undefined },
): Promise<{ secret: AppClientSecret; value: string }> {
  const value = secret.value ?? randomAlphanumeric(SECRET_LENGTH, secretAlphabet)
  const { id, clientId } = secret
  const sealedSecret = services.keyring.seal(value, place(id))
  const row = { id, appClientId: clientId, sealedSecret, createdAt: services.clock.now() }
  await appClientSecrets.insert(services.db, row)
  return { secret: row, value }
}

export interface ClientKey {
  userPoolId: string
  clientId: string
}

/**
 * Gives the client a second secret. Throws ResourceNotFoundException, InvalidParameterException for a public client,
 * LimitExceededException when there are two. The texts are our reading of API_AddUserPoolClientSecret.
 */
export async function addSecret(
  services: Services,
  key: ClientKey,
  value: string | undefined,
): Promise<{ secret: AppClientSecret; value: string }> {
  return transaction(services, async (services) => {
    const client = await lockClient(services, key)
    requireOperatorsClient(client)
    if (!client.settings.hasSecret)
      throw new InvalidParameterException(`User pool client ${client.id} does not have a client secret.`)
    const secrets = await appClientSecrets.list(services.db, client.id)
    if (secrets.length >= MAX_SECRETS)
      throw new LimitExceededException(
        `User pool client ${client.id} already has ${MAX_SECRETS} client secrets.`,
      )
    const id = newSecretId(services, client, secrets)
    return insertSecret(services, { clientId: client.id, id, value })
  })
}

/** Named after the client and the time of creation, so that names order as the secrets do. */
export function newSecretId(
  services: Services,
  client: { id: string },
  others: { id: string }[] = [],
): string {
  let time = services.clock.now()
  while (others.some(({ id }) => id === `${client.id}--${time}`)) time++
  return `${client.id}--${time}`
}

/** Takes one of two secrets away. Throws ResourceNotFoundException, InvalidParameterException for the last. */
export async function removeSecret(services: Services, key: ClientKey, secretId: string): Promise<void> {
  await transaction(services, async (services) => {
    const client = await lockClient(services, key)
    requireOperatorsClient(client)
    const secrets = await appClientSecrets.list(services.db, client.id)
    if (!secrets.some(({ id }) => id === secretId))
      throw new ResourceNotFoundException(`Client secret ${secretId} does not exist.`)
    if (secrets.length === 1)
      throw new InvalidParameterException('The last client secret of a user pool client can not be deleted.')
    await appClientSecrets.remove(services.db, client.id, secretId)
  })
}

/** A client that registered itself keeps the secret that it was told (API_AddUserPoolClientSecret); the text is ours. */
function requireOperatorsClient({ id, settings }: AppClient): void {
  if (settings.clientType !== 'DCR') return
  throw new InvalidParameterException(`User pool client ${id} registered itself and keeps its secret.`)
}

/** The client, held until the end of the transaction. Throws ResourceNotFoundException. */
export async function lockClient(services: Services, key: ClientKey): Promise<AppClient> {
  const client = await appClients.lock(services.db, key.userPoolId, key.clientId)
  if (!client) throw new ResourceNotFoundException(`User pool client ${key.clientId} does not exist.`)
  return client
}
