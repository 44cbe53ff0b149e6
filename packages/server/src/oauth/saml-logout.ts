import { endedResponse } from '../core/federation/return.ts'
import { signedOutThere } from '../core/federation/single-logout.ts'
import { readForm } from '../http/form.ts'
import { redirect, redirectError } from './answers.ts'
import type { Endpoint } from './endpoint.ts'

/** As of a sign-in's response. */
const MAX_BYTES = 320_000

/**
 * Where SAML providers say that their session is over; the browser goes on to where its sign-out leads.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp-sign-out.html
 */
export const samlLogout: Endpoint = {
  path: '/saml2/logout',
  methods: ['POST'],
  openToScripts: false,
  run: async (services, request) => {
    const location = await signedOutThere(services, await readForm(request, MAX_BYTES))
    if (location !== undefined) return redirect(services, location)
    throw endedResponse()
  },
  refuse: (services, error) => redirectError(services, error, null),
}
