import { CompanionError } from '../companion-error.ts'

/** An exception of the IAM API. */
export class IamError extends CompanionError {}

export class DeleteConflict extends IamError {
  override readonly name = 'DeleteConflict'
  override readonly status = 409
}

export class EntityAlreadyExists extends IamError {
  override readonly name = 'EntityAlreadyExists'
  override readonly status = 409
}

export class InvalidInput extends IamError {
  override readonly name = 'InvalidInput'
}

export class LimitExceeded extends IamError {
  override readonly name = 'LimitExceeded'
  override readonly status = 409
}

export class MalformedPolicyDocument extends IamError {
  override readonly name = 'MalformedPolicyDocument'
}

export class NoSuchEntity extends IamError {
  override readonly name = 'NoSuchEntity'
  override readonly status = 404
}

/** A value that breaks a constraint of the API's model. */
export class ValidationError extends IamError {
  override readonly name = 'ValidationError'
}
