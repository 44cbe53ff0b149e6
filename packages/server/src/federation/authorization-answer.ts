import { FederationError } from './provider.ts'
import { errorCodeOf, failure } from './requests.ts'

/** Longer texts are no sentence for a user. */
const MAX_DESCRIPTION_LENGTH = 300

/** The error that the provider sent the browser back with (RFC 6749, section 4.1.2.1), to be passed on. */
export function refusalOf(error: string, description: string | undefined | null): FederationError {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const text = description?.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, MAX_DESCRIPTION_LENGTH)
  const message = text || 'The identity provider answered with an error.'
  return new FederationError(errorCodeOf(error) ?? 'invalid_request', message)
}

/**
 * The code in an answer of plain OAuth, which must carry the state of the attempt and, if it names an issuer (RFC 9207),
 * one at the origin of the authorization endpoint. Throws FederationError.
 */
export function codeOf(answer: URLSearchParams, expected: { state: string; endpoint: string }): string {
  if (single(answer, 'state') !== expected.state)
    throw failure('The answer of the identity provider is for another sign-in.')
  const issuer = single(answer, 'iss')
  if (issuer !== undefined && !isAtOriginOf(issuer, expected.endpoint))
    throw failure('The answer is of another identity provider.')
  const error = single(answer, 'error')
  if (error) throw refusalOf(error, single(answer, 'error_description'))
  const code = single(answer, 'code')
  if (!code) throw failure('The answer of the identity provider has no code.')
  return code
}

function isAtOriginOf(issuer: string, endpoint: string): boolean {
  const origin = URL.parse(issuer)?.origin
  return origin !== undefined && origin === URL.parse(endpoint)?.origin
}

function single(answer: URLSearchParams, name: string): string | undefined {
  const values = answer.getAll(name)
  if (values.length > 1) throw failure(`The answer of the identity provider repeats ${name}.`)
  return values[0]
}
