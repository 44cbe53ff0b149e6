import type { Kept, Step } from '../scenario.ts'

const flows = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
}
const machine = {
  ClientName: 'machine',
  GenerateSecret: true,
  ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthScopes: ['orders/read'],
}

const inPool = ({ UserPoolId }: Kept) => ({ UserPoolId })
const ofClient = ({ UserPoolId, ClientId }: Kept) => ({ UserPoolId, ClientId })
const ofMachine = ({ UserPoolId, machineId }: Kept) => ({ UserPoolId, ClientId: machineId })

/** App clients, with a public one that the users of later steps sign in with. */
export const appClientSteps: readonly Step[] = [
  {
    operation: 'CreateUserPoolClient',
    input: (kept) => ({ ...inPool(kept), ClientName: 'app', ...flows }),
    keep: ({ UserPoolClient }) => ({ ClientId: UserPoolClient.ClientId }),
  },
  { operation: 'ListUserPoolClients', input: (kept) => ({ ...inPool(kept), MaxResults: 10 }) },
  { operation: 'DescribeUserPoolClient', input: ofClient },
  {
    operation: 'UpdateUserPoolClient',
    input: (kept) => ({ ...ofClient(kept), ClientName: 'web', ...flows }),
  },
  {
    operation: 'SetUserPoolClientSessionConfiguration',
    input: (kept) => ({ ...ofClient(kept), SSOSession: { MaxValidityMinutes: 30 } }),
  },
  { operation: 'GetUserPoolClientSessionConfiguration', input: ofClient },
  {
    operation: 'CreateUserPoolClient',
    input: (kept) => ({ ...inPool(kept), ...machine }),
    keep: ({ UserPoolClient }) => ({
      machineId: UserPoolClient.ClientId,
      machineSecret: UserPoolClient.ClientSecret,
    }),
  },
  {
    operation: 'GetClientToken',
    input: ({ machineId, machineSecret }) => ({ ClientId: machineId, Secret: machineSecret }),
  },
  {
    operation: 'AddUserPoolClientSecret',
    input: ofMachine,
    keep: ({ ClientSecretDescriptor }) => ({ secretId: ClientSecretDescriptor.ClientSecretId }),
    twice: 'LimitExceededException',
  },
  { operation: 'ListUserPoolClientSecrets', input: ofMachine },
  {
    operation: 'DeleteUserPoolClientSecret',
    input: (kept) => ({ ...ofMachine(kept), ClientSecretId: kept.secretId }),
    twice: 'ResourceNotFoundException',
  },
  {
    operation: 'CreateUserPoolClient',
    input: (kept) => ({ ...inPool(kept), ClientName: 'short-lived' }),
    keep: ({ UserPoolClient }) => ({ shortLivedClient: UserPoolClient.ClientId }),
  },
  {
    operation: 'DeleteUserPoolClient',
    input: (kept) => ({ ...inPool(kept), ClientId: kept.shortLivedClient }),
    twice: 'ResourceNotFoundException',
  },
]
