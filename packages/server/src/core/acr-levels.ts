import { InvalidParameterException } from '../errors.ts'
import type { UserPoolSettings } from '../storage/user-pools.ts'

type AcrConfiguration = NonNullable<UserPoolSettings['acrConfiguration']>

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AcrLevelConfigType.html */
const byDefault: AcrConfiguration = Object.fromEntries(
  [1, 2, 3, 4].map((level) => [`Level${level}`, { acrValue: `urn:cognito:loa:${level}` }]),
)

/**
 * The names of all four levels, those that were not given by default. Deviation: a pool that names none shows none, as
 * pools on AWS did in October 2026, and tokens carry no `acr`.
 */
export function completeAcrLevels(asked: AcrConfiguration): AcrConfiguration {
  return { ...byDefault, ...asked }
}

/** Throws InvalidParameterException for a level that is not there, and for one name of two levels. The texts are ours. */
export function requireAcrLevels(levels: AcrConfiguration | undefined): void {
  if (!levels) return
  const unknown = Object.keys(levels).find((level) => !Object.hasOwn(byDefault, level))
  if (unknown !== undefined) throw new InvalidParameterException(`Invalid ACR level: ${unknown}`)
  const names = Object.values(levels).map(({ acrValue }) => acrValue)
  if (new Set(names).size < names.length)
    throw new InvalidParameterException('ACR values must be unique across all levels.')
}
