import { randomAlphanumeric } from '../crypto/random.ts'
import { InvalidParameterException } from '../errors.ts'

export interface UserPoolKey {
  id: string
  region: string
  /** Whether the caller chose the id. */
  chosen: boolean
}

/** `UserPoolIdType` of the API model. */
const idPattern = /^[\w-]+_[0-9a-zA-Z]+$/
const MAX_ID_LENGTH = 55
/** `<region>_` and nine letters and digits, as Cognito makes them. */
const RANDOM_LENGTH = 9

/**
 * The id of a new pool: random, or the one that the tag `_custom_id_` chooses, whole or without its region.
 * Throws InvalidParameterException.
 */
export function newUserPoolKey(region: string, tags: Record<string, string>): UserPoolKey {
  const { _custom_id_: chosen } = tags
  if (chosen === undefined)
    return { id: requireId(`${region}_${randomAlphanumeric(RANDOM_LENGTH)}`), region, chosen: false }
  const id = requireId(chosen.includes('_') ? chosen : `${region}_${chosen}`)
  return { id, region: regionOf(id) ?? region, chosen: true }
}

function requireId(id: string): string {
  if (id.length <= MAX_ID_LENGTH && idPattern.test(id)) return id
  throw new InvalidParameterException(`${id} is not a valid user pool id.`)
}

/** The region that an id names, such as us-gov-west-1; undefined where it begins with something else. */
function regionOf(id: string): string | undefined {
  return /^([a-z]{2}(?:-[a-z]+)+-\d+)_/.exec(id)?.[1]
}
