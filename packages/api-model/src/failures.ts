/** The body is not what the operation's input looks like in JSON: answered as SerializationException. */
export class SerializationError extends Error {
  override readonly name = 'SerializationError'
  /** The text of AWS's JSON front end, or undefined where it sends none. */
  readonly text: string | undefined

  constructor(text?: string) {
    super(text)
    this.text = text
  }
}

/** The input breaks constraints of the model: answered as InvalidParameterException with this message. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError'
  /** One text for each broken constraint. */
  readonly violations: readonly string[]

  constructor(violations: readonly string[]) {
    super(
      `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
    )
    this.violations = violations
  }
}
