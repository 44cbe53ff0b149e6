import { FederationError } from './provider.ts'

/** What came is no SAML message at all, or one that can be read in more than one way. */
export function unreadable(cause?: unknown): FederationError {
  return new FederationError('invalid_request', 'Invalid samlResponse or relayState from identity provider', {
    cause,
  })
}

/**
 * The message was read and is not accepted; `detail` quotes nothing of it. The code `server_error` was seen on Cognito with
 * a wrong signature (aws/aws-sdk-js-v3#6201, 2024).
 */
export function refused(detail: string, options: { code?: string; cause?: unknown } = {}): FederationError {
  const { code = 'server_error', cause } = options
  return new FederationError(code, `Error in SAML response processing: ${detail}`, { cause })
}
