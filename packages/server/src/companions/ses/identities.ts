import * as identities from '../../core/ses/identities.ts'
import * as storedIdentities from '../../storage/ses-identities.ts'
import { readMarker, toMarker } from '../pages.ts'
import { requireText, text, wholeNumber } from '../query-parameters.ts'
import type { QueryAction, QueryCall } from '../query-service.ts'
import { InvalidParameterValue } from './errors.ts'

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ListIdentities.html */
const MAX_ITEMS = 1000

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyEmailIdentity.html */
export const verifyEmailIdentity: QueryAction = async (services, call) => {
  const given = requireText(call.parameters, 'EmailAddress')
  const identity = identities.readIdentity(given)
  if (!identity || !identities.isAddress(identity))
    throw new InvalidParameterValue(`Invalid email address<${given.slice(0, 320)}>.`)
  await identities.add(services, { ...call.caller, identity })
  return {}
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainIdentity.html */
export const verifyDomainIdentity: QueryAction = async (services, call) => {
  const key = { ...call.caller, identity: domainOf(call) }
  await identities.add(services, key)
  return { VerificationToken: identities.verificationToken(key) }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainDkim.html */
export const verifyDomainDkim: QueryAction = async (services, call) => {
  const key = { ...call.caller, identity: domainOf(call) }
  const dkim = { asked: true, enabled: true }
  const isNew = await identities.add(services, key, { dkim })
  if (!isNew) await identities.change(services, key, (settings) => ({ ...settings, dkim }))
  return { DkimTokens: identities.dkimTokens(key) }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_ListIdentities.html */
export const listIdentities: QueryAction = async (services, { caller, parameters }) => {
  const limit = wholeNumber(parameters, 'MaxItems') ?? MAX_ITEMS
  if (limit < 1 || limit > MAX_ITEMS)
    throw new InvalidParameterValue(`MaxItems must be between 1 and ${MAX_ITEMS}.`)
  const token = text(parameters, 'NextToken')
  const after = token === undefined ? undefined : readMarker(token)
  if (token !== undefined && after === undefined) throw new InvalidParameterValue('Invalid token.')
  const filter = { ...caller, kind: kindOf(text(parameters, 'IdentityType')) }
  const page = await storedIdentities.list(services.db, filter, { after, limit })
  return { Identities: page.items.map(({ identity }) => identity), NextToken: toMarker(page.next) }
}

/**
 * One that is not there counts as deleted.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteIdentity.html
 */
export const deleteIdentity: QueryAction = async (services, { caller, parameters }) => {
  const key = identities.findKey(caller, requireText(parameters, 'Identity'))
  if (key) await storedIdentities.remove(services.db, key)
  return {}
}

function domainOf({ parameters }: QueryCall): string {
  const given = requireText(parameters, 'Domain')
  const domain = identities.readIdentity(given)
  if (domain && !identities.isAddress(domain)) return domain
  throw new InvalidParameterValue(`Invalid domain name ${given.slice(0, 320)}.`)
}

function kindOf(type: string | undefined): storedIdentities.IdentityFilter['kind'] {
  if (type === undefined) return undefined
  if (type === 'EmailAddress') return 'address'
  if (type === 'Domain') return 'domain'
  throw new InvalidParameterValue('IdentityType must be EmailAddress or Domain.')
}
