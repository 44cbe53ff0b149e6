/** An exception of the user pools API; `name` is its type on the wire. */
export class ApiError extends Error {
  /** HTTP status; everything that the model calls a client error is 400. */
  readonly status: number = 400
}

export class InternalErrorException extends ApiError {
  override readonly name = 'InternalErrorException'
  override readonly status = 500
  constructor(message = 'An internal error occurred.', options?: ErrorOptions) {
    super(message, options)
  }
}

/** As InternalErrorException, for the operations that the model gives this name instead. */
export class InternalServerException extends ApiError {
  override readonly name = 'InternalServerException'
  override readonly status = 500
  constructor(message = 'An internal error occurred.', options?: ErrorOptions) {
    super(message, options)
  }
}

export class AliasExistsException extends ApiError {
  override readonly name = 'AliasExistsException'
}

export class CodeMismatchException extends ApiError {
  override readonly name = 'CodeMismatchException'
  constructor(message = 'Invalid verification code provided, please try again.') {
    super(message)
  }
}

export class DeviceKeyExistsException extends ApiError {
  override readonly name = 'DeviceKeyExistsException'
}

export class EnableSoftwareTokenMFAException extends ApiError {
  override readonly name = 'EnableSoftwareTokenMFAException'
}

export class DuplicateProviderException extends ApiError {
  override readonly name = 'DuplicateProviderException'
}

export class ExpiredCodeException extends ApiError {
  override readonly name = 'ExpiredCodeException'
  constructor(message = 'Invalid code provided, please request a code again.') {
    super(message)
  }
}

export class FeatureUnavailableInTierException extends ApiError {
  override readonly name = 'FeatureUnavailableInTierException'
}

export class GroupExistsException extends ApiError {
  override readonly name = 'GroupExistsException'
  constructor(message = 'A group with the name already exists.') {
    super(message)
  }
}

export class InvalidLambdaResponseException extends ApiError {
  override readonly name = 'InvalidLambdaResponseException'
  constructor(message = 'Unrecognizable lambda output') {
    super(message)
  }
}

export class InvalidOAuthFlowException extends ApiError {
  override readonly name = 'InvalidOAuthFlowException'
}

export class InvalidParameterException extends ApiError {
  override readonly name = 'InvalidParameterException'
}

export class InvalidPasswordException extends ApiError {
  override readonly name = 'InvalidPasswordException'
}

export class LimitExceededException extends ApiError {
  override readonly name = 'LimitExceededException'
  constructor(message = 'Attempt limit exceeded, please try after some time.') {
    super(message)
  }
}

export class ManagedLoginBrandingExistsException extends ApiError {
  override readonly name = 'ManagedLoginBrandingExistsException'
}

export class MFAMethodNotFoundException extends ApiError {
  override readonly name = 'MFAMethodNotFoundException'
  /** Spelled as seen in aws-amplify/amplify-flutter#95. */
  constructor(message = 'No MFA mechanism registerd in the account.') {
    super(message)
  }
}

export class NotAuthorizedException extends ApiError {
  override readonly name = 'NotAuthorizedException'
  constructor(message = 'Incorrect username or password.') {
    super(message)
  }
}

export class PasswordHistoryPolicyViolationException extends ApiError {
  override readonly name = 'PasswordHistoryPolicyViolationException'
  constructor(message = 'Password has previously been used') {
    super(message)
  }
}

export class PasswordResetRequiredException extends ApiError {
  override readonly name = 'PasswordResetRequiredException'
  constructor(message = 'Password reset required for the user') {
    super(message)
  }
}

export class PreconditionNotMetException extends ApiError {
  override readonly name = 'PreconditionNotMetException'
}

export class RefreshTokenReuseException extends ApiError {
  override readonly name = 'RefreshTokenReuseException'
  constructor(message = 'Refresh Token has been reused') {
    super(message)
  }
}

export class ResourceNotFoundException extends ApiError {
  override readonly name = 'ResourceNotFoundException'
}

export class ScopeDoesNotExistException extends ApiError {
  override readonly name = 'ScopeDoesNotExistException'
}

export class ServiceQuotaExceededException extends ApiError {
  override readonly name = 'ServiceQuotaExceededException'
}

export class SoftwareTokenMFANotFoundException extends ApiError {
  override readonly name = 'SoftwareTokenMFANotFoundException'
  constructor(message = 'Software Token MFA does not exist for the user.') {
    super(message)
  }
}

export class TermsExistsException extends ApiError {
  override readonly name = 'TermsExistsException'
}

