import type { Operation } from '../operation.ts'
import { listPage } from './device-page.ts'
import { requireOwnerAsResource } from './require-owner.ts'
import { toAdminDeviceType } from './to-device-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html */
export const adminListDevices: Operation<'AdminListDevices'> = async (services, input) => {
  const { user, pool } = await requireOwnerAsResource(services, input)
  const { items, token } = await listPage(services, user, input)
  return { Devices: items.map((device) => toAdminDeviceType(device, user, pool)), PaginationToken: token }
}
