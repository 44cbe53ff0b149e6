/** Why nobody could be signed in, stable. */
export type SignInErrorCode =
  /** The sign-in page sent the user back with an error, for example `access_denied`. */
  | 'refused'
  /** The answer belongs to no sign-in that this browser began in the last ten minutes. */
  | 'state'
  /** The code or the refresh token was not accepted. */
  | 'grant'
  /** The tokens are not what was asked for. */
  | 'tokens'
  /** The server could not be reached or has failed; trying again may help. */
  | 'unavailable'

/** The one error of signing in. */
export class SignInError extends Error {
  override readonly name = 'SignInError'
  readonly code: SignInErrorCode

  constructor(code: SignInErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
