import { InvalidLambdaResponseException } from '../errors.ts'
import type { Services } from '../services.ts'
import { asObject } from './as-object.ts'
import { aboutUser, type EventSubject, invokeTrigger } from './invoke.ts'
import { isConfigured, tokenEventVersion } from './targets.ts'

/** Where the tokens come from: the part of `triggerSource` after `TokenGeneration_`. */
export type TokenOccasion =
  | 'Authentication'
  | 'NewPasswordChallenge'
  | 'AuthenticateDevice'
  | 'RefreshTokens'
  | 'HostedAuth'
  | 'ClientCredentials'

/** The user's groups with what follows from them, as the tokens would carry it. */
export interface GroupClaims {
  groups: string[]
  roles: string[]
  preferredRole?: string | undefined
}

/** What the function wants changed in one token. */
export interface ClaimChanges {
  add: Record<string, unknown>
  suppress: string[]
}

export interface TokenChanges {
  id: ClaimChanges
  access: ClaimChanges & { scopesToAdd: string[]; scopesToSuppress: string[] }
  /** Absent where the groups stay as they are. */
  groups?: GroupClaims
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html: claims and scopes of one transaction. */
const MAX_CHANGES = 5000

/**
 * Asks the pool's function what to change in the tokens; undefined where it changes nothing. Only the newest version of
 * the event knows tokens of machines. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function preTokenGeneration(
  services: Services,
  subject: EventSubject,
  tokens: { occasion: TokenOccasion; scopes: readonly string[]; groups: GroupClaims | undefined },
): Promise<TokenChanges | undefined> {
  if (!isConfigured(services, subject.pool, 'PreTokenGeneration')) return undefined
  const version = tokenEventVersion(services, subject.pool)
  const isMachine = tokens.occasion === 'ClientCredentials'
  if (isMachine && version !== '3') return undefined
  const member = version === '1' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails'
  const response = await invokeTrigger(services, {
    trigger: 'PreTokenGeneration',
    occasion: tokens.occasion,
    version,
    subject,
    request: {
      ...aboutUser(subject),
      groupConfiguration: tokens.groups ? groupConfiguration(tokens.groups) : null,
      ...(version !== '1' && { scopes: tokens.scopes }),
    },
    response: { [member]: null },
  })
  const details = optionalObject(response?.[member])
  if (!details) return undefined
  return bounded(version === '1' ? firstVersion(details) : laterVersion(details))
}

function groupConfiguration({ groups, roles, preferredRole }: GroupClaims) {
  return { groupsToOverride: groups, iamRolesToOverride: roles, preferredRole: preferredRole ?? null }
}

/**
 * The first version changes the ID token alone, and the groups of both.
 *
 * Deviation: values that are no texts pass through as they are, where Cognito documents texts only; Cube's older guide needs
 * an object there.
 */
function firstVersion(details: Record<string, unknown>): TokenChanges {
  return {
    id: claimChanges(details),
    access: { add: {}, suppress: [], scopesToAdd: [], scopesToSuppress: [] },
    ...groupChanges(details),
  }
}

function laterVersion(details: Record<string, unknown>): TokenChanges {
  const access = optionalObject(details['accessTokenGeneration']) ?? {}
  return {
    id: claimChanges(optionalObject(details['idTokenGeneration']) ?? {}),
    access: {
      ...claimChanges(access),
      scopesToAdd: texts(access['scopesToAdd']),
      scopesToSuppress: texts(access['scopesToSuppress']),
    },
    ...groupChanges(details),
  }
}

/** A claim without a value is refused: whoever reads its absence as leave to see everything would be let in. */
function claimChanges(generation: Record<string, unknown>): ClaimChanges {
  const add = optionalObject(generation['claimsToAddOrOverride']) ?? {}
  if (Object.values(add).includes(null)) throw new InvalidLambdaResponseException()
  return { add, suppress: texts(generation['claimsToSuppress']) }
}

/** What is left out stays; what is there and empty takes the groups away. */
function groupChanges(details: Record<string, unknown>): Pick<TokenChanges, 'groups'> {
  if (details['groupOverrideDetails'] === undefined) return {}
  const given = optionalObject(details['groupOverrideDetails']) ?? {}
  const preferredRole = given['preferredRole'] ?? undefined
  if (preferredRole !== undefined && typeof preferredRole !== 'string')
    throw new InvalidLambdaResponseException()
  const groups = texts(given['groupsToOverride'])
  return { groups: { groups, roles: texts(given['iamRolesToOverride']), preferredRole } }
}

function bounded(changes: TokenChanges): TokenChanges {
  const { id, access } = changes
  const lists = [id.suppress, access.suppress, access.scopesToAdd, access.scopesToSuppress]
  const claims = Object.keys(id.add).length + Object.keys(access.add).length
  if (claims + lists.reduce((sum, list) => sum + list.length, 0) > MAX_CHANGES)
    throw new InvalidLambdaResponseException()
  return changes
}

function optionalObject(value: unknown): Record<string, unknown> | undefined {
  if (value === null || value === undefined) return undefined
  const members = asObject(value)
  if (!members) throw new InvalidLambdaResponseException()
  return members
}

function texts(value: unknown): string[] {
  if (value === null || value === undefined) return []
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (!isList) throw new InvalidLambdaResponseException()
  return value
}
