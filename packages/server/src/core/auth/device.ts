import type { Services } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import type { Auth, AuthStep } from './auth.ts'

/** The challenge that takes the place of MFA on a device that the user remembered; undefined where there is none. */
export async function deviceStep(
  _services: Services,
  _auth: Auth,
  _user: User,
): Promise<AuthStep | undefined> {
  return undefined
}
