import { authorizeOwner, startRegistration } from '../../core/passkeys.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html */
export const startWebAuthnRegistration: Operation<'StartWebAuthnRegistration'> = async (services, input) => {
  const authorized = await authorizeOwner(services, input.AccessToken)
  return { CredentialCreationOptions: await startRegistration(services, authorized) }
}
