import { equalsConstantTime } from '../../../crypto/constant-time.ts'
import { randomDigits } from '../../../crypto/random.ts'
import { compose } from '../../../delivery/compose.ts'
import { deliver } from '../../../delivery/deliver.ts'
import { describeDelivery, destinationOf } from '../../../delivery/destination.ts'
import { CodeMismatchException, InvalidParameterException, NotAuthorizedException } from '../../../errors.ts'
import { type Services, transaction } from '../../../services.ts'
import type { VerifiedAttribute } from '../../../storage/user-pools.ts'
import type { User } from '../../../storage/users.ts'
import * as attempts from '../../attempts.ts'
import { isVerified } from '../../attributes.ts'
import { proveSecondFactor, setUpEmail } from '../../mfa-addresses.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import type { ChallengeSession } from '../challenge-session.ts'
import * as challengeSession from '../challenge-session.ts'
import { subjectOf } from '../event-subject.ts'
import * as tries from '../mfa-tries.ts'
import { finish } from '../next-step.ts'
import { requireSessionUser, standingOf } from '../session-user.ts'

/** The challenges that a code answers, each to one kind of address. */
export type CodeChallenge = 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP'

export interface CodeRequest {
  name: CodeChallenge
  /** What the code proves: the second factor, or the first one of a sign-in without a password. */
  role: 'mfa' | 'first-factor'
  user: User
  /** The e-mail address that the code adds to a user who sets up MFA; else the user's own address is used. */
  setupEmail?: string
}

/** Observed on Cognito in 2025: eight digits for the first factor; the second has six, as all its other codes. */
const digits = { mfa: 6, 'first-factor': 8 }

/**
 * Sends a code to the user's address and asks for it; it is good as long as the session. Call it outside of
 * transactions. Throws TooManyRequestsException, UnexpectedLambdaException.
 */
export async function askForCode(services: Services, auth: Auth, request: CodeRequest): Promise<AuthStep> {
  const { name, role, user, setupEmail } = request
  const attribute = attributeOf(name)
  const to = setupEmail ?? requireAddress(user, attribute)
  await attempts.countDestinationAsRate(services, auth.pool.id, to)
  const code = randomDigits(digits[role])
  await send(services, auth, { user, attribute, to, code })
  const state = { role, code, to, standing: standingOf(user), ...(setupEmail && { setup: 'EMAIL' }) }
  const { deliveryMedium, destination } = describeDelivery({ attribute, to })
  return {
    kind: 'challenge',
    name,
    parameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: deliveryMedium,
      CODE_DELIVERY_DESTINATION: destination,
      ...(name === 'SMS_MFA' && { USER_ID_FOR_SRP: user.username }),
    },
    session: challengeSession.create(services, auth, { step: name, userId: user.id, state }),
  }
}

/** Answers SMS_MFA. */
export const smsMfa = answerTo('SMS_MFA', 'SMS_MFA_CODE')
/** Answers EMAIL_OTP as second factor. */
export const emailOtp = answerTo('EMAIL_OTP', 'EMAIL_OTP_CODE')

/** A right code is good once; a wrong one leaves the session as it is. The code of a first factor proves no second one. */
function answerTo(name: CodeChallenge, parameter: string) {
  return async (services: Services, auth: Auth): Promise<AuthStep> => {
    const code = requireParameter(auth, parameter)
    const { session, user } = await requireSessionUser(services, auth, name)
    const { state = {} } = session
    if (state['role'] !== 'mfa') throw invalidSession()
    await tries.claim(services, user.id)
    if (!state['code'] || !equalsConstantTime(state['code'], code))
      throw new CodeMismatchException('Invalid code or auth state for the user.')
    return end(services, auth, { user, session, attribute: attributeOf(name) })
  }
}

interface Answered {
  user: User
  session: ChallengeSession
  attribute: VerifiedAttribute
}

/** The end of a sign-in. The address must still be the user's, or become it where the code set up MFA, and is verified. */
async function end(
  services: Services,
  auth: Auth,
  { user, session, attribute }: Answered,
): Promise<AuthStep> {
  const to = session.state?.['to'] ?? ''
  const isSetup = session.state?.['setup'] === 'EMAIL'
  if (!isSetup) requireSameAddress(user, attribute, to)
  if (!isSetup && isVerified(user.attributes, attribute)) {
    const useUp = (services: Services) => tries.clear(services, user.id)
    return finish(services, auth, { user, used: session, useUp, withoutPassword: true })
  }
  const changed = await transaction(services, async (services) => {
    await useUp(services, session)
    if (isSetup) return setUpEmail(services, auth.pool, user.id, to)
    return proveSecondFactor(services, auth.pool, user.id, { attribute, to })
  })
  return finish(services, auth, { user: changed, withoutPassword: true })
}

async function useUp(services: Services, session: ChallengeSession): Promise<void> {
  await challengeSession.use(services, session)
  await tries.clear(services, session.userId)
}

function requireSameAddress(user: User, attribute: VerifiedAttribute, to: string): void {
  if (user.attributes[attribute] !== to) throw invalidSession()
}

function invalidSession(): NotAuthorizedException {
  return new NotAuthorizedException('Invalid session for the user.')
}

function attributeOf(name: CodeChallenge): VerifiedAttribute {
  return name === 'EMAIL_OTP' ? 'email' : 'phone_number'
}

function requireAddress(user: User, attribute: VerifiedAttribute): string {
  const address = user.attributes[attribute]
  if (address) return address
  const missing = attribute === 'email' ? 'email address' : 'phone number'
  throw new InvalidParameterException(`User does not have a valid registered ${missing}`)
}

async function send(
  services: Services,
  auth: Auth,
  message: { user: User; attribute: VerifiedAttribute; to: string; code: string },
): Promise<void> {
  const { user, attribute, to, code } = message
  const { channel } = destinationOf(attribute, to)
  const subject = subjectOf(auth, { user, username: user.username })
  const compositions = await compose(services, subject, { occasion: 'Authentication', channels: [channel] })
  await transaction(services, (services) =>
    deliver(services, auth.pool, {
      template: 'authentication',
      channel,
      to,
      username: user.username,
      code,
      occasion: 'Authentication',
      composition: compositions.get(channel),
    }),
  )
  services.wakeSender()
}
