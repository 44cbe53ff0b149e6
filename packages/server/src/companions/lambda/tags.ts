import { InvalidParameterValueException } from '../../core/functions/errors.ts'
import { readReference } from '../../core/functions/names.ts'
import { requireFunction } from '../../core/functions/require.ts'
import * as tags from '../../core/functions/tags.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import { map, readMembers } from '../members.ts'
import type { RestCall, RestOperation } from '../rest.ts'

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource: RestOperation = async (services, call) => {
  await tags.add(services, keyOf(call), map(readMembers(call.body), 'Tags') ?? {})
  return { status: 204 }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource: RestOperation = async (services, call) => {
  await tags.remove(services, keyOf(call), call.query.getAll('tagKeys'))
  return { status: 204 }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags: RestOperation = async (services, call) => {
  const { settings } = await requireFunction(services, keyOf(call))
  return { body: { Tags: settings.tags } }
}

function keyOf({ caller, path }: RestCall): FunctionKey {
  const { key, qualifier } = readReference(caller, path['Resource'] ?? '')
  if (qualifier !== undefined)
    throw new InvalidParameterValueException(
      'Tags on function aliases and versions are not supported. Please specify either a function ARN.',
    )
  return key
}
