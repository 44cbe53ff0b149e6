import { updateAttributes } from '../../core/attribute-updates.ts'
import { checkAttributes } from '../../core/attributes.ts'
import { userSubject } from '../../core/event-subject.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'
import { givenAttributes } from './given-attributes.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes: Operation<'AdminUpdateUserAttributes'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  const changes = checkAttributes(pool, givenAttributes(input.UserAttributes), 'update')
  await updateAttributes(services, userSubject({ pool }, user, input.ClientMetadata), changes)
  return {}
}
