import { DEMO_CLIENT_ID, demoRedirectUri, demoSignInUrl } from '../../core/demo.ts'
import { issuerOf } from '../../core/issuer.ts'
import { refuseOthers } from '../../http/operator.ts'
import type { Services } from '../../services.ts'
import * as appClients from '../../storage/app-clients.ts'
import type { Answer } from '../answers.ts'
import type { Visit } from '../door.ts'
import { errorPage } from '../pages/error.ts'
import { type WelcomeModel, welcomePage } from '../pages/welcome.ts'

/** Whether a browser asks, which names HTML among what it reads; programs mostly read whatever comes. */
export function readsHtml(request: Request): boolean {
  return /\btext\/html\b/i.test(request.headers.get('accept') ?? '')
}

/**
 * The page at the address of the server. At a pool's domain it is the sign-in, as on Cognito (observed, 2018:
 * amazon-archives/amazon-cognito-auth-js#122).
 */
export async function showWelcome(services: Services, { site, view, request }: Visit): Promise<Answer> {
  if (site.kind === 'domain') return { location: `/login${view.query}` }
  if (site.kind === 'unknown-domain') {
    const { notFoundTitle: title, notFound: text } = view.messages.error
    return { html: errorPage(view, { title, text }), status: 404 }
  }
  const model = {
    publicUrl: services.publicUrl,
    demo: await findDemo(services),
    readsMessages: isOperator(services, request),
  }
  return { html: welcomePage(view, model), headers: { vary: 'accept' } }
}

/** Undefined also where the demo's client leads elsewhere, so that its sign-in would end on an error. */
async function findDemo(services: Services): Promise<WelcomeModel['demo']> {
  const { publicUrl } = services
  const found = await appClients.findWithPool(services.db, DEMO_CLIENT_ID)
  if (!found?.client.settings.callbackURLs?.includes(demoRedirectUri(publicUrl))) return undefined
  return {
    signInUrl: demoSignInUrl(publicUrl),
    issuer: issuerOf(services, found.pool),
    discoveryUrl: `/${found.pool.id}/.well-known/openid-configuration`,
  }
}

/** A browser signs nothing: it is the operator's where no credentials are set. */
function isOperator(services: Services, request: Request): boolean {
  return refuseOthers(services, request, { body: new Uint8Array(), service: 'cognito-idp' }) === undefined
}
