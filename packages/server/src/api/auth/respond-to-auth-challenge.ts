import { respond } from '../../core/auth/respond.ts'
import { requireClient } from '../../core/client-authentication.ts'
import type { Operation } from '../operation.ts'
import { originOf } from '../request-origin.ts'
import { toAuthResponse } from './to-auth-response.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge: Operation<'RespondToAuthChallenge'> = async (
  services,
  input,
  request,
) => {
  const found = await requireClient(services, input.ClientId)
  const parameters = input.ChallengeResponses ?? {}
  const auth = {
    ...found,
    admin: false,
    parameters,
    ...(input.Session && { session: input.Session }),
    ...originOf(found.client, input.UserContextData, request),
    clientMetadata: input.ClientMetadata,
  }
  return toAuthResponse(await respond(services, auth, input.ChallengeName))
}
