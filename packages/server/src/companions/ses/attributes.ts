import * as identities from '../../core/ses/identities.ts'
import type { Services } from '../../services.ts'
import type { IdentitySettings, MxFailureBehavior, SesIdentity } from '../../storage/ses-identities.ts'
import * as storedIdentities from '../../storage/ses-identities.ts'
import { flag, requireText, text, texts } from '../query-parameters.ts'
import type { QueryAction, QueryCall } from '../query-service.ts'
import type { XmlValue } from '../xml.ts'
import { InvalidParameterValue } from './errors.ts'

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityVerificationAttributes.html */
const MAX_ASKED = 100

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityVerificationAttributes.html */
export const getIdentityVerificationAttributes: QueryAction = async (services, call) => ({
  VerificationAttributes: await attributesOf(services, call, (identity) => ({
    VerificationStatus: 'Success',
    VerificationToken: identities.isAddress(identity.identity)
      ? undefined
      : identities.verificationToken(identity),
  })),
})

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html */
export const getIdentityDkimAttributes: QueryAction = async (services, call) => ({
  DkimAttributes: await attributesOf(services, call, (identity) => {
    const { asked, enabled } = identity.settings.dkim
    return {
      DkimEnabled: enabled,
      DkimVerificationStatus: asked ? 'Success' : 'NotStarted',
      DkimTokens: asked ? identities.dkimTokens(identity) : undefined,
    }
  }),
})

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityDkimEnabled.html */
export const setIdentityDkimEnabled: QueryAction = async (services, call) => {
  const enabled = flag(call.parameters, 'DkimEnabled') ?? false
  await change(services, call, (settings) => ({ ...settings, dkim: { ...settings.dkim, enabled } }))
  return {}
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityMailFromDomainAttributes.html */
export const getIdentityMailFromDomainAttributes: QueryAction = async (services, call) => ({
  MailFromDomainAttributes: await attributesOf(services, call, ({ settings: { mailFrom } }) => ({
    MailFromDomain: mailFrom?.domain ?? '',
    MailFromDomainStatus: 'Success',
    BehaviorOnMXFailure: mailFrom?.onMxFailure ?? 'UseDefaultValue',
  })),
})

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityMailFromDomain.html */
export const setIdentityMailFromDomain: QueryAction = async (services, call) => {
  const domain = text(call.parameters, 'MailFromDomain')
  const onMxFailure = behaviorOf(text(call.parameters, 'BehaviorOnMXFailure') ?? 'UseDefaultValue')
  await change(services, call, ({ mailFrom: _, ...settings }) => ({
    ...settings,
    ...(domain && { mailFrom: { domain, onMxFailure } }),
  }))
  return {}
}

/**
 * Nothing is told to topics here.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityNotificationAttributes.html
 */
export const getIdentityNotificationAttributes: QueryAction = async (services, call) => ({
  NotificationAttributes: await attributesOf(services, call, () => ({
    BounceTopic: '',
    ComplaintTopic: '',
    DeliveryTopic: '',
    ForwardingEnabled: true,
    HeadersInBounceNotificationsEnabled: false,
    HeadersInComplaintNotificationsEnabled: false,
    HeadersInDeliveryNotificationsEnabled: false,
  })),
})

/** By the identities as they were asked for; those that are not there are left out. */
async function attributesOf(
  services: Services,
  { caller, parameters }: QueryCall,
  toAttributes: (identity: SesIdentity) => XmlValue,
): Promise<Map<string, XmlValue>> {
  const asked = texts(parameters, 'Identities')
  if (asked.length > MAX_ASKED)
    throw new InvalidParameterValue(`At most ${MAX_ASKED} identities can be asked for at once.`)
  const attributes = new Map<string, XmlValue>()
  for (const text of asked) {
    const key = identities.findKey(caller, text)
    const found = key && (await storedIdentities.find(services.db, key))
    if (found) attributes.set(text, toAttributes(found))
  }
  return attributes
}

async function change(
  services: Services,
  { caller, parameters }: QueryCall,
  next: (settings: IdentitySettings) => IdentitySettings,
): Promise<void> {
  const given = requireText(parameters, 'Identity')
  const key = identities.findKey(caller, given)
  const changed = key && (await identities.change(services, key, next))
  if (!changed) throw new InvalidParameterValue(`Identity <${given.slice(0, 320)}> does not exist.`)
}

function behaviorOf(text: string): MxFailureBehavior {
  if (text === 'UseDefaultValue' || text === 'RejectMessage') return text
  throw new InvalidParameterValue('BehaviorOnMXFailure must be UseDefaultValue or RejectMessage.')
}
