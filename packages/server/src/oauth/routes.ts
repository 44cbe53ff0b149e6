import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { loggedRefusal } from '../core/refusal-reasons.ts'
import { findSite } from '../core/sites.ts'
import type { Services } from '../services.ts'
import { methodNotAllowed, toOAuthError } from './answers.ts'
import { authorize } from './authorize.ts'
import { countedCode } from './counted-codes.ts'
import type { Endpoint } from './endpoint.ts'
import { idpResponse } from './idp-response.ts'
import { logout } from './logout.ts'
import { register } from './register.ts'
import { revoke } from './revoke.ts'
import { samlLogout } from './saml-logout.ts'
import { samlResponse } from './saml-response.ts'
import { token } from './token.ts'
import { userInfo } from './user-info.ts'

const endpoints: readonly Endpoint[] = [
  authorize,
  token,
  userInfo,
  revoke,
  logout,
  register,
  idpResponse,
  samlResponse,
  samlLogout,
]

/** What happened to a request; both names are ours. */
export interface Outcome {
  endpoint: string
  errorCode: string | undefined
  seconds: number
}

export interface OAuthRouteOptions {
  count(outcome: Outcome): void
  /** Where the connection comes from. */
  addressOf(context: Context): string | undefined
}

/** The OAuth endpoints. Of each request the log has one line, which never holds the query. */
export function oauthRoutes(app: Hono, services: Services, options: OAuthRouteOptions): void {
  for (const endpoint of endpoints)
    for (const path of pathsOf(endpoint))
      app.all(path, (context) => answer(services, endpoint, { ...options, context }))
}

/** With a slash at the end too, as programs that were written for Cognito name the token endpoint and others. */
function pathsOf({ path, alias }: Endpoint): string[] {
  const paths = alias === undefined ? [path] : [path, alias]
  return paths.flatMap((each) => [each, `${each}/`])
}

async function answer(
  services: Services,
  endpoint: Endpoint,
  { context, count, addressOf }: OAuthRouteOptions & { context: Context },
): Promise<Response> {
  const started = performance.now()
  const requestId = randomUUID()
  const ofRequest = { ...services, log: services.log.child({ requestId }) }
  const { response, refusal } = await run(ofRequest, endpoint, context.req.raw, addressOf(context))
  response.headers.set('x-amz-cognito-request-id', requestId)
  if (endpoint.openToScripts) response.headers.set('access-control-allow-origin', '*')
  const milliseconds = performance.now() - started
  const errorCode = refusal && countedCode(refusal.errorCode)
  count({ endpoint: endpoint.path, errorCode, seconds: milliseconds / 1000 })
  services.log.info(
    { requestId, status: response.status, ...refusal },
    `${endpoint.path} ${milliseconds.toFixed(1)} ms`,
  )
  return response
}

type Refusal = ReturnType<typeof loggedRefusal>

async function run(
  services: Services,
  endpoint: Endpoint,
  request: Request,
  ipAddress: string | undefined,
): Promise<{ response: Response; refusal?: Refusal }> {
  if (!endpoint.methods.includes(request.method))
    return {
      response: methodNotAllowed(services, endpoint.methods),
      refusal: { errorCode: 'method_not_allowed' },
    }
  try {
    const site = await findSite(services, request.headers.get('host') ?? new URL(request.url).host)
    const origin = { ipAddress, userAgent: request.headers.get('user-agent') ?? undefined }
    return { response: await endpoint.run(services, request, { site, origin }) }
  } catch (thrown) {
    const error = toOAuthError(services, thrown)
    return { response: endpoint.refuse(services, error, request), refusal: loggedRefusal(error) }
  }
}
