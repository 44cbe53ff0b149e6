import type { DeviceType } from '@poolhouse/api-model'
import type { Device } from '../../storage/devices.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'

/** A device as its user sees it. */
export function toDeviceType(device: Device): DeviceType {
  return describe(device, [...name(device), ...address(device)])
}

/**
 * A device as the operator sees it, with the attributes that begin with `dev:` in the order of the AWS CLI's example.
 * @see https://docs.aws.amazon.com/cli/latest/reference/cognito-idp/admin-list-devices.html
 */
export function toAdminDeviceType(device: Device, user: User, pool: UserPool): DeviceType {
  const owner = `${user.username}.${pool.id}`
  const arn = `arn:aws:cognito-idp:${pool.region}:${pool.accountId}:owner/${owner}/device/${device.key}`
  return describe(device, [
    ...name(device),
    { Name: 'dev:device_arn', Value: arn },
    { Name: 'dev:device_owner', Value: owner },
    ...address(device),
    { Name: 'dev:device_remembered_status', Value: device.remembered ? 'remembered' : 'not_remembered' },
    { Name: 'dev:device_sdk', Value: 'aws-sdk-unknown-unknown' },
  ])
}

function describe(device: Device, attributes: NonNullable<DeviceType['DeviceAttributes']>): DeviceType {
  return {
    DeviceKey: device.key,
    DeviceAttributes: [{ Name: 'device_status', Value: 'valid' }, ...attributes],
    DeviceCreateDate: new Date(device.createdAt),
    DeviceLastModifiedDate: new Date(device.updatedAt),
    DeviceLastAuthenticatedDate: new Date(wholeSeconds(device.lastAuthenticatedAt)),
  }
}

function name(device: Device) {
  return device.name === undefined ? [] : [{ Name: 'device_name', Value: device.name }]
}

function address(device: Device) {
  return device.lastIpAddress === undefined ? [] : [{ Name: 'last_ip_used', Value: device.lastIpAddress }]
}

/** Cognito's times of sign-ins have no fraction. */
function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000
}
