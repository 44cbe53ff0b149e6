/** Thrown instead of queueing work that could not be done in useful time; a door answers it as "try again later". */
export class OverloadedError extends Error {
  override name = 'OverloadedError'
}
