import * as identities from '../../core/ses/identities.ts'
import { isPolicy, withPolicy } from '../../core/ses/policies.ts'
import type { IdentitySettings } from '../../storage/ses-identities.ts'
import { readMembers, text } from '../members.ts'
import type { RestCall, RestOperation } from '../rest.ts'
import { AlreadyExistsException, BadRequestException, NotFoundException } from './errors.ts'
import { keyOf, missing, requireIdentity } from './identities.ts'

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentityPolicies.html */
export const getEmailIdentityPolicies: RestOperation = async (services, call) => {
  const { settings } = await requireIdentity(services, keyOf(call))
  const documents = settings.policies.map(({ name, document }) => [name, document])
  return { body: { Policies: Object.fromEntries(documents) } }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentityPolicy.html */
export const createEmailIdentityPolicy: RestOperation = async (services, call) => {
  const policy = policyOf(call)
  const changed = await identities.change(services, keyOf(call), (settings) => {
    if (has(settings, policy.name)) throw new AlreadyExistsException(`Policy ${policy.name} already exists.`)
    return withPolicy(settings, policy)
  })
  if (!changed) throw missing(keyOf(call))
  return { body: {} }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateEmailIdentityPolicy.html */
export const updateEmailIdentityPolicy: RestOperation = async (services, call) => {
  const policy = policyOf(call)
  const changed = await identities.change(services, keyOf(call), (settings) => {
    if (!has(settings, policy.name)) throw new NotFoundException(`Policy ${policy.name} does not exist.`)
    return withPolicy(settings, policy)
  })
  if (!changed) throw missing(keyOf(call))
  return { body: {} }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentityPolicy.html */
export const deleteEmailIdentityPolicy: RestOperation = async (services, call) => {
  const { PolicyName: removed } = call.path
  const changed = await identities.change(services, keyOf(call), (settings) => ({
    ...settings,
    policies: settings.policies.filter(({ name }) => name !== removed),
  }))
  if (!changed) throw missing(keyOf(call))
  return { body: {} }
}

function policyOf(call: RestCall): { name: string; document: string } {
  const name = call.path['PolicyName'] ?? ''
  const document = text(readMembers(call.body), 'Policy') ?? ''
  if (isPolicy({ name, document })) return { name, document }
  throw new BadRequestException('Policy is not a valid policy document.')
}

function has({ policies }: IdentitySettings, asked: string): boolean {
  return policies.some(({ name }) => name === asked)
}
