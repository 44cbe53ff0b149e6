import { start } from '../../core/auth/start.ts'
import { requireClient } from '../../core/client-authentication.ts'
import type { Operation } from '../operation.ts'
import { originOf } from '../request-origin.ts'
import { toAuthResponse } from './to-auth-response.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth: Operation<'InitiateAuth'> = async (services, input, request) => {
  const found = await requireClient(services, input.ClientId)
  const auth = {
    ...found,
    admin: false,
    parameters: input.AuthParameters ?? {},
    validationData: input.ClientMetadata,
    ...originOf(found.client, input.UserContextData, request),
    ...(input.Session && { session: input.Session }),
  }
  return toAuthResponse(await start(services, auth, input.AuthFlow))
}
