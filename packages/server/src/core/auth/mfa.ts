import type { Services } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import type { Auth, AuthStep } from './auth.ts'

/** The challenge of the second factor; undefined where neither pool nor user ask for one. */
export async function mfaStep(_services: Services, _auth: Auth, _user: User): Promise<AuthStep | undefined> {
  return undefined
}
