import { updateAttributes } from '../../core/attribute-updates.ts'
import { checkRemoval } from '../../core/attributes.ts'
import { userSubject } from '../../core/event-subject.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes: Operation<'AdminDeleteUserAttributes'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  await updateAttributes(services, userSubject({ pool }, user), checkRemoval(pool, input.UserAttributeNames))
  return {}
}
