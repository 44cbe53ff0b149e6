import { authorizeOwner, completeRegistration } from '../../core/passkeys.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html */
export const completeWebAuthnRegistration: Operation<'CompleteWebAuthnRegistration'> = async (
  services,
  input,
) => {
  const authorized = await authorizeOwner(services, input.AccessToken)
  await completeRegistration(services, authorized, input.Credential)
  return {}
}
