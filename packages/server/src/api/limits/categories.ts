import { type OperationName, operations } from '@poolhouse/api-model'

/**
 * The categories of operations that share a quota; what is newer than the page is put beside what is like it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const listed: Record<string, OperationName[]> = {
  UserAuthentication: [
    'AdminInitiateAuth',
    'AdminRespondToAuthChallenge',
    'InitiateAuth',
    'RespondToAuthChallenge',
  ],
  UserCreation: ['AdminConfirmSignUp', 'AdminCreateUser', 'ConfirmSignUp', 'SignUp'],
  UserAccountRecovery: [
    'AdminResetUserPassword',
    'AdminSetUserPassword',
    'ChangePassword',
    'ConfirmForgotPassword',
    'ForgotPassword',
  ],
  UserRead: ['AdminGetUser', 'GetUser'],
  UserUpdate: [
    'AdminAddUserToGroup',
    'AdminDeleteUser',
    'AdminDeleteUserAttributes',
    'AdminDisableProviderForUser',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminLinkProviderForUser',
    'AdminRemoveUserFromGroup',
    'AdminUpdateUserAttributes',
    'AdminUserGlobalSignOut',
    'DeleteUser',
    'DeleteUserAttributes',
    'GlobalSignOut',
    'UpdateUserAttributes',
    'VerifyUserAttribute',
  ],
  UserToken: ['GetTokensFromRefreshToken', 'RevokeToken'],
  UserResourceRead: [
    'AdminGetDevice',
    'AdminGetUserAuthFactors',
    'AdminListDevices',
    'AdminListGroupsForUser',
    'AdminListUserAuthEvents',
    'AdminListUserSessions',
    'GetDevice',
    'GetUserAttributeVerificationCode',
    'GetUserAuthFactors',
    'ListDevices',
    'ListUserSessions',
    'ListWebAuthnCredentials',
    'ResendConfirmationCode',
  ],
  UserResourceUpdate: [
    'AdminDeleteSoftwareToken',
    'AdminForgetDevice',
    'AdminRevokeUserSession',
    'AdminSetUserMFAPreference',
    'AdminSetUserSettings',
    'AdminUpdateAuthEventFeedback',
    'AdminUpdateDeviceStatus',
    'AssociateSoftwareToken',
    'CompleteWebAuthnRegistration',
    'ConfirmDevice',
    'DeleteWebAuthnCredential',
    'ForgetDevice',
    'RevokeUserSession',
    'SetUserMFAPreference',
    'SetUserSettings',
    'StartWebAuthnRegistration',
    'UpdateAuthEventFeedback',
    'UpdateDeviceStatus',
    'VerifySoftwareToken',
  ],
  UserList: ['ListUsers', 'ListUsersInGroup'],
  UserPoolRead: ['DescribeUserPool', 'ListUserPools'],
  UserPoolUpdate: ['CreateUserPool', 'DeleteUserPool', 'UpdateUserPool'],
  UserPoolClientRead: ['DescribeUserPoolClient', 'ListUserPoolClients'],
  UserPoolClientUpdate: ['CreateUserPoolClient', 'DeleteUserPoolClient', 'UpdateUserPoolClient'],
  ClientAuthentication: ['GetClientToken'],
  LimitManagement: ['GetProvisionedLimit', 'UpdateProvisionedLimit'],
}

const categories = new Map<OperationName, string>(
  Object.entries(listed).flatMap(([category, names]) => names.map((name) => [name, category] as const)),
)
for (const name of Object.keys(operations) as OperationName[])
  if (!categories.has(name)) categories.set(name, resourceCategory(name))

/** The rest works on what belongs to a pool. */
function resourceCategory(name: OperationName): string {
  return /^(Describe|Get|List)/.test(name) ? 'UserPoolResourceRead' : 'UserPoolResourceUpdate'
}

/** The category that a request counts for; a refresh by InitiateAuth counts as UserAuthentication. */
export function categoryOf(operation: OperationName): string {
  return categories.get(operation) ?? resourceCategory(operation)
}

/** Answers to challenges may come three times as often as sign-ins begin. */
export function costOf(operation: OperationName): number {
  return operation === 'RespondToAuthChallenge' || operation === 'AdminRespondToAuthChallenge' ? 1 / 3 : 1
}
