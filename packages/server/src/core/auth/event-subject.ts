import type { Services } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import type { EventSubject } from '../../triggers/invoke.ts'
import * as triggers from '../../triggers/pre-authentication.ts'
import type { Auth } from './auth.ts'

/** Who signs in, or tries to; no user where nobody has the name and the client hides that. */
export interface SigningIn {
  user: User | undefined
  /** The name as it was given. */
  username: string
}

/** Whom the pool's functions are told of, also where nobody has the name. */
export function subjectOf(auth: Auth, { user, username }: SigningIn): EventSubject {
  const { pool, client, clientMetadata } = auth
  return { pool, clientId: client.id, username: user?.username ?? username, user, clientMetadata }
}

/** Lets the pool's function deny the sign-in. Throws UserLambdaValidationException, UnexpectedLambdaException. */
export function preAuthentication(services: Services, auth: Auth, who: SigningIn): Promise<void> {
  return triggers.preAuthentication(services, subjectOf(auth, who), auth.validationData)
}
