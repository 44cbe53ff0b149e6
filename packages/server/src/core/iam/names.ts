import { randomInt } from 'node:crypto'
import type { Policy, PolicyKey } from '../../storage/iam-policies.ts'
import type { Role } from '../../storage/iam-roles.ts'
import { requireLength } from './constraints.ts'
import { InvalidInput } from './errors.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const policyArn =
  /^arn:aws[a-zA-Z-]*:iam::(?<account>\d{12}|aws):policy(?<path>\/(?:[!-~]+\/)?)(?<name>[\w+=,.@-]+)$/

/** A new id, as AWS's: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export function newId(prefix: 'AROA' | 'ANPA'): string {
  return prefix + Array.from({ length: 17 }, () => letters[randomInt(letters.length)]).join('')
}

export function arnOfRole({ accountId, path, name }: Pick<Role, 'accountId' | 'path' | 'name'>): string {
  return `arn:aws:iam::${accountId}:role${path}${name}`
}

export function arnOfPolicy({ accountId, path, name }: Pick<Policy, 'accountId' | 'path' | 'name'>): string {
  return `arn:aws:iam::${accountId}:policy${path}${name}`
}

/** What the ARN of a policy says. */
export interface PolicyReference extends PolicyKey {
  path: string
  /** Whether it is one of AWS's own, which every account has. */
  isOfAws: boolean
}

/** Throws InvalidInput, ValidationError. */
export function readPolicyArn(arn: string): PolicyReference {
  requireLength('policyArn', arn, { minimum: 20, maximum: 2048 })
  const parts = policyArn.exec(arn)?.groups
  if (!parts) throw new InvalidInput(`ARN ${arn} is not valid.`)
  const { account = '', path = '/', name = '' } = parts
  return { accountId: account, path, name, isOfAws: account === 'aws' }
}
