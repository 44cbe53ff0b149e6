import { isIP } from 'node:net'
import { uuid } from '../../crypto/random.ts'
import type { Services } from '../../services.ts'
import type { Device } from '../../storage/devices.ts'
import * as storage from '../../storage/devices.ts'
import type { User } from '../../storage/users.ts'
import { deviceGroupKey, missingDevice, requireDevice, tracksDevices } from '../devices.ts'
import type { Auth, AuthStep } from './auth.ts'
import { deviceSrpChallenge } from './challenges/device-srp-auth.ts'

/**
 * The challenge that takes the place of MFA on a device that the user remembered; undefined where there is none. Throws
 * ResourceNotFoundException for a key that is not of a device of this user, which uses nothing up: clients try again
 * without it.
 */
export async function deviceStep(services: Services, auth: Auth, user: User): Promise<AuthStep | undefined> {
  const device = await findKnownDevice(services, auth, user)
  return device && mayReplaceMfa(auth, device) ? deviceSrpChallenge(services, auth, user, device) : undefined
}

/** Whether a proof of the device stands for the second factor. */
export function mayReplaceMfa(auth: Auth, device: Device): boolean {
  return device.remembered && auth.pool.settings.deviceConfiguration?.challengeRequiredOnNewDevice === true
}

/** The user's device that DEVICE_KEY names; undefined without one. Throws ResourceNotFoundException. */
export async function findKnownDevice(
  services: Services,
  auth: Auth,
  user: User,
): Promise<Device | undefined> {
  const key = auth.parameters['DEVICE_KEY']
  return key && tracksDevices(auth.pool) ? requireDevice(services, user, key) : undefined
}

/** Keys for a device that signs in without; undefined where the pool tracks none. Nothing is kept until it is confirmed. */
export function newDevice(services: Services, auth: Auth): { key: string; groupKey: string } | undefined {
  if (!tracksDevices(auth.pool)) return undefined
  const key = `${auth.pool.region}_${uuid()}`
  return { key, groupKey: deviceGroupKey(services, auth.pool, key) }
}

/** Notes the sign-in on the device, in the transaction that keeps it. Throws when it was forgotten meanwhile. */
export async function recordSignIn(services: Services, auth: Auth, device: Device): Promise<void> {
  const ipAddress = isIP(auth.ipAddress ?? '') ? auth.ipAddress : undefined // an operator may send any text
  const signIn = { now: services.clock.now(), ipAddress }
  if (!(await storage.recordSignIn(services.db, device, signIn))) throw missingDevice()
}
