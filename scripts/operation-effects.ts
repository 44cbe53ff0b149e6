import type { OperationName } from '../packages/api-model/src/index.ts'

const pages = 'dresses the hosted pages; [which settings take effect](branding.md)'
const terms = 'linked on the hosted pages once the app client has both documents'
const domain = '`ACTIVE` at once, with pages and OAuth endpoints at its host; DNS and certificates are yours'
const provider = 'its users can sign in; details are sealed, and shown as they were given'
const replica = 'kept and shown; nothing is copied to another region'
const importing = 'runs here, with a report at `/_poolhouse/imports/<job id>`; nothing goes to CloudWatch'
const session = 'ends the sign-in of a browser or the tokens of an application; with `LINKED` both'

/** What operations do of which one might expect more: those that store and show, and no more or little more. */
export const effects: Readonly<Partial<Record<OperationName, string>>> = {
  AdminLinkProviderForUser: 'the identity signs the user in from now on',
  AdminDisableProviderForUser: 'ends the link, or disables the user; of a native user not the password alone',
  CreateIdentityProvider: provider,
  UpdateIdentityProvider: provider,
  CreateManagedLoginBranding: pages,
  UpdateManagedLoginBranding: pages,
  SetUICustomization: pages,
  CreateTerms: terms,
  UpdateTerms: terms,
  CreateUserPoolDomain: domain,
  UpdateUserPoolDomain: domain,
  CreateUserPoolReplica: replica,
  UpdateUserPoolReplica: replica,
  DeleteUserPoolReplica: replica,
  SetLogDeliveryConfiguration:
    'kept; sign-ins go to the server’s own log, nothing to CloudWatch Logs, S3 or Firehose',
  SetRiskConfiguration:
    'blocked and skipped addresses and known passwords are enforced; risk is not assessed, so its actions are kept',
  AdminUpdateAuthEventFeedback: 'kept and shown with the event; nothing learns from it',
  UpdateAuthEventFeedback: 'kept and shown with the event; nothing learns from it',
  UpdateProvisionedLimit: 'enforced by each process for itself',
  RevokeUserSession: session,
  AdminRevokeUserSession: session,
  StartUserImportJob: importing,
  CreateUserImportJob: importing,
  AdminSetUserSettings: 'only SMS, as on Cognito; `AdminSetUserMFAPreference` does more',
  SetUserSettings: 'only SMS, as on Cognito; `SetUserMFAPreference` does more',
  TagResource: 'kept and shown; tags grant nothing',
}
