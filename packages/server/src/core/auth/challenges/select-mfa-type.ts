import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { MfaFactor, User } from '../../../storage/users.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import { askFor, secondFactorOf } from '../mfa.ts'
import { requireSessionUser, standingOf } from '../session-user.ts'

const STEP = 'SELECT_MFA_TYPE'

/** Lets the user select one of the factors. */
export function selectChallenge(services: Services, auth: Auth, user: User, factors: MfaFactor[]): AuthStep {
  return {
    kind: 'challenge',
    name: STEP,
    parameters: { MFAS_CAN_CHOOSE: JSON.stringify(factors), USER_ID_FOR_SRP: user.username },
    session: challengeSession.create(services, auth, {
      step: STEP,
      userId: user.id,
      state: { standing: standingOf(user) },
    }),
  }
}

/** Goes on with the factor of ANSWER, if the user has it now. Throws InvalidParameterException for any other (our wording). */
export async function selectMfaType(services: Services, auth: Auth): Promise<AuthStep> {
  const answer = requireParameter(auth, 'ANSWER')
  const { session, user } = await requireSessionUser(services, auth, STEP)
  const asked = secondFactorOf(auth.pool, user)
  const factors = asked?.kind === 'select' ? asked.factors : []
  const factor = factors.find((factor) => factor === nameOf(answer))
  if (!factor) throw new InvalidParameterException(`${answer} is not an MFA method that the user can choose.`)
  await challengeSession.use(services, session)
  return askFor(services, auth, user, { kind: 'ask', factor })
}

/** The developer guide writes both names. */
function nameOf(answer: string): string {
  return answer === 'EMAIL_MFA' ? 'EMAIL_OTP' : answer
}
