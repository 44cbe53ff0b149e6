import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import { ResourceNotFoundException, UserNotFoundException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'

interface Named {
  UserPoolId: string
  Username: string
}

/** The user that an operator names. Throws ResourceNotFoundException, UserNotFoundException. */
export async function requireOwner(
  services: Services,
  input: Named,
): Promise<{ user: User; pool: UserPool }> {
  const pool = await requireUserPool(services, input.UserPoolId)
  return { user: await requireUser(services, pool, input.Username), pool }
}

/** As `requireOwner`, for operations that declare no UserNotFoundException. */
export async function requireOwnerAsResource(
  services: Services,
  input: Named,
): Promise<{ user: User; pool: UserPool }> {
  try {
    return await requireOwner(services, input)
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error
    throw new ResourceNotFoundException(error.message, { cause: error })
  }
}
