/** Why a token was not accepted. The codes are stable: programs may depend on them, on the messages they may not. */
export type AuthErrorCode =
  /** No token was sent. */
  | 'missing'
  /** Not a signed JWT in compact form, or one with claims of wrong types. */
  | 'malformed'
  /** Signed by another algorithm than RS256, or not at all. */
  | 'algorithm'
  /** None of the user pools that are trusted. */
  | 'issuer'
  /** The issuer has no such key, as far as is known. */
  | 'unknown-key'
  /** The issuer's keys could not be read, so nothing can be said about the token. */
  | 'keys-unavailable'
  /** Not signed by the key that it names. */
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  /** An access token in place of an ID token, or the other way round. */
  | 'token-use'
  /** Made for another app client. */
  | 'audience'
  | 'group'
  | 'scope'
  /** `verifySync` where there is no synchronous cryptography. */
  | 'sync-unavailable'

/** The one error of this library about tokens. */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly code: AuthErrorCode
  /** With code `scope`: what would have been needed. */
  readonly requiredScopes: readonly string[] | undefined

  constructor(
    code: AuthErrorCode,
    message: string,
    options: { cause?: unknown; requiredScopes?: readonly string[] } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.requiredScopes = options.requiredScopes
  }
}
