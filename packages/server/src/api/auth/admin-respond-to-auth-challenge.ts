import { respond } from '../../core/auth/respond.ts'
import type { Operation } from '../operation.ts'
import { adminOriginOf } from '../request-origin.ts'
import { requireClientOfPool } from './require-client-of-pool.ts'
import { toAuthResponse } from './to-auth-response.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge: Operation<'AdminRespondToAuthChallenge'> = async (
  services,
  input,
  request,
) => {
  const found = await requireClientOfPool(services, input)
  const parameters = input.ChallengeResponses ?? {}
  const auth = {
    ...found,
    admin: true,
    parameters,
    ...(input.Session && { session: input.Session }),
    ...adminOriginOf(input.ContextData, request),
    clientMetadata: input.ClientMetadata,
  }
  return toAuthResponse(await respond(services, auth, input.ChallengeName))
}
