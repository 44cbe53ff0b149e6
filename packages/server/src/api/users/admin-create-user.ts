import { createUser, type Medium, resendInvitation } from '../../core/user-creation.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { givenAttributes, toRecord } from './given-attributes.ts'
import { toUserType } from './to-user-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const adminCreateUser: Operation<'AdminCreateUser'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const suppressed = input.MessageAction === 'SUPPRESS'
  const media: readonly Medium[] = suppressed ? [] : (input.DesiredDeliveryMediums ?? ['SMS'])
  const invitation = {
    name: input.Username,
    temporaryPassword: input.TemporaryPassword,
    media,
    clientMetadata: input.ClientMetadata,
  }
  if (input.MessageAction === 'RESEND')
    return { User: toUserType(await resendInvitation(services, pool, invitation)) }
  const attributes = givenAttributes(input.UserAttributes)
  const forceAliasCreation = input.ForceAliasCreation ?? false
  const validationData = input.ValidationData && toRecord(input.ValidationData)
  const asked = { ...invitation, attributes, forceAliasCreation, validationData }
  const user = await createUser(services, pool, asked)
  return { User: toUserType(user) }
}
