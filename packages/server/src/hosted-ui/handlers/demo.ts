import { redeem } from '../../core/authorization-codes.ts'
import { requireClient } from '../../core/client-authentication.ts'
import { DEMO_CLIENT_ID, demoRedirectUri, demoSignInUrl } from '../../core/demo.ts'
import type { Tokens } from '../../core/tokens.ts'
import type { Services } from '../../services.ts'
import type { Answer } from '../answers.ts'
import type { Visit } from '../door.ts'
import { inEnglish } from '../messages.ts'
import { explainOAuthError } from '../oauth-error-text.ts'
import { demoPage } from '../pages/demo.ts'
import { errorPage } from '../pages/error.ts'
import { signedOutPage } from '../pages/signed-out.ts'

/** Shows newcomers what their application would get: the demo client's code is exchanged as any other. */
export async function showDemo(services: Services, visit: Visit): Promise<Answer> {
  const { view, query, origin } = visit
  const failed = query.get('error')
  const code = query.get('code')
  if (failed !== null) return failure(visit, failed)
  if (code === null) return { html: signedOutPage(view, { signInUrl: demoSignInUrl(services.publicUrl) }) }
  const redirectUri = demoRedirectUri(services.publicUrl)
  const found = await requireClient(services, DEMO_CLIENT_ID)
  const tokens = await redeem(services, found, { code, redirectUri, codeVerifier: undefined, origin })
  return { html: demoPage(inEnglish(view), modelOf(services, tokens)), lang: 'en' }
}

function failure({ view }: Visit, code: string): Answer {
  const isKnown = /^[a-z_]{1,40}$/.test(code)
  const model = isKnown ? explainOAuthError(view, { code, description: undefined }) : {}
  return { html: errorPage(view, model), status: 400 }
}

/** Without the scope `openid` there is no ID token, and so no claim. */
function modelOf(services: Services, { idToken = '', accessToken }: Tokens) {
  const payload = Buffer.from(idToken.split('.')[1] ?? 'e30', 'base64url').toString()
  const signOut = { client_id: DEMO_CLIENT_ID, logout_uri: demoRedirectUri(services.publicUrl) }
  return {
    claims: JSON.parse(payload) as Record<string, unknown>,
    idToken,
    accessToken,
    signOutUrl: `/logout?${new URLSearchParams(signOut)}`,
  }
}
