import type { Tag } from '../../storage/iam-roles.ts'
import { requireLength } from './constraints.ts'
import { InvalidInput, LimitExceeded } from './errors.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_TAGS = 50
const keyLength = { minimum: 1, maximum: 128 }
const valueLength = { minimum: 0, maximum: 256 }

/**
 * The tags with those given in the place of former ones with the same key, whatever its case. Throws InvalidInput,
 * LimitExceeded, ValidationError.
 */
export function withTags(former: readonly Tag[], given: readonly Tag[], kind: 'Role' | 'Policy'): Tag[] {
  for (const [index, { key, value }] of given.entries()) {
    requireLength(`tags.${index + 1}.member.key`, key, keyLength)
    requireLength(`tags.${index + 1}.member.value`, value, valueLength)
  }
  if (new Set(given.map(keyOf)).size < given.length)
    throw new InvalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  const tags = [...withoutTags(former, given.map(keyOf)), ...given]
  if (tags.length > MAX_TAGS)
    throw new LimitExceeded(
      `The number of tags has reached the maximum limit for this ${kind.toLowerCase()}.`,
    )
  return tags
}

/** The tags without those with these keys, whatever their case. */
export function withoutTags(former: readonly Tag[], keys: readonly string[]): Tag[] {
  const removed = new Set(keys.map((key) => key.toLowerCase()))
  return former.filter((tag) => !removed.has(keyOf(tag)))
}

function keyOf({ key }: Tag): string {
  return key.toLowerCase()
}
