/** Of RFC 6749, 6750, 7009, 7591, 8707, OpenID Connect Core 1.0, section 3.1.2.6, and ours. */
const known: ReadonlySet<string> = new Set([
  'access_denied',
  'account_selection_required',
  'consent_required',
  'insufficient_scope',
  'interaction_required',
  'invalid_client',
  'invalid_client_metadata',
  'invalid_grant',
  'invalid_redirect_uri',
  'invalid_request',
  'invalid_request_object',
  'invalid_request_uri',
  'invalid_scope',
  'invalid_target',
  'invalid_token',
  'login_required',
  'method_not_allowed',
  'redirect_mismatch',
  'registration_not_supported',
  'request_not_supported',
  'request_uri_not_supported',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'unsupported_token_type',
])

/**
 * The name under which a refusal is counted: its code, or `other` for one that an identity provider made up, or whoever came
 * back in its name, so that requests can't make new series.
 */
export function countedCode(code: string): string {
  return known.has(code) ? code : 'other'
}
