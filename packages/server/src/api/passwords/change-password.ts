import { authorize } from '../../core/access-tokens.ts'
import { change } from '../../core/change-password.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword: Operation<'ChangePassword'> = async (services, input) => {
  const authorized = await authorize(services, input.AccessToken)
  await change(services, authorized, {
    previousPassword: input.PreviousPassword,
    proposedPassword: input.ProposedPassword,
  })
  return {}
}
