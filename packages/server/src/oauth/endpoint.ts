import type { Site } from '../core/sites.ts'
import type { RequestOrigin } from '../core/user-sessions.ts'
import type { OAuthError } from '../errors.ts'
import type { Services } from '../services.ts'

/** What an endpoint knows of a request besides the request itself. */
export interface Caller {
  /** What the host stands for. */
  site: Site
  origin: RequestOrigin
}

export interface Endpoint {
  path: string
  /** Where it answers besides. */
  alias?: string
  methods: readonly string[]
  /** Whether scripts of any origin may read the answer. */
  openToScripts: boolean
  /** Throws OAuthError, or an exception that `toOAuthError` knows. */
  run(services: Services, request: Request, caller: Caller): Promise<Response>
  refuse(services: Services, error: OAuthError, request: Request): Response
}
