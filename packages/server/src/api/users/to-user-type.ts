import type { UserType } from '@poolhouse/api-model'
import { toAttributeList } from '../../core/attributes.ts'
import type { User } from '../../storage/users.ts'

/** A user as lists and creations show it, with all attributes or those of these names. */
export function toUserType(user: User, attributesToGet?: readonly string[]): UserType {
  const attributes = toAttributeList(user, user.attributes)
  return {
    Username: user.username,
    Attributes: attributesToGet
      ? attributes.filter(({ Name }) => attributesToGet.includes(Name))
      : attributes,
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.updatedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  }
}
