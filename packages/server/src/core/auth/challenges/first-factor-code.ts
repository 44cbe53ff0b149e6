import { equalsConstantTime } from '../../../crypto/constant-time.ts'
import { CodeMismatchException } from '../../../errors.ts'
import { type Services, transaction } from '../../../services.ts'
import type { User } from '../../../storage/users.ts'
import * as users from '../../../storage/users.ts'
import { postConfirmation } from '../../../triggers/post-confirmation.ts'
import * as attempts from '../../attempts.ts'
import { proveAddress } from '../../mfa-addresses.ts'
import * as userChanges from '../../user-changes.ts'
import { requireEnabled } from '../../user-status.ts'
import { nameKey } from '../../usernames.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import type { ChallengeSession } from '../challenge-session.ts'
import * as challengeSession from '../challenge-session.ts'
import { requireNamed } from '../choice.ts'
import { subjectOf } from '../event-subject.ts'
import { pretendCode } from '../first-factor-pretence.ts'
import { attributeOf, type Candidate } from '../first-factors.ts'
import * as tries from '../mfa-tries.ts'
import { afterFirstFactor } from '../next-step.ts'
import { askForCode, emailOtp as emailMfa } from './one-time-code.ts'

type CodeFactor = 'EMAIL_OTP' | 'SMS_OTP'

/** Sends a code that stands for the password. Throws TooManyRequestsException, UnexpectedLambdaException. */
export async function askForFirstCode(
  services: Services,
  auth: Auth,
  { user, username }: Candidate,
  name: CodeFactor,
): Promise<AuthStep> {
  const step = user
    ? await askForCode(services, auth, { name, role: 'first-factor', user })
    : await pretendCode(services, auth, { name, username })
  return step.kind === 'challenge' ? { ...step, availableChallenges: [name] } : step
}

/** Answers EMAIL_OTP, as first or second factor. */
export async function emailOtp(services: Services, auth: Auth): Promise<AuthStep> {
  const code = requireParameter(auth, 'EMAIL_OTP_CODE')
  const session = await challengeSession.requireSession(services, auth, 'EMAIL_OTP')
  if (session.state?.['role'] !== 'first-factor') return emailMfa(services, auth)
  return answer(services, auth, { name: 'EMAIL_OTP', code, session })
}

/** Answers SMS_OTP, always a first factor. */
export async function smsOtp(services: Services, auth: Auth): Promise<AuthStep> {
  const code = requireParameter(auth, 'SMS_OTP_CODE')
  const session = await challengeSession.requireSession(services, auth, 'SMS_OTP')
  return answer(services, auth, { name: 'SMS_OTP', code, session })
}

interface Answer {
  name: CodeFactor
  code: string
  session: ChallengeSession
}

/**
 * A right code is good once: it verifies the address, and confirms who signed up or was imported. A wrong one leaves the
 * session as it is, and counts.
 */
async function answer(services: Services, auth: Auth, { name, code, session }: Answer): Promise<AuthStep> {
  const { state = {} } = session
  const user = await users.find(services.db, auth.pool.id, session.userId)
  const subject = user?.id ?? nobody(services, auth, state['nobody'] ?? '')
  await requireNamed(services, auth, { user, username: user?.username ?? state['nobody'] ?? '' })
  await tries.claim(services, subject)
  if (!user || !state['code'] || !equalsConstantTime(state['code'], code))
    throw new CodeMismatchException('Invalid code or auth state for the user.')
  requireEnabled(user)
  const proof = { attribute: attributeOf(name), to: state['to'] ?? '' }
  const proven = await transaction(services, async (services) => {
    await challengeSession.use(services, session)
    await tries.clear(services, user.id)
    return confirmImported(services, await proveAddress(services, auth.pool, user.id, proof))
  })
  if (user.status === 'UNCONFIRMED' && proven.status === 'CONFIRMED')
    await postConfirmation(
      services,
      subjectOf(auth, { user: proven, username: proven.username }),
      'ConfirmSignUp',
    )
  return afterFirstFactor(services, auth, { user: proven, withoutPassword: true })
}

function nobody(services: Services, { pool }: Auth, username: string): string {
  return attempts.unknownSubject(services, pool.id, nameKey(pool, username))
}

/** An imported user without a password has nothing to reset once they signed in. */
async function confirmImported(services: Services, user: User): Promise<User> {
  if (user.status !== 'RESET_REQUIRED' || user.password) return user
  const confirmed: User = { ...user, status: 'CONFIRMED' }
  await userChanges.update(services, confirmed)
  return confirmed
}
