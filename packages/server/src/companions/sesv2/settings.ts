import * as identities from '../../core/ses/identities.ts'
import type { Services } from '../../services.ts'
import type { IdentitySettings } from '../../storage/ses-identities.ts'
import { flag, readMembers, text } from '../members.ts'
import type { RestCall, RestOperation } from '../rest.ts'
import { BadRequestException } from './errors.ts'
import { keyOf, missing } from './identities.ts'

const behaviors = new Map([
  ['USE_DEFAULT_VALUE', 'UseDefaultValue' as const],
  ['REJECT_MESSAGE', 'RejectMessage' as const],
])

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimAttributes.html */
export const putEmailIdentityDkimAttributes: RestOperation = async (services, call) => {
  const enabled = flag(readMembers(call.body), 'SigningEnabled')
  return change(services, call, (settings) => ({ ...settings, dkim: { ...settings.dkim, enabled } }))
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityMailFromAttributes.html */
export const putEmailIdentityMailFromAttributes: RestOperation = async (services, call) => {
  const input = readMembers(call.body)
  const domain = text(input, 'MailFromDomain')
  const onMxFailure = behaviors.get(text(input, 'BehaviorOnMxFailure') ?? 'USE_DEFAULT_VALUE')
  if (!onMxFailure)
    throw new BadRequestException('BehaviorOnMxFailure must be USE_DEFAULT_VALUE or REJECT_MESSAGE.')
  return change(services, call, ({ mailFrom: _, ...settings }) => ({
    ...settings,
    ...(domain && { mailFrom: { domain, onMxFailure } }),
  }))
}

async function change(
  services: Services,
  call: RestCall,
  next: (settings: IdentitySettings) => IdentitySettings,
): Promise<{ body: object }> {
  const changed = await identities.change(services, keyOf(call), next)
  if (!changed) throw missing(keyOf(call))
  return { body: {} }
}
