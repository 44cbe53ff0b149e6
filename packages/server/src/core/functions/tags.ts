import { type Services, transaction } from '../../services.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import * as functions from '../../storage/functions.ts'
import { InvalidParameterValueException } from './errors.ts'
import { lockFunction } from './require.ts'

export type Tags = Record<string, string>

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
const MAX_TAGS = 50
const MAX_KEY = 128
const MAX_VALUE = 256

/** Adds tags to the function, in the place of those with the same key. Throws ResourceNotFoundException. */
export function add(services: Services, key: FunctionKey, tags: Tags): Promise<void> {
  return change(services, key, (former) => ({ ...former, ...tags }))
}

/** Removes the tags with these keys. Throws ResourceNotFoundException. */
export function remove(services: Services, key: FunctionKey, tagKeys: readonly string[]): Promise<void> {
  return change(services, key, (former) =>
    Object.fromEntries(Object.entries(former).filter(([name]) => !tagKeys.includes(name))),
  )
}

/** Throws InvalidParameterValueException where a function could not have these tags. */
export function checkTags(tags: Tags): void {
  const entries = Object.entries(tags)
  if (entries.length > MAX_TAGS)
    throw new InvalidParameterValueException(`A function can have at most ${MAX_TAGS} tags.`)
  for (const [name, value] of entries) {
    if (name === '' || name.length > MAX_KEY || /^aws:/i.test(name))
      throw new InvalidParameterValueException(
        `Tag keys have 1 to ${MAX_KEY} characters and do not begin with aws:`,
      )
    if (value.length > MAX_VALUE)
      throw new InvalidParameterValueException(`Tag values have at most ${MAX_VALUE} characters.`)
  }
}

function change(services: Services, key: FunctionKey, next: (former: Tags) => Tags): Promise<void> {
  return transaction(services, async (services) => {
    const fn = await lockFunction(services, key)
    const tags = next(fn.settings.tags)
    checkTags(tags)
    await functions.save(services.db, { ...fn, settings: { ...fn.settings, tags } })
  })
}
