import type { WebAuthnCredentialDescription } from '@poolhouse/api-model'
import type { Passkey } from '../../storage/passkeys.ts'

export function toWebAuthnCredentialDescription(passkey: Passkey): WebAuthnCredentialDescription {
  return {
    CredentialId: passkey.credentialId,
    FriendlyCredentialName: passkey.name,
    RelyingPartyId: passkey.relyingPartyId,
    AuthenticatorAttachment: passkey.attachment,
    AuthenticatorTransports: passkey.transports,
    CreatedAt: new Date(passkey.createdAt),
  }
}
