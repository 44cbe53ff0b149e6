import type { ContextDataType, UserContextDataType } from '@poolhouse/api-model'
import type { RequestOrigin } from '../core/user-sessions.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { ApiRequest } from './operation.ts'

/**
 * Where a user's own request came from. An address that the caller names counts only where the app client may do that,
 * which takes a client secret (EnablePropagateAdditionalUserContextData).
 */
export function originOf(
  client: AppClient,
  context: UserContextDataType | undefined,
  request: ApiRequest,
): RequestOrigin {
  const given = client.settings.enablePropagateAdditionalUserContextData ? context?.IpAddress : undefined
  return { ipAddress: given ?? request.ipAddress, userAgent: request.userAgent }
}

/** Where the user is on whose behalf an operator's server asks. */
export function adminOriginOf(context: ContextDataType | undefined, request: ApiRequest): RequestOrigin {
  const header = context?.HttpHeaders?.find(({ headerName }) => headerName?.toLowerCase() === 'user-agent')
  return {
    ipAddress: context?.IpAddress ?? request.ipAddress,
    userAgent: header?.headerValue ?? request.userAgent,
  }
}
