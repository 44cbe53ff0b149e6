import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import type { DevicesTable } from './schema.ts'

/** A device that its user confirmed. */
export interface Device {
  userId: string
  /** `<region>_<uuid>`. */
  key: string
  name?: string
  /** Whether it may stand for the second factor. */
  remembered: boolean
  /** Hexadecimal. */
  salt: string
  /** Sealed for `devices.sealed_verifier:<user id> <device key>`. */
  sealedVerifier: string
  lastIpAddress?: string
  createdAt: number
  updatedAt: number
  lastAuthenticatedAt: number
}

/** Adds the device; false when the user has one with this key. */
export async function insert(db: Db, device: Device): Promise<boolean> {
  const result = await db
    .insertInto('devices')
    .values(toRow(device))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The device, if it is the user's. */
export async function find(db: Db, userId: string, key: string): Promise<Device | undefined> {
  const row = await db
    .selectFrom('devices')
    .selectAll()
    .where('user_id', '=', userId)
    .where('device_key', '=', key)
    .executeTakeFirst()
  return row && toDevice(row)
}

/** The user's devices in the order of their keys. */
export async function list(db: Db, userId: string, page: PageRequest): Promise<Page<Device>> {
  const query = db.selectFrom('devices').selectAll().where('user_id', '=', userId)
  const rows = await readPage(query, 'device_key', page)
  return toPage(rows.map(toDevice), page.limit, (device) => device.key)
}

type DeviceId = Pick<Device, 'userId' | 'key'>

/** Sets whether the device is remembered; false when the user has no such device. */
export async function setRemembered(
  db: Db,
  device: DeviceId,
  change: { remembered: boolean; now: number },
): Promise<boolean> {
  const result = await db
    .updateTable('devices')
    .set({ remembered: change.remembered ? 1 : 0, updated_at: change.now })
    .where('user_id', '=', device.userId)
    .where('device_key', '=', device.key)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Notes a sign-in with the device; false when the user has no such device. */
export async function recordSignIn(
  db: Db,
  device: DeviceId,
  signIn: { now: number; ipAddress?: string | undefined },
): Promise<boolean> {
  const result = await db
    .updateTable('devices')
    .set({
      last_authenticated_at: signIn.now,
      updated_at: signIn.now,
      ...(signIn.ipAddress !== undefined && { last_ip_address: signIn.ipAddress }),
    })
    .where('user_id', '=', device.userId)
    .where('device_key', '=', device.key)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** False when the user has no such device. */
export async function remove(db: Db, device: DeviceId): Promise<boolean> {
  const result = await db
    .deleteFrom('devices')
    .where('user_id', '=', device.userId)
    .where('device_key', '=', device.key)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

function toDevice(row: DevicesTable): Device {
  return {
    userId: row.user_id,
    key: row.device_key,
    ...(row.name !== null && { name: row.name }),
    remembered: row.remembered === 1,
    salt: row.salt,
    sealedVerifier: row.sealed_verifier,
    ...(row.last_ip_address !== null && { lastIpAddress: row.last_ip_address }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastAuthenticatedAt: row.last_authenticated_at,
  }
}

function toRow(device: Device): DevicesTable {
  return {
    user_id: device.userId,
    device_key: device.key,
    name: device.name ?? null,
    remembered: device.remembered ? 1 : 0,
    salt: device.salt,
    sealed_verifier: device.sealedVerifier,
    last_ip_address: device.lastIpAddress ?? null,
    created_at: device.createdAt,
    updated_at: device.updatedAt,
    last_authenticated_at: device.lastAuthenticatedAt,
  }
}
