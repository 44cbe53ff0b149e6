import { CompanionError } from '../../core/companion-error.ts'

/** An exception of the KMS API; `name` is its type on the wire. */
export class KmsError extends CompanionError {
  override readonly name: string
  override readonly status: number
  constructor(name: string, message: string, status = 400) {
    super(message)
    this.name = name
    this.status = status
  }
}