export class TierChangeNotAllowedException extends ApiError {
  override readonly name = 'TierChangeNotAllowedException'
}

export class TooManyRequestsException extends ApiError {
  override readonly name = 'TooManyRequestsException'
  constructor(message = 'Rate exceeded', options?: ErrorOptions) {
    super(message, options)
  }
}

export class UnauthorizedException extends ApiError {
  override readonly name = 'UnauthorizedException'
}

export class UnexpectedLambdaException extends ApiError {
  override readonly name = 'UnexpectedLambdaException'
}

export class UnsupportedOperationException extends ApiError {
  override readonly name = 'UnsupportedOperationException'
}

export class UnsupportedTokenTypeException extends ApiError {
  override readonly name = 'UnsupportedTokenTypeException'
}

export class UnsupportedUserStateException extends ApiError {
  override readonly name = 'UnsupportedUserStateException'
}

export class UserLambdaValidationException extends ApiError {
  override readonly name = 'UserLambdaValidationException'
}

export class UserImportInProgressException extends ApiError {
  override readonly name = 'UserImportInProgressException'
  /** The text is ours. */
  constructor(message = 'A user import job is in progress for the user pool.') {
    super(message)
  }
}

export class UserNotConfirmedException extends ApiError {
  override readonly name = 'UserNotConfirmedException'
  constructor(message = 'User is not confirmed.') {
    super(message)
  }
}

export class UserNotFoundException extends ApiError {
  override readonly name = 'UserNotFoundException'
  constructor(message = 'User does not exist.', options?: ErrorOptions) {
    super(message, options)
  }
}

export class UserPoolAddOnNotEnabledException extends ApiError {
  override readonly name = 'UserPoolAddOnNotEnabledException'
  /** The text is ours. */
  constructor(message = 'User pool add-ons are not enabled for the user pool.') {
    super(message)
  }
}

export class UserPoolTaggingException extends ApiError {
  override readonly name = 'UserPoolTaggingException'
}

export class UsernameExistsException extends ApiError {
  override readonly name = 'UsernameExistsException'
  constructor(message = 'User already exists') {
    super(message)
  }
}

// No source quotes the texts of the passkey exceptions: they follow the descriptions in the API reference.

export class WebAuthnChallengeNotFoundException extends ApiError {
  override readonly name = 'WebAuthnChallengeNotFoundException'
  constructor(message = 'The passkey registration challenge was not found or has expired.') {
    super(message)
  }
}

export class WebAuthnClientMismatchException extends ApiError {
  override readonly name = 'WebAuthnClientMismatchException'
  constructor(
    message = 'The access token is for a different client than the one that started the passkey registration.',
  ) {
    super(message)
  }
}

export class WebAuthnConfigurationMissingException extends ApiError {
  override readonly name = 'WebAuthnConfigurationMissingException'
  constructor(message = 'The user pool has no relying party ID for passkeys.') {
    super(message)
  }
}

export class WebAuthnCredentialNotSupportedException extends ApiError {
  override readonly name = 'WebAuthnCredentialNotSupportedException'
  constructor(
    message = 'The passkey credential is from an unsupported device or provider.',
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

export class WebAuthnNotEnabledException extends ApiError {
  override readonly name = 'WebAuthnNotEnabledException'
  constructor(message = 'Passkeys are not enabled for the user pool.') {
    super(message)
  }
}

export class WebAuthnOriginNotAllowedException extends ApiError {
  override readonly name = 'WebAuthnOriginNotAllowedException'
  constructor(message = 'The passkey registration origin does not align with the relying party ID.') {
    super(message)
  }
}

export class WebAuthnRelyingPartyMismatchException extends ApiError {
  override readonly name = 'WebAuthnRelyingPartyMismatchException'
  constructor(
    message = 'The passkey credential is for a different relying party ID.',
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

interface OAuthErrorOptions {
  status?: number
  location?: string
  reason?: string | undefined
}

/** A refusal of the OAuth endpoints (RFC 6749, sections 4.1.2.1 and 5.2); `code` is the `error` that is answered. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly code: string
  /** `error_description`; absent where Cognito sends none. */
  readonly description: string | undefined
  readonly status: number
  /** Where the browser is sent with it; absent where no redirect URI can be trusted. */
  readonly location: string | undefined
  /** What the log is told in place of the description, and nobody else. Holds no code, token or other secret. */
  readonly reason: string | undefined

  constructor(code: string, description?: string, options: OAuthErrorOptions = {}) {
    super(description ?? code)
    this.code = code
    this.description = description
    this.status = options.status ?? 400
    this.location = options.location
    this.reason = options.reason
  }
}
