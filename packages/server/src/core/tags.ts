import { type InvalidParameterException, UserPoolTaggingException } from '../errors.ts'

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const MAX_TAGS = 50

/** Tags that set what Cognito has no setting for, with the values that they may have. */
const options: Record<string, string> = { _issuer_: 'aws', _password_hash_: 'argon2id' }

/**
 * Refuses too many tags, names that belong to AWS, and unknown values of our own. Throws UserPoolTaggingException, or
 * InvalidParameterException for operations that are about tags alone and declare no other.
 */
export function requireValidTags(
  tags: Record<string, string>,
  Refusal: typeof InvalidParameterException | typeof UserPoolTaggingException = UserPoolTaggingException,
): void {
  const names = Object.keys(tags)
  if (names.length > MAX_TAGS) throw new Refusal(`A resource can have at most ${MAX_TAGS} tags.`)
  const reserved = names.find((name) => name.toLowerCase().startsWith('aws:'))
  if (reserved !== undefined) throw new Refusal(`The tag ${reserved} has the prefix aws:, which is reserved.`)
  for (const [name, value] of Object.entries(options))
    if (Object.hasOwn(tags, name) && tags[name] !== value)
      throw new Refusal(`The tag ${name} can only have the value ${value}.`)
}
