import * as attempts from '../core/federation/attempts.ts'
import { comeBack, endedAttempt } from '../core/federation/return.ts'
import { readForm } from '../http/form.ts'
import { redirect, redirectError } from './answers.ts'
import { readBrowser } from './browser-cookie.ts'
import type { Endpoint } from './endpoint.ts'
import { goOn } from './federated-sign-in.ts'

/**
 * Where OpenID Connect and social providers send the browser back to; Apple does so by a form, with which the browser sends
 * no cookie, so that it is asked to come once more.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-idp-responses.html
 */
export const idpResponse: Endpoint = {
  path: '/oauth2/idpresponse',
  methods: ['GET', 'POST'],
  openToScripts: false,
  run: async (services, request, caller) => {
    if (request.method === 'POST') return redirect(services, `/oauth2/idpresponse?${await readForm(request)}`)
    const answer = new URL(request.url).searchParams
    const [state, ...others] = answer.getAll('state')
    const browser = readBrowser(request)
    const isWhole = state !== undefined && others.length === 0 && browser !== undefined
    const returned = isWhole ? await attempts.take(services, { state, browser }) : undefined
    if (!returned) throw endedAttempt()
    return goOn(services, request, {
      query: returned.query,
      caller,
      signIn: (asked) => comeBack(services, returned, { asked, origin: caller.origin, answer }),
    })
  },
  refuse: (services, error) => redirectError(services, error, null),
}
