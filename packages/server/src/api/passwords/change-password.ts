import { authorize } from '../../core/access-tokens.ts'
import { recording } from '../../core/auth-events.ts'
import { change } from '../../core/change-password.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword: Operation<'ChangePassword'> = async (services, input, request) => {
  const authorized = await authorize(services, input.AccessToken)
  const { pool, client, user } = authorized
  const origin = { ipAddress: request.ipAddress, userAgent: request.userAgent }
  const facts = { pool, client, type: 'PasswordChange', origin } as const
  const passwords = {
    previousPassword: input.PreviousPassword,
    proposedPassword: input.ProposedPassword,
  }
  await recording(services, facts, { id: user.id }, () => change(services, authorized, passwords))
  return {}
}
