import {
  DEMO_CLIENT_ID,
  DEMO_PASSWORD,
  DEMO_USERNAME,
  demoRedirectUri,
  demoSignInUrl,
} from '../../core/demo.ts'
import { issuerOf } from '../../core/issuer.ts'
import { findSite } from '../../core/sites.ts'
import { isLoopback, refuseOthers } from '../../http/operator.ts'
import { securityHeaders } from '../../http/security-headers.ts'
import type { Services } from '../../services.ts'
import * as appClients from '../../storage/app-clients.ts'
import type { Answer } from '../answers.ts'
import type { Visit } from '../door.ts'
import { inEnglish } from '../messages.ts'
import { type WelcomeDemo, welcomePage } from '../pages/welcome.ts'
import { showNotFound } from './not-found.ts'

/**
 * The page at the address of the server. At a pool's domain it is the sign-in, as on Cognito (observed, 2018:
 * amazon-archives/amazon-cognito-auth-js#122).
 */
export async function showWelcome(services: Services, visit: Visit): Promise<Answer> {
  const { site, view, request } = visit
  if (site.kind === 'domain') return { location: `/login${view.query}` }
  if (site.kind === 'unknown-domain') return showNotFound(services, visit)
  const readsMessages = isOperator(services, request)
  const demo = await findDemo(services, { showsUser: readsMessages })
  const model = { publicUrl: services.publicUrl, demo, readsMessages }
  return { html: welcomePage(inEnglish(view), model), lang: 'en', headers: { vary: 'accept' } }
}

/** What this server is, in text for whoever asks without a browser; undefined at hosts of pools' domains. */
export async function welcomeText(services: Services, request: Request): Promise<Response | undefined> {
  const { publicUrl } = services
  const site = await findSite(services, request.headers.get('host') ?? new URL(request.url).host)
  if (site.kind !== 'base') return undefined
  const text = [
    'Poolhouse: user pools with the API of Amazon Cognito.',
    '',
    `API endpoint  ${publicUrl} (POST, by every client of Cognito user pools)`,
    `Health        ${publicUrl}/_poolhouse/health`,
    `More          ${publicUrl} in a browser; README.md and docs/ in the repository`,
    '',
  ]
  const headers = {
    ...securityHeaders(publicUrl),
    'content-type': 'text/plain; charset=utf-8',
    vary: 'accept',
  }
  return new Response(text.join('\n'), { headers })
}

/** Undefined also where the demo's client leads elsewhere, so that its sign-in would end on an error. */
async function findDemo(
  services: Services,
  { showsUser }: { showsUser: boolean },
): Promise<WelcomeDemo | undefined> {
  const { publicUrl } = services
  const found = await appClients.findWithPool(services.db, DEMO_CLIENT_ID)
  if (!found?.client.settings.callbackURLs?.includes(demoRedirectUri(publicUrl))) return undefined
  const { id } = found.pool
  const isOwn = id === `${services.config.region}_poolhouse` && isLoopback(new URL(publicUrl).hostname)
  return {
    signInUrl: demoSignInUrl(publicUrl),
    clientId: DEMO_CLIENT_ID,
    userPoolId: id,
    issuer: issuerOf(services, found.pool),
    discoveryUrl: `/${id}/.well-known/openid-configuration`,
    jwksUrl: `/${id}/.well-known/jwks.json`,
    user: showsUser && isOwn ? { username: DEMO_USERNAME, password: DEMO_PASSWORD } : undefined,
  }
}

/** A browser signs nothing: it is the operator's where no credentials are set. */
function isOperator(services: Services, request: Request): boolean {
  return refuseOthers(services, request, { body: new Uint8Array(), service: 'cognito-idp' }) === undefined
}
