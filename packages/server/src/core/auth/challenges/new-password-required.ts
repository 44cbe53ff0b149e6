import { InvalidParameterException, NotAuthorizedException } from '../../../errors.ts'
import { type Services, transaction } from '../../../services.ts'
import type { Attributes, User } from '../../../storage/users.ts'
import * as users from '../../../storage/users.ts'
import { applyChanges, checkAttributes, missingAttributes, requireWritable } from '../../attributes.ts'
import * as passwords from '../../passwords.ts'
import { requireUncompromised } from '../../risk/enforcement.ts'
import { claimAliases } from '../../usernames.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import type { ChallengeSession } from '../challenge-session.ts'
import * as challengeSession from '../challenge-session.ts'
import { findKnownDevice } from '../device.ts'
import { afterNewPassword } from '../next-step.ts'
import { isNamed } from '../session-user.ts'
import { requireActive } from '../sign-in-user.ts'

const STEP = 'NEW_PASSWORD_REQUIRED'
const STATUS = 'FORCE_CHANGE_PASSWORD'
const ATTRIBUTE_PREFIX = 'userAttributes.'

/** Asks for the password that takes the place of the temporary one, and for what the profile still lacks. */
export function newPasswordChallenge(services: Services, auth: Auth, user: User): AuthStep {
  const missing = missingAttributes(auth.pool, user.attributes)
  return {
    kind: 'challenge',
    name: STEP,
    parameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map((name) => ATTRIBUTE_PREFIX + name)),
      userAttributes: JSON.stringify(user.attributes),
    },
    session: challengeSession.create(services, auth, {
      step: STEP,
      userId: user.id,
      state: { passwordSetAt: passwordSetAt(user) },
    }),
  }
}

/** Sets the new password and the attributes sent with it, confirms the user and ends the sign-in. */
export async function newPasswordRequired(services: Services, auth: Auth): Promise<AuthStep> {
  requireParameter(auth, 'USERNAME')
  const newPassword = requireParameter(auth, 'NEW_PASSWORD')
  const session = await challengeSession.requireSession(services, auth, STEP)
  const user = await users.find(services.db, auth.pool.id, session.userId)
  if (!user || !(await isNamed(services, auth, user))) throw invalidSession()
  requireSameStart(services, auth, session, user)
  await findKnownDevice(services, auth, user) // refused before the session is used up
  passwords.requirePolicy(auth.pool, newPassword, 'does not conform to')
  await requireUncompromised(services, auth, 'PASSWORD_CHANGE', newPassword)
  const attributes = givenAttributes(auth, user)
  await passwords.requireNew(services, auth.pool, user, newPassword)
  const password = await passwords.hash(services, auth.pool, user, newPassword)
  const confirmed = await transaction(services, async (services) => {
    await challengeSession.use(services, session)
    const current = await users.lock(services.db, user.id)
    if (!current) throw invalidSession()
    requireSameStart(services, auth, session, current)
    const changed = { ...current, attributes: applyChanges(current.attributes, attributes) }
    await claimAliases(services, auth.pool, changed)
    return passwords.replace(services, auth.pool, changed, { password, status: 'CONFIRMED' })
  })
  return afterNewPassword(services, auth, { user: confirmed, occasion: 'NewPasswordChallenge' })
}

/** Refuses a user who may not sign in any more, or whose temporary password is another one than the session began with. */
function requireSameStart(services: Services, auth: Auth, session: ChallengeSession, user: User): void {
  requireActive(services, auth.pool, user)
  if (user.status !== STATUS || passwordSetAt(user) !== session.state?.passwordSetAt) throw invalidSession()
}

function passwordSetAt(user: User): string {
  return String(user.password?.setAt ?? 0)
}

function invalidSession(): NotAuthorizedException {
  return new NotAuthorizedException('Invalid session for the user.')
}

/** The attributes of the answer, checked. */
function givenAttributes(auth: Auth, user: User): Attributes {
  const given = Object.entries(auth.parameters)
    .filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX))
    .map(([name, value]) => ({ name: name.slice(ATTRIBUTE_PREFIX.length), value }))
  const provided = given.find(({ name }) => Object.hasOwn(user.attributes, name))
  if (provided) throw new NotAuthorizedException(`Cannot modify an already provided ${provided.name}`)
  requireWritable(
    auth.client,
    auth.pool,
    given.map(({ name }) => name),
  )
  const checked = checkAttributes(auth.pool, given, 'update')
  const [missing] = missingAttributes(auth.pool, { ...user.attributes, ...checked })
  if (missing) throw new InvalidParameterException(`Invalid attributes given, ${missing} is missing`)
  return checked
}
