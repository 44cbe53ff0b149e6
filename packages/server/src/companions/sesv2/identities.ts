import * as identities from '../../core/ses/identities.ts'
import type { Services } from '../../services.ts'
import type { IdentityKey, SesIdentity } from '../../storage/ses-identities.ts'
import * as storedIdentities from '../../storage/ses-identities.ts'
import { given, type Members, number, readMembers, text } from '../members.ts'
import { readMarker, toMarker } from '../pages.ts'
import type { RestCall, RestOperation } from '../rest.ts'
import { AlreadyExistsException, BadRequestException, NotFoundException } from './errors.ts'
import { readTags, toTags } from './tags.ts'

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html */
const MAX_ITEMS = 1000

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html */
export const createEmailIdentity: RestOperation = async (services, { caller, body }) => {
  const input = readMembers(body)
  const name = text(input, 'EmailIdentity') ?? ''
  const identity = identities.readIdentity(name)
  if (!identity) throw new BadRequestException(`Invalid email identity <${name.slice(0, 320)}>.`)
  const key = { ...caller, identity }
  const isDomain = !identities.isAddress(identity)
  const configurationSet = text(input, 'ConfigurationSetName')
  const isNew = await identities.add(services, key, {
    tags: readTags(input),
    dkim: { asked: isDomain, enabled: isDomain },
    ...given('configurationSet', configurationSet),
  })
  if (!isNew) throw new AlreadyExistsException(`Email identity ${name} already exist.`)
  const created = await requireIdentity(services, key)
  return {
    body: { ...toKind(created), VerifiedForSendingStatus: true, DkimAttributes: toDkim(created) },
  }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
export const getEmailIdentity: RestOperation = async (services, call) => {
  const identity = await requireIdentity(services, keyOf(call))
  const { mailFrom, policies, tags, configurationSet } = identity.settings
  return {
    body: {
      ...toKind(identity),
      FeedbackForwardingStatus: true,
      VerifiedForSendingStatus: true,
      VerificationStatus: 'SUCCESS',
      DkimAttributes: toDkim(identity),
      MailFromAttributes: {
        ...(mailFrom && { MailFromDomain: mailFrom.domain, MailFromDomainStatus: 'SUCCESS' }),
        BehaviorOnMxFailure:
          mailFrom?.onMxFailure === 'RejectMessage' ? 'REJECT_MESSAGE' : 'USE_DEFAULT_VALUE',
      },
      Policies: Object.fromEntries(policies.map(({ name, document }) => [name, document])),
      Tags: toTags(tags),
      ...given('ConfigurationSetName', configurationSet),
    },
  }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html */
export const listEmailIdentities: RestOperation = async (services, { caller, query, body }) => {
  const input = readMembers(body)
  const limit = number(input, 'PageSize') ?? Number(query.get('PageSize') ?? MAX_ITEMS)
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_ITEMS)
    throw new BadRequestException(`PageSize must be a whole number from 1 to ${MAX_ITEMS}.`)
  const token = text(input, 'NextToken') ?? query.get('NextToken') ?? undefined
  const after = token === undefined ? undefined : readMarker(token)
  if (token !== undefined && after === undefined) throw new BadRequestException('Invalid NextToken.')
  const page = await storedIdentities.list(services.db, caller, { after, limit })
  const shown = page.items.map((identity) => ({
    IdentityType: toKind(identity).IdentityType,
    IdentityName: identity.identity,
    SendingEnabled: true,
    VerificationStatus: 'SUCCESS',
  }))
  return { body: { EmailIdentities: shown, ...given('NextToken', toMarker(page.next)) } }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html */
export const deleteEmailIdentity: RestOperation = async (services, call) => {
  const wasThere = await storedIdentities.remove(services.db, keyOf(call))
  if (!wasThere) throw missing(keyOf(call))
  return { body: {} }
}

/** The identity that the path names. Throws NotFoundException for what can be none. */
export function keyOf({ caller, path }: RestCall): IdentityKey {
  const { EmailIdentity: name = '' } = path
  const identity = identities.readIdentity(name)
  if (!identity) throw missing({ ...caller, identity: name.slice(0, 320) })
  return { ...caller, identity }
}

export function missing({ identity }: IdentityKey): NotFoundException {
  return new NotFoundException(`Email identity ${identity} does not exist.`)
}

/** Throws NotFoundException. */
export async function requireIdentity(services: Services, key: IdentityKey): Promise<SesIdentity> {
  const found = await storedIdentities.find(services.db, key)
  if (!found) throw missing(key)
  return found
}

function toKind({ identity }: IdentityKey): { IdentityType: string } {
  return { IdentityType: identities.isAddress(identity) ? 'EMAIL_ADDRESS' : 'DOMAIN' }
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimAttributes.html */
function toDkim(identity: SesIdentity): Members {
  const { asked, enabled } = identity.settings.dkim
  if (!asked) return { SigningEnabled: enabled, Status: 'NOT_STARTED' }
  return {
    SigningEnabled: enabled,
    Status: 'SUCCESS',
    Tokens: identities.dkimTokens(identity),
    SigningAttributesOrigin: 'AWS_SES',
    CurrentSigningKeyLength: 'RSA_2048_BIT',
    NextSigningKeyLength: 'RSA_2048_BIT',
    LastKeyGenerationTimestamp: Math.floor(identity.createdAt / 1000),
  }
}
