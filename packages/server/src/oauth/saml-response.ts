import * as attempts from '../core/federation/attempts.ts'
import { originOf } from '../core/federation/departure.ts'
import { comeBack, comeUnasked, endedResponse } from '../core/federation/return.ts'
import { readForm } from '../http/form.ts'
import type { Services } from '../services.ts'
import { redirect, redirectError } from './answers.ts'
import { readBrowser } from './browser-cookie.ts'
import type { Caller, Endpoint } from './endpoint.ts'
import { goOn } from './federated-sign-in.ts'

const PATH = '/saml2/idpresponse'
/** A response of 100,000 characters, every one of them escaped, and more than enough for the rest. */
const MAX_BYTES = 320_000
/** https://docs.aws.amazon.com/cognito/latest/developerguide/saml-idp-response.html: longer ones are refused when they are read. */
const MAX_KEPT_CHARACTERS = 100_000

/**
 * Where SAML providers post their responses (SAML 2.0 Bindings, section 3.5). Browsers send no cookie along with a form of
 * another site; the response is then kept, and the browser comes once more with its cookie to have it looked at.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/saml2-idpresponse-endpoint.html
 */
export const samlResponse: Endpoint = {
  path: PATH,
  methods: ['GET', 'POST'],
  openToScripts: false,
  run: async (services, request, caller) => {
    if (request.method === 'GET') return takeUp(services, request, caller)
    const form = await readForm(request, MAX_BYTES)
    const relayState = form.get('RelayState') ?? ''
    const asked = new URLSearchParams(relayState)
    if (asked.has('client_id')) return unasked(services, request, { caller, form, asked })
    if (readBrowser(request) !== undefined) return takeUp(services, request, caller, form)
    if (!(await attempts.keepAnswer(services, relayState, keptOf(form)))) throw endedResponse()
    return redirect(services, `${PATH}?${new URLSearchParams({ RelayState: relayState })}`)
  },
  refuse: (services, error) => redirectError(services, error, null),
}

/** Nobody knows yet who sent the form: of it no more is kept than what will be looked at. */
function keptOf(form: URLSearchParams): string {
  const responses = form.getAll('SAMLResponse')
  const length = responses.reduce((sum, response) => sum + response.length, 0)
  if (length === 0 || length > MAX_KEPT_CHARACTERS) throw endedResponse()
  return new URLSearchParams(responses.map((response) => ['SAMLResponse', response])).toString()
}

/** Goes on with the attempt of this browser, by the form that it brings or by the one that was kept. */
async function takeUp(
  services: Services,
  request: Request,
  caller: Caller,
  form?: URLSearchParams,
): Promise<Response> {
  const state = (form ?? new URL(request.url).searchParams).get('RelayState')
  const browser = readBrowser(request)
  const isWhole = state !== null && browser !== undefined
  const returned = isWhole ? await attempts.take(services, { state, browser }) : undefined
  const answer = form ?? new URLSearchParams(returned?.answer ?? '')
  if (!returned || !answer.has('SAMLResponse')) throw endedResponse()
  return goOn(services, request, {
    query: returned.query,
    caller,
    signIn: (asked) => comeBack(services, returned, { asked, origin: caller.origin, answer }),
  })
}

/** The provider says itself which application the user goes to. */
function unasked(
  services: Services,
  request: Request,
  { caller, form, asked: query }: { caller: Caller; form: URLSearchParams; asked: URLSearchParams },
): Promise<Response> {
  const provider = query.get('identity_provider') ?? ''
  const callbackUrl = `${originOf(services, caller.site)}${PATH}`
  return goOn(services, request, {
    query: query.toString(),
    caller,
    signIn: (asked) =>
      comeUnasked(services, provider, { asked, origin: caller.origin, answer: form, callbackUrl }),
  })
}
