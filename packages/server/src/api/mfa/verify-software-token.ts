import { authorize } from '../../core/access-tokens.ts'
import * as mfaSetup from '../../core/auth/challenges/mfa-setup.ts'
import * as softwareTokens from '../../core/software-tokens.ts'
import type { Operation } from '../operation.ts'
import { requireOneProof } from './require-one-proof.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const verifySoftwareToken: Operation<'VerifySoftwareToken'> = async (services, input) => {
  const proof = requireOneProof(input)
  const code = { code: input.UserCode, friendlyDeviceName: input.FriendlyDeviceName }
  if (proof.session !== undefined)
    return { Status: 'SUCCESS', Session: await mfaSetup.verify(services, proof.session, code) }
  await softwareTokens.verify(services, await authorize(services, proof.accessToken), code)
  return { Status: 'SUCCESS' }
}
