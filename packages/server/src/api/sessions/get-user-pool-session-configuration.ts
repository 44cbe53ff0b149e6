import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toSessionConfiguration } from './to-session-configuration.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolSessionConfiguration.html */
export const getUserPoolSessionConfiguration: Operation<'GetUserPoolSessionConfiguration'> = async (
  services,
  input,
) => toSessionConfiguration(await requireUserPool(services, input.UserPoolId))
