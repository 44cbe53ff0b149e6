import type { Services } from '../../services.ts'
import type { VerifiedAttribute } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'
import { authFlows } from '../app-clients.ts'
import type { ClientAndPool } from '../client-authentication.ts'
import type { Auth, AuthStep } from './auth.ts'
import * as challengeSession from './challenge-session.ts'
import { allows, needsMfa } from './first-factors.ts'
import { afterFirstFactor } from './next-step.ts'
import { requireNamedUser } from './session-user.ts'

const STEP = 'CONFIRMED_SIGN_UP'

/** Whether codes to this address may stand for the password: by the pool's policy, and by the client's flows. */
export function signsInByCode({ client, pool }: ClientAndPool, attribute: VerifiedAttribute): boolean {
  const factor = attribute === 'email' ? 'EMAIL_OTP' : 'SMS_OTP'
  return authFlows(client).has('ALLOW_USER_AUTH') && allows(pool, factor)
}

/**
 * A session that signs the user in whose code just confirmed the sign-up; undefined where a code would not sign them in.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export function sessionAfterConfirmation(
  services: Services,
  clientAndPool: ClientAndPool,
  { user, attribute }: { user: User; attribute: VerifiedAttribute | undefined },
): string | undefined {
  if (!attribute || !signsInByCode(clientAndPool, attribute)) return undefined
  if (needsMfa(clientAndPool.pool, user)) return undefined
  const auth = { ...clientAndPool, admin: false, parameters: {} }
  return challengeSession.create(services, auth, { step: STEP, userId: user.id })
}

/**
 * A session that SignUp answers where the code it sent will sign the user in. ConfirmSignUp takes it and needs it not:
 * the code itself proves the user.
 */
export function sessionAfterSignUp(
  services: Services,
  clientAndPool: ClientAndPool,
  { user, attribute }: { user: User; attribute: VerifiedAttribute | undefined },
): string | undefined {
  if (!attribute || !signsInByCode(clientAndPool, attribute)) return undefined
  const auth = { ...clientAndPool, admin: false, parameters: {} }
  return challengeSession.create(services, auth, { step: 'SIGN_UP', userId: user.id })
}

/** Goes on after the code of the sign-up, which was the first factor. Throws NotAuthorizedException. */
export async function afterSignUp(services: Services, auth: Auth): Promise<AuthStep> {
  const session = await challengeSession.requireSession(services, auth, STEP)
  const user = await requireNamedUser(services, auth, session.userId)
  return afterFirstFactor(services, auth, { user, used: session, withoutPassword: true })
}
