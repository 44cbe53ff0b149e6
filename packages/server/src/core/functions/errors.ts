import { CompanionError } from '../companion-error.ts'

/** An exception of the Lambda API; `name` is its type on the wire. */
export class LambdaError extends CompanionError {}

export class CodeVerificationFailedException extends LambdaError {
  override readonly name = 'CodeVerificationFailedException'
}

export class InvalidParameterValueException extends LambdaError {
  override readonly name = 'InvalidParameterValueException'
}

export class InvalidRequestContentException extends LambdaError {
  override readonly name = 'InvalidRequestContentException'
}

export class InvalidRuntimeException extends LambdaError {
  override readonly name = 'InvalidRuntimeException'
  override readonly status = 502
}

export class InvalidZipFileException extends LambdaError {
  override readonly name = 'InvalidZipFileException'
  override readonly status = 502
}

export class PolicyLengthExceededException extends LambdaError {
  override readonly name = 'PolicyLengthExceededException'
}

export class PreconditionFailedException extends LambdaError {
  override readonly name = 'PreconditionFailedException'
  override readonly status = 412
  constructor(
    message = 'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias/GetPolicy API to retrieve the latest Revision Id',
  ) {
    super(message)
  }
}

export class RequestTooLargeException extends LambdaError {
  override readonly name = 'RequestTooLargeException'
  override readonly status = 413
}

export class ResourceConflictException extends LambdaError {
  override readonly name = 'ResourceConflictException'
  override readonly status = 409
}

export class ResourceNotFoundException extends LambdaError {
  override readonly name = 'ResourceNotFoundException'
  override readonly status = 404
}

export class ServiceException extends LambdaError {
  override readonly name = 'ServiceException'
  override readonly status = 500
  override readonly members = { Type: 'Service' }
  constructor(message = 'An internal error occurred.') {
    super(message)
  }
}

export class TooManyRequestsException extends LambdaError {
  override readonly name = 'TooManyRequestsException'
  override readonly status = 429
  override readonly members: Readonly<Record<string, string>>
  constructor(
    reason:
      | 'CallerRateLimitExceeded'
      | 'ConcurrentInvocationLimitExceeded'
      | 'ReservedFunctionConcurrentInvocationLimitExceeded',
  ) {
    super('Rate Exceeded.')
    this.members = { Reason: reason }
  }
}

/** A value that breaks a constraint of the API's model. */
export class ValidationException extends LambdaError {
  override readonly name = 'ValidationException'
}
