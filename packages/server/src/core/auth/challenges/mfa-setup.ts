import {
  InvalidParameterException,
  NotAuthorizedException,
  SoftwareTokenMFANotFoundException,
} from '../../../errors.ts'
import { type Services, transaction } from '../../../services.ts'
import type { UserPool } from '../../../storage/user-pools.ts'
import type { MfaFactor, User } from '../../../storage/users.ts'
import * as users from '../../../storage/users.ts'
import { checkAttributes } from '../../attributes.ts'
import * as softwareTokens from '../../software-tokens.ts'
import * as totp from '../../totp.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import { resultsOf } from '../custom-auth.ts'
import { secondFactorOf } from '../mfa.ts'
import { finish } from '../next-step.ts'
import { requireNamedUser, requireSameStanding, standingOf } from '../session-user.ts'
import * as setupSession from '../setup-session.ts'
import { askForCode } from './one-time-code.ts'

/** Asks a user of a pool that requires MFA to set up one of the factors. */
export function setupChallenge(services: Services, auth: Auth, user: User, factors: MfaFactor[]): AuthStep {
  return {
    kind: 'challenge',
    name: 'MFA_SETUP',
    parameters: { MFAS_CAN_SETUP: JSON.stringify(factors), USER_ID_FOR_SRP: user.username },
    session: setupSession.create(services, auth, {
      userId: user.id,
      standing: standingOf(user),
      ...carriedOn(auth),
    }),
  }
}

/** A custom sign-in goes on where the set-up interrupted it: only the pool's functions end it. */
function carriedOn({ custom }: Auth): Pick<setupSession.SetupSession, 'custom'> {
  return custom ? { custom: resultsOf(custom) } : {}
}

/**
 * A secret for the user who sets up MFA, and the session that goes on with it; the former one is used up. Throws
 * NotAuthorizedException, SoftwareTokenMFANotFoundException.
 */
export async function associate(
  services: Services,
  text: string,
): Promise<{ secret: string; session: string }> {
  const { session, pool, client } = await openForSetup(services, text)
  const { userId, standing, custom } = session
  const secret = totp.newSecret()
  await challengeSession.use(services, session)
  const next = { userId, standing, secret, ...(custom && { custom }) }
  return { secret, session: setupSession.create(services, { pool, client }, next) }
}

/**
 * The session with which MFA_SETUP can be answered, after a right code; a wrong one leaves the former as it is. The app is
 * in force from here on, whether or not the sign-in ends (so it was on Cognito, 2026). Throws NotAuthorizedException,
 * SoftwareTokenMFANotFoundException, EnableSoftwareTokenMFAException.
 */
export async function verify(
  services: Services,
  text: string,
  proof: { code: string; friendlyDeviceName?: string | undefined },
): Promise<string> {
  const { session, pool, client } = await openForSetup(services, text)
  const { userId, standing, secret, isProven, custom } = session
  if (!secret || isProven) throw new SoftwareTokenMFANotFoundException()
  const step = softwareTokens.requireMatch(services, secret, proof.code)
  await transaction(services, async (services) => {
    await challengeSession.use(services, session)
    const user = requireSettling(pool, session, await users.lock(services.db, userId))
    await softwareTokens.adopt(services, user, { secret, step, friendlyDeviceName: proof.friendlyDeviceName })
  })
  const next = { userId, standing, secret, isProven: true, ...(custom && { custom }) }
  return setupSession.create(services, { pool, client }, next)
}

async function openForSetup(services: Services, text: string) {
  const opened = await setupSession.open(services, text)
  const { pool, session } = opened
  softwareTokens.requireOffered(pool)
  requireSettling(pool, session, await users.find(services.db, pool.id, session.userId))
  return opened
}

/**
 * Nor is a session worth anything to a user who was disabled, or has or has to set another password, since it was begun: each
 * new secret makes it live longer.
 */
function requireSettling(pool: UserPool, session: setupSession.SetupSession, user: User | undefined): User {
  const found = requireWithoutFactor(pool, user)
  requireSameStanding(session.standing, found)
  if (found.enabled && found.status === 'CONFIRMED') return found
  throw new NotAuthorizedException('Invalid session for the user.')
}

/** Ends the sign-in with the app that was proven, or goes on to the code for an e-mail address (EMAIL). */
export async function mfaSetup(services: Services, auth: Auth): Promise<AuthStep> {
  requireParameter(auth, 'USERNAME')
  if (!auth.session) throw new InvalidParameterException('Missing required parameter Session')
  const { session, pool, client } = await setupSession.open(services, auth.session)
  if (pool.id !== auth.pool.id || client.id !== auth.client.id)
    throw new NotAuthorizedException('Invalid session for the user.')
  const user = await requireNamedUser(services, auth, session.userId)
  requireSameStanding(session.standing, user)
  const email = auth.parameters['EMAIL']
  const { custom: results } = session
  const call = results ? { ...auth, custom: { results } } : auth
  return email
    ? setUpEmail(services, call, { session, user, email })
    : endWithApp(services, call, { session, user })
}

async function endWithApp(
  services: Services,
  auth: Auth,
  { session, user }: { session: setupSession.SetupSession; user: User },
): Promise<AuthStep> {
  if (!session.isProven) throw new SoftwareTokenMFANotFoundException()
  softwareTokens.requireOffered(auth.pool)
  const { secret } = await softwareTokens.requireInForce(services, user)
  if (secret !== session.secret || auth.pool.settings.mfaConfiguration === 'OFF')
    throw new NotAuthorizedException('Invalid session for the user.')
  await challengeSession.use(services, session)
  return finish(services, auth, { user, withoutPassword: true })
}

async function setUpEmail(
  services: Services,
  auth: Auth,
  asked: { session: setupSession.SetupSession; user: User; email: string },
): Promise<AuthStep> {
  const user = requireWithoutFactor(auth.pool, asked.user)
  if (!auth.pool.settings.emailMfaConfiguration || user.attributes.email)
    throw new InvalidParameterException('EMAIL_OTP is not an MFA method that the user can set up.') // our wording
  const { email = '' } = checkAttributes(auth.pool, [{ name: 'email', value: asked.email }], 'update')
  await challengeSession.use(services, asked.session)
  return askForCode(services, auth, { name: 'EMAIL_OTP', role: 'mfa', user, setupEmail: email })
}

/** A session that was begun before another one set up a factor, or MFA was turned off, is worth nothing. */
function requireWithoutFactor(pool: UserPool, user: User | undefined): User {
  if (user && secondFactorOf(pool, user)?.kind === 'setup') return user
  throw new NotAuthorizedException('Invalid session for the user.')
}
