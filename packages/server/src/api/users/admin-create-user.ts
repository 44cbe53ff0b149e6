import { createUser, type Medium, resendInvitation } from '../../core/user-creation.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { givenAttributes } from './given-attributes.ts'
import { toUserType } from './to-user-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const adminCreateUser: Operation<'AdminCreateUser'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const suppressed = input.MessageAction === 'SUPPRESS'
  const media: readonly Medium[] = suppressed ? [] : (input.DesiredDeliveryMediums ?? ['SMS'])
  const invitation = { name: input.Username, temporaryPassword: input.TemporaryPassword, media }
  if (input.MessageAction === 'RESEND')
    return { User: toUserType(await resendInvitation(services, pool, invitation)) }
  const attributes = givenAttributes(input.UserAttributes)
  const forceAliasCreation = input.ForceAliasCreation ?? false
  const user = await createUser(services, pool, { ...invitation, attributes, forceAliasCreation })
  return { User: toUserType(user) }
}
