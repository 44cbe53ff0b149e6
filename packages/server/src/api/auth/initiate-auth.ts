import { start } from '../../core/auth/start.ts'
import { requireClient } from '../../core/client-authentication.ts'
import { InvalidParameterException, MFAMethodNotFoundException } from '../../errors.ts'
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
  return toAuthResponse(await start(services, auth, input.AuthFlow).catch(refuseWithoutFactor))
}

/** InitiateAuth alone declares no MFAMethodNotFoundException; the text is the one of turning SMS on without a number. */
function refuseWithoutFactor(error: unknown): never {
  if (!(error instanceof MFAMethodNotFoundException)) throw error
  throw new InvalidParameterException('User does not have delivery config set to turn on SMS_MFA')
}
