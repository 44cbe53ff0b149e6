import { start } from '../../core/auth/start.ts'
import type { Operation } from '../operation.ts'
import { adminOriginOf } from '../request-origin.ts'
import { requireClientOfPool } from './require-client-of-pool.ts'
import { toAuthResponse } from './to-auth-response.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const adminInitiateAuth: Operation<'AdminInitiateAuth'> = async (services, input, request) => {
  const found = await requireClientOfPool(services, input)
  const origin = adminOriginOf(input.ContextData, request)
  const session = input.Session && { session: input.Session }
  const given = { parameters: input.AuthParameters ?? {}, validationData: input.ClientMetadata }
  const auth = { ...found, admin: true, ...given, ...origin, ...session }
  return toAuthResponse(await start(services, auth, input.AuthFlow))
}
