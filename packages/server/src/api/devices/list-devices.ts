import { authorize } from '../../core/access-tokens.ts'
import type { Operation } from '../operation.ts'
import { listPage } from './device-page.ts'
import { toDeviceType } from './to-device-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const listDevices: Operation<'ListDevices'> = async (services, input) => {
  const { user } = await authorize(services, input.AccessToken)
  const { items, token } = await listPage(services, user, input)
  return { Devices: items.map(toDeviceType), PaginationToken: token }
}
