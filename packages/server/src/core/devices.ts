import { elementBytes, prime, toBigInt, toElement } from '../crypto/srp-group.ts'
import {
  DeviceKeyExistsException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceNotFoundException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { Device } from '../storage/devices.ts'
import * as devices from '../storage/devices.ts'
import type { RefreshToken } from '../storage/refresh-tokens.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import type { Authorized } from './access-tokens.ts'
import { isStorable } from './attribute-formats.ts'

const groupKeyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const GROUP_KEY_LENGTH = 8
/** Clients send sixteen bytes, or seventeen with the zero that keeps the number positive. */
const MAX_SALT_BYTES = 64

/** Whether the pool tracks devices: it does as soon as it has a device configuration. */
export function tracksDevices(pool: UserPool): boolean {
  return pool.settings.deviceConfiguration !== undefined
}

/** The name that the device's proofs are made under; always the same for one device. */
export function deviceGroupKey(services: Services, pool: UserPool, deviceKey: string): string {
  const bytes = services.keyring.hmac('device group key', pool.id, deviceKey).subarray(0, GROUP_KEY_LENGTH)
  return `-${[...bytes].map((byte) => groupKeyAlphabet.charAt(byte % groupKeyAlphabet.length)).join('')}`
}

export interface NewDevice {
  key: string
  name?: string | undefined
  /** Base64 of the numbers' bytes. */
  salt?: string | undefined
  verifier?: string | undefined
  ipAddress?: string | undefined
}

/**
 * Confirms the device that the access token was issued to. Answers whether the user still has to say that it shall be
 * remembered. Throws InvalidParameterException, DeviceKeyExistsException.
 */
export async function confirm(
  services: Services,
  { user, pool, deviceKey, authTime }: Authorized,
  asked: NewDevice,
): Promise<{ userConfirmationNecessary: boolean }> {
  const now = services.clock.now()
  // The text was seen in aws-amplify/amplify-js#2087 and boto/boto3#4059.
  const invalidKey = new InvalidParameterException('Invalid device key given.')
  if (!tracksDevices(pool) || asked.key !== deviceKey) throw invalidKey
  const id = { userId: user.id, key: asked.key }
  const { salt, verifier } = readVerifier(asked)
  const needsUser = pool.settings.deviceConfiguration?.deviceOnlyRememberedOnUserPrompt ?? false
  const device: Device = {
    ...id,
    ...(asked.name !== undefined && { name: readName(asked.name) }),
    remembered: !needsUser,
    salt: salt.toString('hex'),
    sealedVerifier: services.keyring.seal(verifier, place(id)),
    ...(asked.ipAddress !== undefined && { lastIpAddress: asked.ipAddress }),
    createdAt: now,
    updatedAt: now,
    lastAuthenticatedAt: authTime,
  }
  await transaction(services, async (services) => {
    if (await devices.find(services.db, id.userId, id.key))
      throw new DeviceKeyExistsException('The device key already exists.') // our wording
    // A device that was forgotten has no sign-in left, so that its access token can't bring it back.
    if (!(await refreshTokens.hasOfDevice(services.db, id, now))) throw invalidKey
    if (!(await devices.insert(services.db, device)))
      throw new DeviceKeyExistsException('The device key already exists.')
  })
  return { userConfirmationNecessary: needsUser }
}

/** The user's device. Throws ResourceNotFoundException; clients look for the word "device" in its text. */
export async function requireDevice(
  services: Services,
  user: Pick<User, 'id'>,
  key: string,
): Promise<Device> {
  const device = isStorable(key) ? await devices.find(services.db, user.id, key) : undefined
  if (!device) throw missingDevice()
  return device
}

/** Sets whether the device is remembered; without a status it stays as it is. Throws ResourceNotFoundException. */
export async function setStatus(
  services: Services,
  device: { userId: string; key: string },
  status: 'remembered' | 'not_remembered' | undefined,
): Promise<void> {
  if (status === undefined) {
    await requireDevice(services, { id: device.userId }, device.key)
    return
  }
  const change = { remembered: status === 'remembered', now: services.clock.now() }
  if (!(await devices.setRemembered(services.db, device, change))) throw missingDevice()
}

/** Forgets the device and ends its refresh tokens. Throws ResourceNotFoundException. */
export async function forget(services: Services, device: { userId: string; key: string }): Promise<void> {
  await transaction(services, async (services) => {
    if (!(await devices.remove(services.db, device))) throw missingDevice()
    await refreshTokens.endOfDevice(services.db, device)
  })
}

/**
 * Where the pool tracks devices, a refresh token is good only together with the key of its confirmed device. Throws
 * NotAuthorizedException (https://repost.aws/knowledge-center/cognito-invalid-refresh-token-error). A token from before
 * the pool tracked devices belongs to none.
 */
export async function requireDeviceOfToken(
  services: Services,
  pool: UserPool,
  token: RefreshToken,
  deviceKey: string | undefined,
): Promise<void> {
  const wasForgotten = token.deviceKey === refreshTokens.FORGOTTEN_DEVICE
  if (!wasForgotten && !(token.deviceKey && tracksDevices(pool))) return
  const isOfToken = deviceKey !== undefined && deviceKey === token.deviceKey
  if (isOfToken && !wasForgotten && (await devices.find(services.db, token.userId, deviceKey))) return
  throw new NotAuthorizedException('Invalid Refresh Token')
}

/** The verifier that answers the device's proof, opened. */
export function verifierOf(services: Services, device: Device): { salt: Buffer; verifier: Buffer } {
  return {
    salt: Buffer.from(device.salt, 'hex'),
    verifier: services.keyring.open(device.sealedVerifier, place(device)),
  }
}

/** The answer to a key that is none of the user's. */
export function missingDevice(): ResourceNotFoundException {
  return new ResourceNotFoundException('Device does not exist.')
}

function readVerifier(asked: NewDevice): { salt: Buffer; verifier: Buffer } {
  const salt = readBase64(asked.salt)
  const verifier = readBase64(asked.verifier)
  const value = verifier && verifier.length <= elementBytes + 1 ? toBigInt(verifier) : 0n
  if (!salt || salt.length > MAX_SALT_BYTES || value <= 1n || value >= prime - 1n)
    throw new InvalidParameterException('Invalid device secret verifier given.') // our wording
  return { salt, verifier: toElement(value) }
}

/** Undefined for what is missing, empty or not Base64. */
function readBase64(text: string | undefined): Buffer | undefined {
  return text && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
}

function readName(name: string): string {
  if (isStorable(name)) return name
  throw new InvalidParameterException('The device name contains invalid characters.') // our wording
}

function place(device: { userId: string; key: string }): string {
  return `devices.sealed_verifier:${device.userId} ${device.key}`
}
