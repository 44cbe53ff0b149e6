import * as identities from '../../core/ses/identities.ts'
import type { Services } from '../../services.ts'
import type { Tag } from '../../storage/iam-roles.ts'
import * as storedIdentities from '../../storage/ses-identities.ts'
import { type Members, readMembers, structures, text } from '../members.ts'
import type { RestCall, RestOperation } from '../rest.ts'
import { BadRequestException, NotFoundException } from './errors.ts'

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Tag.html */
const MAX_TAGS = 50
const MAX_KEY = 128
const MAX_VALUE = 256

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TagResource.html */
export const tagResource: RestOperation = async (services, call) => {
  const input = readMembers(call.body)
  const added = readTags(input)
  const keys = added.map(({ key }) => key)
  return change(services, call, text(input, 'ResourceArn') ?? '', (tags) => [
    ...without(tags, keys),
    ...added,
  ])
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UntagResource.html */
export const untagResource: RestOperation = async (services, call) =>
  change(services, call, call.query.get('ResourceArn') ?? '', (tags) =>
    without(tags, call.query.getAll('TagKeys')),
  )

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListTagsForResource.html */
export const listTagsForResource: RestOperation = async (services, call) => {
  const arn = call.query.get('ResourceArn') ?? ''
  const key = keyOf(call, arn)
  const identity = key && (await storedIdentities.find(services.db, key))
  if (!identity) throw missing(arn)
  return { body: { Tags: toTags(identity.settings.tags) } }
}

/** Throws BadRequestException, SerializationException. */
export function readTags(input: Members): Tag[] {
  const tags = structures(input, 'Tags').map((tag) => ({
    key: text(tag, 'Key') ?? '',
    value: text(tag, 'Value') ?? '',
  }))
  const isBad = ({ key, value }: Tag) => key === '' || key.length > MAX_KEY || value.length > MAX_VALUE
  if (tags.some(isBad) || new Set(tags.map(({ key }) => key)).size < tags.length || tags.length > MAX_TAGS)
    throw new BadRequestException(
      `At most ${MAX_TAGS} tags, each with its own key of 1 to ${MAX_KEY} characters and a value of at most ${MAX_VALUE}.`,
    )
  return tags
}

export function toTags(tags: readonly Tag[]): { Key: string; Value: string }[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }))
}

async function change(
  services: Services,
  call: RestCall,
  arn: string,
  next: (tags: Tag[]) => Tag[],
): Promise<{ body: object }> {
  const key = keyOf(call, arn)
  const changed =
    key &&
    (await identities.change(services, key, (settings) => {
      const tags = next(settings.tags)
      if (tags.length > MAX_TAGS)
        throw new BadRequestException(`An identity can have at most ${MAX_TAGS} tags.`)
      return { ...settings, tags }
    }))
  if (!changed) throw missing(arn)
  return { body: {} }
}

function keyOf({ caller }: RestCall, arn: string): storedIdentities.IdentityKey | undefined {
  return arn.startsWith('arn:') ? identities.findKey(caller, arn) : undefined
}

function without(tags: readonly Tag[], keys: readonly string[]): Tag[] {
  return tags.filter(({ key }) => !keys.includes(key))
}

function missing(arn: string): NotFoundException {
  return new NotFoundException(`The resource ${arn.slice(0, 400)} does not exist.`)
}
