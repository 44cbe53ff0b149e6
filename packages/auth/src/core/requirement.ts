import { AuthError } from './auth-error.ts'

/** Names of which the token must have one, or all. */
export type Requirement = { anyOf: readonly string[] } | { allOf: readonly string[] }

/** A single name, or several with the word that says how many are needed. */
export type RequirementInput = string | Requirement

/** The requirement in its full form. Throws TypeError if it names nothing, which would allow all or nobody. */
export function toRequirement(input: RequirementInput): Requirement {
  const requirement = typeof input === 'string' ? { allOf: [input] } : input
  const names = namesOf(requirement)
  if (!Array.isArray(names) || names.length === 0 || names.some((name) => typeof name !== 'string' || !name))
    throw new TypeError('A requirement needs the names of groups or scopes, in anyOf or allOf')
  return requirement
}

/** Throws AuthError `group` if the groups do not meet the requirement. */
export function checkGroups(groups: readonly string[], requirement: Requirement): void {
  if (!meets(groups, requirement))
    throw new AuthError('group', `The user must be in ${describe(requirement)}`)
}

/** Throws AuthError `scope`, which names the scopes, if these do not meet the requirement. */
export function checkScopes(scopes: readonly string[], requirement: Requirement): void {
  if (meets(scopes, requirement)) return
  const requiredScopes = namesOf(requirement)
  throw new AuthError('scope', `The token needs ${describe(requirement)}`, { requiredScopes })
}

function meets(present: readonly string[], requirement: Requirement): boolean {
  return 'anyOf' in requirement
    ? requirement.anyOf.some((name) => present.includes(name))
    : requirement.allOf.every((name) => present.includes(name))
}

function namesOf(requirement: Requirement): readonly string[] {
  return 'anyOf' in requirement ? requirement.anyOf : requirement.allOf
}

function describe(requirement: Requirement): string {
  const names = namesOf(requirement)
  if (names.length === 1) return String(names[0])
  return `${'anyOf' in requirement ? 'one' : 'all'} of ${names.join(', ')}`
}
