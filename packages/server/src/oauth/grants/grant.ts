import type { ClientAndPool } from '../../core/client-authentication.ts'
import type { RequestOrigin } from '../../core/user-sessions.ts'
import type { Services } from '../../services.ts'

/** What an application that has authenticated itself asks tokens with. */
export interface GrantRequest {
  parameters: URLSearchParams
  origin: RequestOrigin
}

/** Answers the members of the token response (RFC 6749, section 5.1). Throws OAuthError. */
export type Grant = (
  services: Services,
  clientAndPool: ClientAndPool,
  request: GrantRequest,
) => Promise<Record<string, unknown>>
