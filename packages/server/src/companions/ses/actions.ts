import type { QueryService } from '../query-service.ts'
import * as attributes from './attributes.ts'
import * as identities from './identities.ts'
import * as policies from './policies.ts'

/** What there is of the first API of SES: https://docs.aws.amazon.com/ses/latest/APIReference/Welcome.html */
export const ses: QueryService = {
  name: 'ses',
  signedAs: 'ses',
  version: '2010-12-01',
  namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
  actions: new Map([
    ['VerifyEmailIdentity', identities.verifyEmailIdentity],
    ['VerifyDomainIdentity', identities.verifyDomainIdentity],
    ['VerifyDomainDkim', identities.verifyDomainDkim],
    ['ListIdentities', identities.listIdentities],
    ['DeleteIdentity', identities.deleteIdentity],
    ['GetIdentityVerificationAttributes', attributes.getIdentityVerificationAttributes],
    ['GetIdentityDkimAttributes', attributes.getIdentityDkimAttributes],
    ['SetIdentityDkimEnabled', attributes.setIdentityDkimEnabled],
    ['GetIdentityMailFromDomainAttributes', attributes.getIdentityMailFromDomainAttributes],
    ['SetIdentityMailFromDomain', attributes.setIdentityMailFromDomain],
    ['GetIdentityNotificationAttributes', attributes.getIdentityNotificationAttributes],
    ['PutIdentityPolicy', policies.putIdentityPolicy],
    ['GetIdentityPolicies', policies.getIdentityPolicies],
    ['ListIdentityPolicies', policies.listIdentityPolicies],
    ['DeleteIdentityPolicy', policies.deleteIdentityPolicy],
  ]),
}
