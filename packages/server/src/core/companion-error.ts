/** An exception of a service of AWS other than user pools; `name` is its type on the wire. */
export class CompanionError extends Error {
  /** HTTP status. */
  readonly status: number = 400
  /** Further members of the error on the wire. */
  readonly members: Readonly<Record<string, string>> = {}
}
