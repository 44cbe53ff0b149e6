import { PASSWORD } from '../../support/pool.ts'
import type { Kept, Step } from '../scenario.ts'

/** Of invited users. */
export const TEMPORARY = 'Temporary-Horse-1'

const inPool = ({ UserPoolId }: Kept) => ({ UserPoolId })
const group = ({ UserPoolId }: Kept) => ({ UserPoolId, GroupName: 'editors' })
const ben = ({ UserPoolId }: Kept) => ({ UserPoolId, Username: 'ben' })
const email = (name: string) => [
  { Name: 'email', Value: `${name}@example.com` },
  { Name: 'email_verified', Value: 'true' },
]

function invite(name: string): Step {
  return {
    operation: 'AdminCreateUser',
    input: (kept) => ({
      ...inPool(kept),
      Username: name,
      TemporaryPassword: TEMPORARY,
      UserAttributes: email(name),
    }),
    twice: 'UsernameExistsException',
  }
}

function setPassword(name: string): Step {
  return {
    operation: 'AdminSetUserPassword',
    input: (kept) => ({ ...inPool(kept), Username: name, Password: PASSWORD, Permanent: true }),
  }
}

function identityOf(name: string, kept: Kept) {
  return {
    ...inPool(kept),
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: name },
    SourceUser: {
      ProviderName: 'Google',
      ProviderAttributeName: 'Cognito_Subject',
      ProviderAttributeValue: '1234',
    },
  }
}

/** Users and groups as the operator sees them: ada signs herself up, the others are invited. */
export const userSteps: readonly Step[] = [
  {
    operation: 'SignUp',
    input: ({ ClientId }) => ({
      ClientId,
      Username: 'ada',
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    }),
    twice: 'UsernameExistsException',
  },
  { operation: 'ResendConfirmationCode', input: ({ ClientId }) => ({ ClientId, Username: 'ada' }) },
  {
    operation: 'ConfirmSignUp',
    input: async ({ ClientId }, server) => ({
      ClientId,
      Username: 'ada',
      ConfirmationCode: await server.codeFor('ada@example.com'),
    }),
    twice: 'NotAuthorizedException',
  },
  {
    operation: 'SignUp',
    input: ({ ClientId }) => ({ ClientId, Username: 'cleo', Password: PASSWORD }),
  },
  {
    operation: 'AdminConfirmSignUp',
    input: (kept) => ({ ...inPool(kept), Username: 'cleo' }),
    twice: 'NotAuthorizedException',
  },
  ...['ben', 'dan', 'eve', 'fay', 'gus', 'hal'].map(invite),
  ...['ben', 'fay', 'gus'].map(setPassword),
  { operation: 'AdminGetUser', input: ben },
  { operation: 'AdminGetUserAuthFactors', input: ben },
  { operation: 'ListUsers', input: (kept) => ({ ...inPool(kept), Filter: 'username = "ben"' }) },
  {
    operation: 'AdminUpdateUserAttributes',
    input: (kept) => ({ ...ben(kept), UserAttributes: [{ Name: 'custom:plan', Value: 'gold' }] }),
  },
  {
    operation: 'AdminDeleteUserAttributes',
    input: (kept) => ({ ...ben(kept), UserAttributeNames: ['custom:plan'] }),
  },
  { operation: 'AdminDisableUser', input: ben },
  { operation: 'AdminEnableUser', input: ben },
  { operation: 'CreateGroup', input: group, twice: 'GroupExistsException' },
  { operation: 'GetGroup', input: group },
  { operation: 'ListGroups', input: inPool },
  { operation: 'UpdateGroup', input: (kept) => ({ ...group(kept), Description: 'They write.' }) },
  { operation: 'AdminAddUserToGroup', input: (kept) => ({ ...group(kept), Username: 'ben' }) },
  { operation: 'AdminListGroupsForUser', input: ben },
  { operation: 'ListUsersInGroup', input: group },
  { operation: 'AdminRemoveUserFromGroup', input: (kept) => ({ ...group(kept), Username: 'ben' }) },
  {
    operation: 'CreateGroup',
    input: (kept) => ({ ...inPool(kept), GroupName: 'short-lived' }),
  },
  {
    operation: 'DeleteGroup',
    input: (kept) => ({ ...inPool(kept), GroupName: 'short-lived' }),
    twice: 'ResourceNotFoundException',
  },
  { operation: 'AdminLinkProviderForUser', input: (kept) => identityOf('ben', kept) },
  {
    operation: 'AdminDisableProviderForUser',
    input: (kept) => ({ ...inPool(kept), User: identityOf('ben', kept).SourceUser }),
  },
  {
    operation: 'AdminSetUserSettings',
    input: (kept) => ({
      ...inPool(kept),
      Username: 'ada',
      MFAOptions: [],
    }),
  },
]
