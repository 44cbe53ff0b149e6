/** An exception of the KMS API; `name` is its type on the wire. */
export class KmsError extends Error {
  override readonly name: string
  /** HTTP status. */
  readonly status: number
  constructor(name: string, message: string, status = 400) {
    super(message)
    this.name = name
    this.status = status
  }
}
