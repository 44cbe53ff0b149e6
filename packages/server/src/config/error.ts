/** The command line or the environment is wrong; the message is one line for the operator and holds no secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}
