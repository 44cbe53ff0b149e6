/**
 * Secrets in fact that the model does not mark as sensitive. Whole shapes, wherever they are used:
 * - ConfirmationCodeType: one-time codes of sign-up, password reset and attribute verification.
 * - ChallengeParametersType: SECRET_BLOCK, SRP_B and the salt of an attempt, public parameters of custom challenges,
 *   the user's attributes at NEW_PASSWORD_REQUIRED.
 * - ClientMetadataType: whatever the app passes to its triggers, often captcha tokens and personal data.
 * - PreSignedUrlType: the signature in the URL lets anyone upload users.
 */
const secretShapes: ReadonlySet<string> = new Set([
  'ConfirmationCodeType',
  'ChallengeParametersType',
  'ClientMetadataType',
  'PreSignedUrlType',
])

/**
 * Single members, because their shape is a common one:
 * - PasswordVerifier and Salt: enough to guess the device's password offline, or to pose as the server.
 * - Credential and CredentialCreationOptions: the passkey challenge and its answer.
 * - headerValue: the caller forwards its own request's headers, with cookies and authorizations.
 * - EncodedData: the device fingerprint; in UserContextData the model marks it.
 * - Filter: contains attribute values, which the model marks where they stand alone.
 * - ProviderAttributeValue: the user's identifier at the identity provider.
 */
const secretMembers: ReadonlySet<string> = new Set([
  'DeviceSecretVerifierConfigType.PasswordVerifier',
  'DeviceSecretVerifierConfigType.Salt',
  'CompleteWebAuthnRegistrationRequest.Credential',
  'StartWebAuthnRegistrationResponse.CredentialCreationOptions',
  'HttpHeader.headerValue',
  'ContextDataType.EncodedData',
  'ListUsersRequest.Filter',
  'ProviderUserIdentifierType.ProviderAttributeValue',
])

/** Entries of string maps that are secrets: client_secret and private_key of ProviderDetails, and the like. */
const secretKeys = /secret|password|private_?key|token$/i

/** Whether the member is a secret that the model does not mark. */
export function isSecret(structure: string, member: string, shape: string): boolean {
  return secretShapes.has(shape) || secretMembers.has(`${structure}.${member}`)
}

/** Whether an entry of a string map is a secret by its key. */
export function isSecretKey(key: string): boolean {
  return secretKeys.test(key)
}
