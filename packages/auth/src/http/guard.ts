import { AuthError } from '../core/auth-error.ts'
import { checkGroups, checkScopes, type RequirementInput, toRequirement } from '../core/requirement.ts'
import type { CustomAttributes, User } from '../core/user.ts'
import type { Verifier } from '../core/verifier.ts'
import { readBearer } from './bearer.ts'

/** Says whether a user may go on: throws AuthError otherwise. */
export type Check = (user: User | null | undefined) => void

/** The user of the token in the header. Rejects with AuthError. */
export async function authenticateHeader<Custom extends object = CustomAttributes>(
  verifier: Verifier<Custom>,
  authorization: string | null | undefined,
): Promise<User<Custom>> {
  return verifier.verify(readBearer(authorization))
}

/** A check for groups. Throws TypeError if it names none. */
export function groupCheck(input: RequirementInput): Check {
  const requirement = toRequirement(input)
  return (user) => checkGroups(requireUser(user).groups, requirement)
}

/** A check for scopes. Throws TypeError if it names none. */
export function scopeCheck(input: RequirementInput): Check {
  const requirement = toRequirement(input)
  return (user) => checkScopes(requireUser(user).scopes, requirement)
}

/** The user that `authenticate` has found. Throws AuthError `missing` where it has not run. */
export function requireUser<Custom extends object = CustomAttributes>(
  user: User<Custom> | null | undefined,
): User<Custom> {
  if (!user) throw new AuthError('missing', 'This needs a user, and nobody has signed in')
  return user
}
