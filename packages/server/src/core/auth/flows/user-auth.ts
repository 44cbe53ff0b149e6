import type { Services } from '../../../services.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import { ask, selectChallenge } from '../challenges/select-challenge.ts'
import { preAuthentication } from '../event-subject.ts'
import { offerTo } from '../first-factors.ts'
import { findSignInUser } from '../sign-in-user.ts'
import { afterSignUp } from '../sign-up-session.ts'

/**
 * USER_AUTH: the user chooses a first factor, beforehand by PREFERRED_CHALLENGE or from those that are available. With a
 * session of ConfirmSignUp the code of the sign-up was the factor already.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export async function userAuth(services: Services, auth: Auth): Promise<AuthStep> {
  if (auth.session) return afterSignUp(services, auth)
  const username = requireParameter(auth, 'USERNAME')
  const user = await findSignInUser(services, auth, username)
  await preAuthentication(services, auth, { user, username })
  const candidate = { user, username }
  const offer = await offerTo(services, auth, candidate)
  const factor = offer.factors.find((name) => name === auth.parameters['PREFERRED_CHALLENGE'])
  return factor
    ? ask(services, auth, { candidate, offer, factor })
    : selectChallenge(services, auth, candidate, offer)
}
