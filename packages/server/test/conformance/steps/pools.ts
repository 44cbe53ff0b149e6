import { csvFile, importRole, upload } from '../../support/import.ts'
import type { Kept, Step } from '../scenario.ts'

const limit = { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserFederation' } } as const
const settings = {
  UserPoolTier: 'PLUS',
  UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  AutoVerifiedAttributes: ['email'],
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false },
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
}
const logs = {
  LogLevel: 'ERROR',
  EventSource: 'userNotification',
  CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:users' },
}

const inPool = ({ UserPoolId }: Kept) => ({ UserPoolId })
const replica = ({ UserPoolId }: Kept) => ({ UserPoolId, RegionName: 'us-west-2' })
const resourceServer = ({ UserPoolId }: Kept) => ({ UserPoolId, Identifier: 'orders' })
const namedServer = (kept: Kept, ...scopes: string[]) => ({
  ...resourceServer(kept),
  Name: 'Orders',
  Scopes: scopes.map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
})

/** Pools with all that belongs to them as a whole. */
export const poolSteps: readonly Step[] = [
  {
    operation: 'CreateUserPool',
    input: () => ({ PoolName: 'conformance', ...settings }),
    keep: ({ UserPool }) => ({ UserPoolId: UserPool.Id, arn: UserPool.Arn }),
  },
  {
    operation: 'CreateUserPool',
    input: () => ({ PoolName: 'short-lived' }),
    keep: ({ UserPool }) => ({ shortLived: UserPool.Id }),
  },
  { operation: 'ListUserPools', input: () => ({ MaxResults: 10 }) },
  { operation: 'DescribeUserPool', input: inPool },
  { operation: 'UpdateUserPool', input: (kept) => ({ ...inPool(kept), ...settings, PoolName: 'renamed' }) },
  {
    operation: 'DeleteUserPool',
    input: ({ shortLived }) => ({ UserPoolId: shortLived }),
    twice: 'ResourceNotFoundException',
  },
  {
    operation: 'AddCustomAttributes',
    input: (kept) => ({
      ...inPool(kept),
      CustomAttributes: [{ Name: 'plan', AttributeDataType: 'String', Mutable: true }],
    }),
    twice: 'InvalidParameterException',
  },
  { operation: 'TagResource', input: ({ arn }) => ({ ResourceArn: arn, Tags: { team: 'blue' } }) },
  { operation: 'ListTagsForResource', input: ({ arn }) => ({ ResourceArn: arn }) },
  { operation: 'UntagResource', input: ({ arn }) => ({ ResourceArn: arn, TagKeys: ['team'] }) },
  { operation: 'GetSigningCertificate', input: inPool },
  {
    operation: 'SetUserPoolMfaConfig',
    input: (kept) => ({
      ...inPool(kept),
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: {
        SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'external' },
      },
      WebAuthnConfiguration: { RelyingPartyId: 'auth.example.com', UserVerification: 'preferred' },
    }),
  },
  { operation: 'GetUserPoolMfaConfig', input: inPool },
  {
    operation: 'SetUserPoolSessionConfiguration',
    input: (kept) => ({
      ...inPool(kept),
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 20 },
    }),
  },
  { operation: 'GetUserPoolSessionConfiguration', input: inPool },
  {
    operation: 'SetLogDeliveryConfiguration',
    input: (kept) => ({ ...inPool(kept), LogConfigurations: [logs] }),
  },
  { operation: 'GetLogDeliveryConfiguration', input: inPool },
  {
    operation: 'UpdateProvisionedLimit',
    input: () => ({ LimitDefinition: limit, RequestedLimitValue: 30 }),
  },
  { operation: 'GetProvisionedLimit', input: () => ({ LimitDefinition: limit }) },
  { operation: 'CreateUserPoolReplica', input: replica, twice: 'InvalidParameterException' },
  { operation: 'ListUserPoolReplicas', input: inPool },
  { operation: 'UpdateUserPoolReplica', input: (kept) => ({ ...replica(kept), Status: 'ACTIVE' }) },
  { operation: 'DeleteUserPoolReplica', input: replica, twice: 'ResourceNotFoundException' },
  {
    operation: 'CreateResourceServer',
    input: (kept) => namedServer(kept, 'read'),
    twice: 'InvalidParameterException',
  },
  { operation: 'DescribeResourceServer', input: resourceServer },
  { operation: 'ListResourceServers', input: (kept) => ({ ...inPool(kept), MaxResults: 10 }) },
  { operation: 'UpdateResourceServer', input: (kept) => namedServer(kept, 'read', 'write') },
  {
    operation: 'CreateResourceServer',
    input: (kept) => ({ ...inPool(kept), Identifier: 'invoices', Name: 'Invoices' }),
  },
  {
    operation: 'DeleteResourceServer',
    input: (kept) => ({ ...inPool(kept), Identifier: 'invoices' }),
    twice: 'ResourceNotFoundException',
  },
  { operation: 'GetCSVHeader', input: inPool },
  {
    operation: 'CreateUserImportJob',
    input: (kept) => ({ ...inPool(kept), JobName: 'newcomers', CloudWatchLogsRoleArn: importRole }),
    keep: ({ UserImportJob }) => ({ job: UserImportJob }),
  },
  { operation: 'DescribeUserImportJob', input: (kept) => ({ ...inPool(kept), JobId: kept.job.JobId }) },
  { operation: 'ListUserImportJobs', input: (kept) => ({ ...inPool(kept), MaxResults: 10 }) },
  {
    operation: 'StartUserImportJob',
    input: async (kept, server) => {
      // So many that the job is still running when it is stopped.
      const rows = Array.from({ length: 5000 }, (_, index) => ({
        'cognito:username': `newcomer-${index}`,
        email: `newcomer-${index}@example.com`,
        email_verified: 'TRUE',
      }))
      await upload(server, kept.job, await csvFile(server, kept.UserPoolId, rows))
      return { ...inPool(kept), JobId: kept.job.JobId }
    },
    twice: 'PreconditionNotMetException',
  },
  {
    operation: 'StopUserImportJob',
    input: (kept) => ({ ...inPool(kept), JobId: kept.job.JobId }),
    twice: 'PreconditionNotMetException',
  },
]
