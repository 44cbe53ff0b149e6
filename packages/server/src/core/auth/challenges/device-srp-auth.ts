import * as srp from '../../../crypto/srp.ts'
import { InvalidParameterException, NotAuthorizedException } from '../../../errors.ts'
import { type Services, transaction } from '../../../services.ts'
import type { Device } from '../../../storage/devices.ts'
import type { User } from '../../../storage/users.ts'
import * as users from '../../../storage/users.ts'
import { missingDevice, requireDevice, verifierOf } from '../../devices.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import { mayReplaceMfa } from '../device.ts'
import * as deviceExchange from '../device-exchange.ts'
import { requireSameStanding, standingOf } from '../session-user.ts'

const STEP = 'DEVICE_SRP_AUTH'

/** Asks the remembered device to begin the proof of its secret. */
export function deviceSrpChallenge(services: Services, auth: Auth, user: User, device: Device): AuthStep {
  const next = { step: STEP, userId: user.id, state: { deviceKey: device.key, standing: standingOf(user) } }
  return {
    kind: 'challenge',
    name: STEP,
    parameters: {},
    session: challengeSession.create(services, auth, next),
  }
}

/** Begins the SRP exchange over the device's secret; the session is used up by it. */
export async function deviceSrpAuth(services: Services, auth: Auth): Promise<AuthStep> {
  const key = requireParameter(auth, 'DEVICE_KEY')
  const publicA = srp.parsePublicA(requireParameter(auth, 'SRP_A'))
  if (publicA === undefined) throw new InvalidParameterException('Invalid SRP_A value.')
  const session = await challengeSession.requireSession(services, auth, STEP)
  if (session.state?.['deviceKey'] !== key) throw new NotAuthorizedException()
  const user = await users.find(services.db, auth.pool.id, session.userId)
  if (!user) throw new NotAuthorizedException('Invalid session for the user.')
  requireSameStanding(session.state['standing'], user)
  const device = await requireDevice(services, user, key)
  if (!mayReplaceMfa(auth, device)) throw missingDevice()
  const { salt, verifier } = verifierOf(services, device)
  const { privateB, publicB } = await srp.startSrp(services.modexp, { verifier })
  await transaction(services, (services) => challengeSession.use(services, session))
  const block = deviceExchange.seal(services, auth, {
    ...challengeSession.newSingleUse(services, auth),
    userId: user.id,
    standing: standingOf(user),
    deviceKey: key,
    publicA: publicA.toString(16),
    privateB: privateB.toString('base64'),
    publicB,
  })
  return {
    kind: 'challenge',
    name: 'DEVICE_PASSWORD_VERIFIER',
    parameters: {
      DEVICE_KEY: key,
      SALT: salt.toString('hex'),
      SECRET_BLOCK: block,
      SRP_B: publicB,
      USERNAME: user.username,
    },
  }
}
