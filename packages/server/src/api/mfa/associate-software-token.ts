import { authorizeOrRevoked } from '../../core/access-tokens.ts'
import * as mfaSetup from '../../core/auth/challenges/mfa-setup.ts'
import * as softwareTokens from '../../core/software-tokens.ts'
import type { Operation } from '../operation.ts'
import { requireOneProof } from './require-one-proof.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const associateSoftwareToken: Operation<'AssociateSoftwareToken'> = async (services, input) => {
  const proof = requireOneProof(input)
  if (proof.session !== undefined) {
    const { secret, session } = await mfaSetup.associate(services, proof.session)
    return { SecretCode: secret, Session: session }
  }
  const authorized = await authorizeOrRevoked(services, proof.accessToken, [
    'UserNotFoundException',
    'PasswordResetRequiredException',
  ])
  return { SecretCode: await softwareTokens.associate(services, authorized) }
}
