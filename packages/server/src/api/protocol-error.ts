/** A request that the service's front end refuses, whatever the operation declares. */
export class ProtocolError extends Error {
  readonly type: string
  readonly status: number

  constructor(type: string, message?: string, status = 400) {
    super(message)
    this.type = type
    this.status = status
  }
}
