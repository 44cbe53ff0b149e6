import { CompanionError } from '../../core/companion-error.ts'

export class AlreadyExistsException extends CompanionError {
  override readonly name = 'AlreadyExistsException'
}

export class BadRequestException extends CompanionError {
  override readonly name = 'BadRequestException'
}

export class NotFoundException extends CompanionError {
  override readonly name = 'NotFoundException'
  override readonly status = 404
}
