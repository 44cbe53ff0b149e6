import { NotAuthorizedException } from '../errors.ts'
import type { User } from '../storage/users.ts'

/** Throws NotAuthorizedException for a user whom an administrator disabled. */
export function requireEnabled(user: Pick<User, 'enabled'>): void {
  if (!user.enabled) throw new NotAuthorizedException('User is disabled.')
}

/** Throws NotAuthorizedException for a user who has nothing to confirm. */
export function requireUnconfirmed(user: Pick<User, 'status'>): void {
  if (user.status !== 'UNCONFIRMED')
    throw new NotAuthorizedException(`User cannot be confirmed. Current status is ${user.status}`)
}
