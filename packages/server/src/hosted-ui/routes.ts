import { type Context, Hono } from 'hono'
import { DEMO_PATH } from '../core/demo.ts'
import { type HostedCategory, requireLeave } from '../core/request-limits.ts'
import { readsHtml } from '../http/reads-html.ts'
import type { Services } from '../services.ts'
import type { Answer } from './answers.ts'
import { assetResponse } from './assets.ts'
import { brandingAsset } from './brand-images.ts'
import { customizationImage } from './customization-image.ts'
import {
  answerVisit,
  authorized,
  type Handler,
  type HostedRequest,
  refuseMethod,
  type Visit,
} from './door.ts'
import { answerOnce } from './doubled-forms.ts'
import { showAddPasskey, submitAddPasskey } from './handlers/add-passkey.ts'
import { answerChallenge } from './handlers/challenge.ts'
import { showConfirmUser, submitConfirmUser, submitResendCode } from './handlers/confirm-user.ts'
import { showDemo } from './handlers/demo.ts'
import { showError } from './handlers/error.ts'
import {
  showConfirmForgotPassword,
  showForgotPassword,
  submitConfirmForgotPassword,
  submitForgotPassword,
} from './handlers/forgot-password.ts'
import { showLogin, submitLogin } from './handlers/login.ts'
import { type MessageReader, showMessages } from './handlers/messages.ts'
import { showNotFound } from './handlers/not-found.ts'
import { showSignUp, submitSignUp } from './handlers/sign-up.ts'
import { showWelcome, welcomeText } from './handlers/welcome.ts'
import { MESSAGES_PATH } from './pages/messages.ts'

interface PageRoute {
  show: Handler
  submit?: Handler
}

/** A form that counts as the operation of the API that it is like. Throws OverloadedError. */
function counted(category: HostedCategory, submit: Handler<HostedRequest>, cost?: number): Handler {
  return authorized(async (services, hosted, form) => {
    requireLeave(services, hosted.pool, category, cost)
    return submit(services, hosted, form)
  })
}

const confirmUser = (): PageRoute => ({
  show: showConfirmUser,
  submit: counted('UserCreation', answerOnce(submitConfirmUser)),
})

/** The pages by their paths, each of which may end in a slash. */
const pagesByPath = (): Readonly<Record<string, PageRoute>> => ({
  '/login': { show: authorized(showLogin), submit: counted('UserAuthentication', submitLogin) },
  '/challenge': {
    show: goToLogin,
    submit: counted('UserAuthentication', answerOnce(answerChallenge), 1 / 3),
  },
  '/signup': { show: authorized(showSignUp), submit: counted('UserCreation', submitSignUp) },
  '/confirmUser': confirmUser(),
  '/confirmuser': confirmUser(),
  '/resendcode': { show: goToLogin, submit: counted('UserResourceRead', submitResendCode) },
  '/forgotPassword': {
    show: authorized(showForgotPassword),
    submit: counted('UserAccountRecovery', submitForgotPassword),
  },
  '/confirmforgotPassword': {
    show: authorized(showConfirmForgotPassword),
    submit: counted('UserAccountRecovery', submitConfirmForgotPassword),
  },
  '/passkeys/add': { show: showAddPasskey, submit: submitAddPasskey },
  '/changePassword': { show: goToLogin },
  '/mfa': { show: goToLogin },
  '/error': { show: showError },
  [DEMO_PATH]: { show: showDemo },
})

export interface HostedRouteOptions {
  /** Where the connection comes from. */
  addressOf: (context: Context) => string | undefined
  /** What the outbox answers, which browsers get as a page. */
  readMessages: MessageReader
}

/** The pages on which users sign in, sign up and recover their passwords, and their files. */
export function createPages(services: Services, { addressOf, readMessages }: HostedRouteOptions): Hono {
  const app = new Hono()
  const answer =
    (handle: Handler, takesForm = false) =>
    (context: Context) =>
      answerVisit(services, context.req.raw, { handle, takesForm, ipAddress: addressOf(context) })
  for (const [page, { show, submit }] of Object.entries(pagesByPath()))
    for (const path of [page, `${page}/`]) {
      app.get(path, answer(show))
      if (submit) app.post(path, answer(submit, true))
      app.all(path, answer(refuseMethod(submit ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'])))
    }
  app.get('/', async (context, next) => {
    if (readsHtml(context.req.raw)) return answer(showWelcome)(context)
    return (await welcomeText(services, context.req.raw)) ?? next()
  })
  app.get(MESSAGES_PATH, answer(showMessages(readMessages)))
  app.get('/assets/:name', (context) => {
    const found = assetResponse(context.req.path, context.req.header('accept-encoding'))
    return found ?? notFound()
  })
  app.get('/:userPoolId/:scope/:hash/assets/images/image', (context) =>
    customizationImage(services, context.req.param()),
  )
  app.get('/branding/:styleId/:hash', (context) => brandingAsset(services, context.req.param()))
  app.notFound((context) => (readsHtml(context.req.raw) ? answer(showNotFound)(context) : notFound()))
  return app
}

function notFound(): Response {
  return Response.json({ message: 'Not found' }, { status: 404, headers: { vary: 'accept' } })
}

/** Pages that only a form leads to: whoever opens one begins anew. */
async function goToLogin(_services: Services, { view }: Visit): Promise<Answer> {
  return { location: `/login${view.query}` }
}
