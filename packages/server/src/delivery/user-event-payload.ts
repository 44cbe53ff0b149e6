import { sha256 } from '../crypto/random.ts'
import type { Services } from '../services.ts'
import type { UserEvent } from '../storage/user-events.ts'

/** What an endpoint is called in the database: its address may hold a secret. */
export function endpointKey(url: string): string {
  return sha256(url)
}

/** Encrypts the JSON that endpoints get of the event. */
export function sealPayload({ keyring }: Services, id: string, payload: unknown): string {
  return keyring.seal(JSON.stringify(payload), placeOf(id))
}

/** The JSON that endpoints get of the event, byte for byte the same at every try. */
export function openPayload({ keyring }: Services, event: Pick<UserEvent, 'id' | 'sealedPayload'>): string {
  return keyring.open(event.sealedPayload, placeOf(event.id)).toString('utf8')
}

function placeOf(id: string): string {
  return `user_events.sealed_payload:${id}`
}
