import { authorize } from '../../core/access-tokens.ts'
import { verify } from '../../core/attribute-verification.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute: Operation<'VerifyUserAttribute'> = async (services, input) => {
  const authorized = await authorize(services, input.AccessToken)
  await verify(services, authorized, { attributeName: input.AttributeName, code: input.Code })
  return {}
}
