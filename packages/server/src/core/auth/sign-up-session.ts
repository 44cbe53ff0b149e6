import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { VerifiedAttribute } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'
import { authFlows } from '../app-clients.ts'
import type { ClientAndPool } from '../client-authentication.ts'
import { type Auth, type AuthStep, requireParameter } from './auth.ts'
import * as challengeSession from './challenge-session.ts'
import { preAuthentication } from './event-subject.ts'
import { allows, needsMfa } from './first-factors.ts'
import { afterFirstFactor } from './next-step.ts'
import { requireNamedUser } from './session-user.ts'

const STEP = 'CONFIRMED_SIGN_UP'
const CHOSEN_PASSWORD = 'CHOSEN_PASSWORD'

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

/**
 * A session that says who chose this password just now: it stands for the password once, for the client's
 * AuthSessionValidity, as soon as the user is confirmed. Undefined for a user without a password. For the hosted pages,
 * which keep it from the visitor.
 */
export function sessionOfChosenPassword(
  services: Services,
  clientAndPool: ClientAndPool,
  user: User,
): string | undefined {
  if (!user.password) return undefined
  const auth = { ...clientAndPool, admin: false, parameters: {} }
  const state = { setAt: String(user.password.setAt) }
  return challengeSession.create(services, auth, { step: CHOSEN_PASSWORD, userId: user.id, state })
}

/**
 * Goes on as after the password that the user chose at the sign-up. Throws NotAuthorizedException, also where the user got
 * another password meanwhile, and what the pool's functions refuse.
 */
export async function afterChosenPassword(services: Services, auth: Auth): Promise<AuthStep> {
  const session = await challengeSession.requireSession(services, auth, CHOSEN_PASSWORD)
  const user = await requireNamedUser(services, auth, session.userId)
  if (String(user.password?.setAt) !== session.state?.['setAt'])
    throw new NotAuthorizedException('Invalid session for the user.')
  await preAuthentication(services, auth, { user, username: requireParameter(auth, 'USERNAME') })
  return afterFirstFactor(services, auth, { user, used: session, withoutPassword: true })
}
