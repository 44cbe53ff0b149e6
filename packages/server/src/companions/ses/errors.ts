import { CompanionError } from '../../core/companion-error.ts'

export class InvalidParameterValue extends CompanionError {
  override readonly name = 'InvalidParameterValue'
}

export class InvalidPolicy extends CompanionError {
  override readonly name = 'InvalidPolicy'
}
