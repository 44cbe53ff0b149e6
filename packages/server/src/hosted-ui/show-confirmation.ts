import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { Answer } from './answers.ts'
import { type CodeState, sealCodeState } from './code-state.ts'
import type { HostedRequest } from './door.ts'
import { confirmSignUpPage } from './pages/confirm-sign-up.ts'
import { signInNameKind } from './username-kind.ts'
import type { PageError } from './view.ts'

/** What is known of the confirmation that an account waits for. */
export interface Confirming extends Partial<Omit<CodeState, 'username'>> {
  username?: string | undefined
  resent?: boolean
  error?: PageError
}

/** The page that waits for the code of a new account; refused where it has an error. */
export function showConfirmation(services: Services, hosted: HostedRequest, confirming: Confirming): Answer {
  const { pool, view } = hosted
  const { username, delivery, session, resent, error } = confirming
  const html = confirmSignUpPage(view, {
    usernameKind: signInNameKind(pool),
    username,
    state: sealCodeState(services, hosted, {
      ...(username !== undefined && { username }),
      delivery,
      session,
    }),
    destination: delivery?.destination,
    medium: delivery?.deliveryMedium,
    byLink: delivery?.deliveryMedium !== 'SMS' && confirmsByLink(pool),
    resent: resent === true,
    error,
  })
  return { html, status: error ? 400 : 200 }
}

function confirmsByLink({ settings }: UserPool): boolean {
  return settings.verificationMessageTemplate.defaultEmailOption === 'CONFIRM_WITH_LINK'
}
