import type { Services } from '../../services.ts'
import { type CompanionOutcome, RefusedRequestError } from '../outcome.ts'
import { answerRest, type RestRoute, type RestService } from '../rest.ts'
import * as identities from './identities.ts'
import * as policies from './policies.ts'
import * as settings from './settings.ts'
import * as tags from './tags.ts'

const all = '/v2/email/identities'
const one = `${all}/{EmailIdentity}`
const policy = `${one}/policies/{PolicyName}`

const routes: readonly RestRoute[] = [
  { name: 'CreateEmailIdentity', method: 'POST', path: all, run: identities.createEmailIdentity },
  {
    name: 'ListEmailIdentities',
    method: 'POST',
    path: '/v2/email/list-identities',
    run: identities.listEmailIdentities,
  },
  // As SDKs asked before 2026.
  { name: 'ListEmailIdentities', method: 'GET', path: all, run: identities.listEmailIdentities },
  { name: 'GetEmailIdentity', method: 'GET', path: one, run: identities.getEmailIdentity },
  { name: 'DeleteEmailIdentity', method: 'DELETE', path: one, run: identities.deleteEmailIdentity },
  {
    name: 'PutEmailIdentityDkimAttributes',
    method: 'PUT',
    path: `${one}/dkim`,
    run: settings.putEmailIdentityDkimAttributes,
  },
  {
    name: 'PutEmailIdentityMailFromAttributes',
    method: 'PUT',
    path: `${one}/mail-from`,
    run: settings.putEmailIdentityMailFromAttributes,
  },
  {
    name: 'GetEmailIdentityPolicies',
    method: 'GET',
    path: `${one}/policies`,
    run: policies.getEmailIdentityPolicies,
  },
  {
    name: 'CreateEmailIdentityPolicy',
    method: 'POST',
    path: policy,
    run: policies.createEmailIdentityPolicy,
  },
  { name: 'UpdateEmailIdentityPolicy', method: 'PUT', path: policy, run: policies.updateEmailIdentityPolicy },
  {
    name: 'DeleteEmailIdentityPolicy',
    method: 'DELETE',
    path: policy,
    run: policies.deleteEmailIdentityPolicy,
  },
  { name: 'TagResource', method: 'POST', path: '/v2/email/tags', run: tags.tagResource },
  { name: 'UntagResource', method: 'DELETE', path: '/v2/email/tags', run: tags.untagResource },
  { name: 'ListTagsForResource', method: 'GET', path: '/v2/email/tags', run: tags.listTagsForResource },
  { name: 'SendEmail', method: 'POST', path: '/v2/email/outbound-emails' },
  { name: 'GetAccount', method: 'GET', path: '/v2/email/account' },
  { name: 'CreateConfigurationSet', method: 'POST', path: '/v2/email/configuration-sets' },
]

const ses: RestService = {
  name: 'sesv2',
  signedAs: 'ses',
  title: 'SES',
  routes,
  unexpected: () =>
    new RefusedRequestError('InternalServiceErrorException', 500, 'An internal error occurred.'),
}

/** Answers one request to the second API of SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html */
export function answerSesV2(services: Services, request: Request): Promise<CompanionOutcome> {
  return answerRest(services, request, ses)
}
