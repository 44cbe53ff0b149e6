import type { Keyring } from './keyring.ts'
import { SealedValueError } from './keyring.ts'

/** What must be the same again when the key is opened; it is no secret. */
export type EncryptionContext = Readonly<Record<string, string>>

/** Encrypts a data key as KMS does under the key of that ARN, with the server's own keys. */
export function sealDataKey(
  keyring: Keyring,
  plaintext: Buffer,
  { keyArn, context }: { keyArn: string; context: EncryptionContext },
): Buffer {
  return Buffer.from(`${keyArn}\n${keyring.seal(plaintext, placeOf(keyArn, context))}`)
}

/** Opens what `sealDataKey` made for this context; undefined for all else. */
export function openDataKey(
  keyring: Keyring,
  blob: Buffer,
  context: EncryptionContext,
): { keyArn: string; plaintext: Buffer } | undefined {
  const [keyArn = '', sealed = ''] = blob.toString('utf8').split('\n')
  try {
    return { keyArn, plaintext: keyring.open(sealed, placeOf(keyArn, context)) }
  } catch (error) {
    if (error instanceof SealedValueError) return undefined
    throw error
  }
}

function placeOf(keyArn: string, context: EncryptionContext): string {
  const entries = Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1))
  return `kms:${JSON.stringify([keyArn, entries])}`
}
