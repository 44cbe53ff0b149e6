import { CodeMismatchException, ExpiredCodeException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import * as storage from '../../../storage/software-tokens.ts'
import type { User } from '../../../storage/users.ts'
import * as softwareTokens from '../../software-tokens.ts'
import * as totp from '../../totp.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import * as tries from '../mfa-tries.ts'
import { finish } from '../next-step.ts'
import { requireSessionUser, standingOf } from '../session-user.ts'

const STEP = 'SOFTWARE_TOKEN_MFA'

/** Asks for the code of the user's authenticator app. */
export async function softwareTokenChallenge(services: Services, auth: Auth, user: User): Promise<AuthStep> {
  const token = await storage.find(services.db, user.id)
  return {
    kind: 'challenge',
    name: STEP,
    parameters: {
      USER_ID_FOR_SRP: user.username,
      FRIENDLY_DEVICE_NAME: token?.friendlyDeviceName ?? '',
    },
    session: challengeSession.create(services, auth, {
      step: STEP,
      userId: user.id,
      state: { standing: standingOf(user) },
    }),
  }
}

/** Ends the sign-in by a code of the app, which is good once. A wrong one leaves the session as it is. */
export async function softwareTokenMfa(services: Services, auth: Auth): Promise<AuthStep> {
  const code = requireParameter(auth, 'SOFTWARE_TOKEN_MFA_CODE')
  const { session, user } = await requireSessionUser(services, auth, STEP)
  await tries.claim(services, user.id)
  const { sealedSecret, secret } = await softwareTokens.requireInForce(services, user)
  const step = totp.matchingStep(secret, code, services.clock.now())
  if (step === undefined) throw new CodeMismatchException('Invalid code or auth state for the user.')
  const useUp = async (services: Services) => {
    if (!(await storage.useStep(services.db, { userId: user.id, sealedSecret, step })))
      throw new ExpiredCodeException('Your software token has already been used once.')
    await tries.clear(services, user.id)
  }
  return finish(services, auth, { user, used: session, useUp, withoutPassword: true })
}
