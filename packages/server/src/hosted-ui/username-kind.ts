import type { UserPool } from '../storage/user-pools.ts'
import type { UsernameKind } from './usernames.ts'

/** What people of the pool sign in with. */
export function signInNameKind({ settings }: UserPool): UsernameKind {
  const { usernameAttributes = [], aliasAttributes = [] } = settings
  if (usernameAttributes.length > 0)
    return either(usernameAttributes, { both: 'emailOrPhoneNumber', email: 'email', phone: 'phoneNumber' })
  return either(aliasAttributes, {
    both: 'usernameEmailOrPhoneNumber',
    email: 'usernameOrEmail',
    phone: 'usernameOrPhoneNumber',
  })
}

/** What a new user is called: an alias comes with the attributes. */
export function newNameKind(pool: UserPool): UsernameKind {
  return pool.settings.usernameAttributes?.length ? signInNameKind(pool) : 'username'
}

interface Kinds {
  both: UsernameKind
  email: UsernameKind
  phone: UsernameKind
}

function either(names: readonly string[], { both, email, phone }: Kinds): UsernameKind {
  const hasEmail = names.includes('email')
  const hasPhone = names.includes('phone_number')
  if (hasEmail && hasPhone) return both
  if (hasEmail) return email
  return hasPhone ? phone : 'username'
}
