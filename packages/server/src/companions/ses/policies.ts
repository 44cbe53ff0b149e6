import * as identities from '../../core/ses/identities.ts'
import { isPolicy, withPolicy } from '../../core/ses/policies.ts'
import type { Services } from '../../services.ts'
import type { IdentityKey, IdentityPolicy } from '../../storage/ses-identities.ts'
import * as storedIdentities from '../../storage/ses-identities.ts'
import { requireText, texts } from '../query-parameters.ts'
import type { QueryAction, QueryCall } from '../query-service.ts'
import { InvalidParameterValue, InvalidPolicy } from './errors.ts'

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_PutIdentityPolicy.html */
export const putIdentityPolicy: QueryAction = async (services, call) => {
  const name = requireText(call.parameters, 'PolicyName')
  const document = requireText(call.parameters, 'Policy')
  if (!isPolicy({ name, document })) throw new InvalidPolicy('Policy is not a valid policy document.')
  const changed = await identities.change(services, keyOf(call), (settings) =>
    withPolicy(settings, { name, document }),
  )
  if (!changed) throw missing(call)
  return {}
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityPolicies.html */
export const getIdentityPolicies: QueryAction = async (services, call) => {
  const asked = texts(call.parameters, 'PolicyNames')
  const policies = await policiesOf(services, call)
  const found = policies.filter(({ name }) => asked.includes(name))
  return { Policies: new Map(found.map(({ name, document }) => [name, document])) }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_ListIdentityPolicies.html */
export const listIdentityPolicies: QueryAction = async (services, call) => ({
  PolicyNames: (await policiesOf(services, call)).map(({ name }) => name),
})

/**
 * One that is not there counts as deleted.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteIdentityPolicy.html
 */
export const deleteIdentityPolicy: QueryAction = async (services, call) => {
  const removed = requireText(call.parameters, 'PolicyName')
  await identities.change(services, keyOf(call), (settings) => ({
    ...settings,
    policies: settings.policies.filter(({ name }) => name !== removed),
  }))
  return {}
}

async function policiesOf(services: Services, call: QueryCall): Promise<IdentityPolicy[]> {
  const found = await storedIdentities.find(services.db, keyOf(call))
  if (!found) throw missing(call)
  return found.settings.policies
}

function keyOf(call: QueryCall): IdentityKey {
  const key = identities.findKey(call.caller, requireText(call.parameters, 'Identity'))
  if (!key) throw missing(call)
  return key
}

function missing({ parameters }: QueryCall): InvalidParameterValue {
  return new InvalidParameterValue(`Identity <${parameters.get('Identity')?.slice(0, 320)}> does not exist.`)
}
