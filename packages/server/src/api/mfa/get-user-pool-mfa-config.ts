import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toMfaConfig } from './to-mfa-config.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig: Operation<'GetUserPoolMfaConfig'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  return toMfaConfig(pool.settings)
}
