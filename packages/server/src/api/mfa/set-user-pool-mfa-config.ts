import { toCamel } from '@poolhouse/api-model'
import { setMfaConfig } from '../../core/user-pool-mfa.ts'
import type { Operation } from '../operation.ts'
import { toMfaConfig } from './to-mfa-config.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export const setUserPoolMfaConfig: Operation<'SetUserPoolMfaConfig'> = async (services, input) => {
  const { userPoolId, ...asked } = toCamel('SetUserPoolMfaConfigRequest', input)
  return toMfaConfig(await setMfaConfig(services, userPoolId, asked))
}
