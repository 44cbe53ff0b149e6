import type { Services } from '../../services.ts'
import { LATEST } from '../../storage/function-versions.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import { InvalidParameterValueException, ResourceNotFoundException, ValidationException } from './errors.ts'

/** Who asks, and where: names without account and region are theirs. */
export interface Caller {
  accountId: string
  region: string
}

/** A function, with the version or alias that a name or a request picks; `key` alone stands for `$LATEST`. */
export interface FunctionReference {
  key: FunctionKey
  /** `$LATEST`, a number or the name of an alias; absent where nothing was picked. */
  qualifier?: string
}

const namePattern =
  /^(?:arn:(?<partition>aws[a-zA-Z-]*):lambda:)?(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_]{1,64})(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]{1,128}))?$/
/** As the API's model has it, for the text of the refusal. */
const modelPattern =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?'
const qualifierPattern = /^(?:\$LATEST|[a-zA-Z0-9-_]{1,128})$/

/**
 * Reads a name, a partial ARN or a whole one; a qualifier that is given beside it must be the same. Throws
 * ValidationException, InvalidParameterValueException, and ResourceNotFoundException for another region or account.
 */
export function readReference(caller: Caller, text: string, qualifier?: string): FunctionReference {
  const parts = namePattern.exec(text)?.groups
  if (!parts) throw new ValidationException(invalid(text, 'functionName', modelPattern))
  if (qualifier !== undefined && !qualifierPattern.test(qualifier))
    throw new ValidationException(invalid(qualifier, 'qualifier', '(|[a-zA-Z0-9$_-]+)'))
  const { region = caller.region, account = caller.accountId, name = '' } = parts
  if (region !== caller.region)
    throw new ResourceNotFoundException(
      `Functions from '${region}' are not reachable in this region ('${caller.region}')`,
    )
  const picked = parts['qualifier'] ?? qualifier
  if (qualifier !== undefined && picked !== qualifier)
    throw new InvalidParameterValueException(
      'The derived qualifier from the function name does not match the specified qualifier.',
    )
  const key = { accountId: account, region, name }
  if (account !== caller.accountId) throw new ResourceNotFoundException(notFound(key, picked))
  return { key, ...(picked !== undefined && { qualifier: picked }) }
}

/** Reads what triggers name; undefined where it is no name of a function. Region and account may be any. */
export function readTarget(services: Services, text: string): FunctionReference | undefined {
  const parts = namePattern.exec(text)?.groups
  if (!parts) return undefined
  const { region = services.config.region, account = services.config.accountId, name = '', qualifier } = parts
  return {
    key: { accountId: account, region, name },
    ...(qualifier !== undefined && { qualifier }),
  }
}

/** The ARN of the function, or of a version or alias of it. */
export function arnOf({ accountId, region, name }: FunctionKey, qualifier?: string): string {
  const arn = `arn:${partitionOf(region)}:lambda:${region}:${accountId}:function:${name}`
  return qualifier === undefined ? arn : `${arn}:${qualifier}`
}

/** The text that Lambda has for a function, a version or an alias that is not there. */
export function notFound(key: FunctionKey, qualifier?: string): string {
  return `Function not found: ${arnOf(key, qualifier)}`
}

/** The text that Lambda has for one value that breaks a pattern of its model. */
export function invalid(value: string, member: string, pattern: string): string {
  return `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`
}

/** Whether the qualifier names a version; all others are names of aliases. */
export function isVersion(qualifier: string): boolean {
  return qualifier === LATEST || /^\d+$/.test(qualifier)
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
