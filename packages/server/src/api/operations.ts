import type { OperationName } from '@poolhouse/api-model'
import { deleteUser } from './account/delete-user.ts'
import { deleteUserAttributes } from './account/delete-user-attributes.ts'
import { getUser } from './account/get-user.ts'
import { getUserAttributeVerificationCode } from './account/get-user-attribute-verification-code.ts'
import { getUserAuthFactors } from './account/get-user-auth-factors.ts'
import { updateUserAttributes } from './account/update-user-attributes.ts'
import { verifyUserAttribute } from './account/verify-user-attribute.ts'
import { addUserPoolClientSecret } from './app-clients/add-user-pool-client-secret.ts'
import { createUserPoolClient } from './app-clients/create-user-pool-client.ts'
import { deleteUserPoolClient } from './app-clients/delete-user-pool-client.ts'
import { deleteUserPoolClientSecret } from './app-clients/delete-user-pool-client-secret.ts'
import { describeUserPoolClient } from './app-clients/describe-user-pool-client.ts'
import { listUserPoolClientSecrets } from './app-clients/list-user-pool-client-secrets.ts'
import { listUserPoolClients } from './app-clients/list-user-pool-clients.ts'
import { updateUserPoolClient } from './app-clients/update-user-pool-client.ts'
import { adminInitiateAuth } from './auth/admin-initiate-auth.ts'
import { adminRespondToAuthChallenge } from './auth/admin-respond-to-auth-challenge.ts'
import { getClientToken } from './auth/get-client-token.ts'
import { getTokensFromRefreshToken } from './auth/get-tokens-from-refresh-token.ts'
import { globalSignOut } from './auth/global-sign-out.ts'
import { initiateAuth } from './auth/initiate-auth.ts'
import { respondToAuthChallenge } from './auth/respond-to-auth-challenge.ts'
import { revokeToken } from './auth/revoke-token.ts'
import { createManagedLoginBranding } from './branding/create-managed-login-branding.ts'
import { createTerms } from './branding/create-terms.ts'
import { deleteManagedLoginBranding } from './branding/delete-managed-login-branding.ts'
import { deleteTerms } from './branding/delete-terms.ts'
import { describeManagedLoginBranding } from './branding/describe-managed-login-branding.ts'
import { describeManagedLoginBrandingByClient } from './branding/describe-managed-login-branding-by-client.ts'
import { describeTerms } from './branding/describe-terms.ts'
import { describeTermsByClient } from './branding/describe-terms-by-client.ts'
import { getUICustomization } from './branding/get-ui-customization.ts'
import { listTerms } from './branding/list-terms.ts'
import { setUICustomization } from './branding/set-ui-customization.ts'
import { updateManagedLoginBranding } from './branding/update-managed-login-branding.ts'
import { updateTerms } from './branding/update-terms.ts'
import { getSigningCertificate } from './certificates/get-signing-certificate.ts'
import { adminForgetDevice } from './devices/admin-forget-device.ts'
import { adminGetDevice } from './devices/admin-get-device.ts'
import { adminListDevices } from './devices/admin-list-devices.ts'
import { adminUpdateDeviceStatus } from './devices/admin-update-device-status.ts'
import { confirmDevice } from './devices/confirm-device.ts'
import { forgetDevice } from './devices/forget-device.ts'
import { getDevice } from './devices/get-device.ts'
import { listDevices } from './devices/list-devices.ts'
import { updateDeviceStatus } from './devices/update-device-status.ts'
import { createUserPoolDomain } from './domains/create-user-pool-domain.ts'
import { deleteUserPoolDomain } from './domains/delete-user-pool-domain.ts'
import { describeUserPoolDomain } from './domains/describe-user-pool-domain.ts'
import { updateUserPoolDomain } from './domains/update-user-pool-domain.ts'
import { adminAddUserToGroup } from './groups/admin-add-user-to-group.ts'
import { adminListGroupsForUser } from './groups/admin-list-groups-for-user.ts'
import { adminRemoveUserFromGroup } from './groups/admin-remove-user-from-group.ts'
import { createGroup } from './groups/create-group.ts'
import { deleteGroup } from './groups/delete-group.ts'
import { getGroup } from './groups/get-group.ts'
import { listGroups } from './groups/list-groups.ts'
import { listUsersInGroup } from './groups/list-users-in-group.ts'
import { updateGroup } from './groups/update-group.ts'
import { adminDisableProviderForUser } from './identity-providers/admin-disable-provider-for-user.ts'
import { adminLinkProviderForUser } from './identity-providers/admin-link-provider-for-user.ts'
import { createIdentityProvider } from './identity-providers/create-identity-provider.ts'
import { deleteIdentityProvider } from './identity-providers/delete-identity-provider.ts'
import { describeIdentityProvider } from './identity-providers/describe-identity-provider.ts'
import { getIdentityProviderByIdentifier } from './identity-providers/get-identity-provider-by-identifier.ts'
import { listIdentityProviders } from './identity-providers/list-identity-providers.ts'
import { updateIdentityProvider } from './identity-providers/update-identity-provider.ts'
import { createUserImportJob } from './import-jobs/create-user-import-job.ts'
import { describeUserImportJob } from './import-jobs/describe-user-import-job.ts'
import { getCsvHeader } from './import-jobs/get-csv-header.ts'
import { listUserImportJobs } from './import-jobs/list-user-import-jobs.ts'
import { startUserImportJob } from './import-jobs/start-user-import-job.ts'
import { stopUserImportJob } from './import-jobs/stop-user-import-job.ts'
import { getProvisionedLimit } from './limits/get-provisioned-limit.ts'
import { updateProvisionedLimit } from './limits/update-provisioned-limit.ts'
import { getLogDeliveryConfiguration } from './logs/get-log-delivery-configuration.ts'
import { setLogDeliveryConfiguration } from './logs/set-log-delivery-configuration.ts'
import { adminDeleteSoftwareToken } from './mfa/admin-delete-software-token.ts'
import { adminSetUserMfaPreference } from './mfa/admin-set-user-mfa-preference.ts'
import { adminSetUserSettings } from './mfa/admin-set-user-settings.ts'
import { associateSoftwareToken } from './mfa/associate-software-token.ts'
import { getUserPoolMfaConfig } from './mfa/get-user-pool-mfa-config.ts'
import { setUserMfaPreference } from './mfa/set-user-mfa-preference.ts'
import { setUserPoolMfaConfig } from './mfa/set-user-pool-mfa-config.ts'
import { setUserSettings } from './mfa/set-user-settings.ts'
import { verifySoftwareToken } from './mfa/verify-software-token.ts'
import type { Operation } from './operation.ts'
import { completeWebAuthnRegistration } from './passkeys/complete-web-authn-registration.ts'
import { deleteWebAuthnCredential } from './passkeys/delete-web-authn-credential.ts'
import { listWebAuthnCredentials } from './passkeys/list-web-authn-credentials.ts'
import { startWebAuthnRegistration } from './passkeys/start-web-authn-registration.ts'
import { changePassword } from './passwords/change-password.ts'
import { confirmForgotPassword } from './passwords/confirm-forgot-password.ts'
import { forgotPassword } from './passwords/forgot-password.ts'
import { createUserPoolReplica } from './replicas/create-user-pool-replica.ts'
import { deleteUserPoolReplica } from './replicas/delete-user-pool-replica.ts'
import { listUserPoolReplicas } from './replicas/list-user-pool-replicas.ts'
import { updateUserPoolReplica } from './replicas/update-user-pool-replica.ts'
import { createResourceServer } from './resource-servers/create-resource-server.ts'
import { deleteResourceServer } from './resource-servers/delete-resource-server.ts'
import { describeResourceServer } from './resource-servers/describe-resource-server.ts'
import { listResourceServers } from './resource-servers/list-resource-servers.ts'
import { updateResourceServer } from './resource-servers/update-resource-server.ts'
import { adminListUserAuthEvents } from './risk/admin-list-user-auth-events.ts'
import { adminUpdateAuthEventFeedback } from './risk/admin-update-auth-event-feedback.ts'
import { describeRiskConfiguration } from './risk/describe-risk-configuration.ts'
import { setRiskConfiguration } from './risk/set-risk-configuration.ts'
import { updateAuthEventFeedback } from './risk/update-auth-event-feedback.ts'
import { adminListUserSessions } from './sessions/admin-list-user-sessions.ts'
import { adminRevokeUserSession } from './sessions/admin-revoke-user-session.ts'
import { getUserPoolClientSessionConfiguration } from './sessions/get-user-pool-client-session-configuration.ts'
import { getUserPoolSessionConfiguration } from './sessions/get-user-pool-session-configuration.ts'
import { listUserSessions } from './sessions/list-user-sessions.ts'
import { revokeUserSession } from './sessions/revoke-user-session.ts'
import { setUserPoolClientSessionConfiguration } from './sessions/set-user-pool-client-session-configuration.ts'
import { setUserPoolSessionConfiguration } from './sessions/set-user-pool-session-configuration.ts'
import { confirmSignUp } from './sign-up/confirm-sign-up.ts'
import { resendConfirmationCode } from './sign-up/resend-confirmation-code.ts'
import { signUp } from './sign-up/sign-up.ts'
import { listTagsForResource } from './tags/list-tags-for-resource.ts'
import { tagResource } from './tags/tag-resource.ts'
import { untagResource } from './tags/untag-resource.ts'
import { addCustomAttributes } from './user-pools/add-custom-attributes.ts'
import { createUserPool } from './user-pools/create-user-pool.ts'
import { deleteUserPool } from './user-pools/delete-user-pool.ts'
import { describeUserPool } from './user-pools/describe-user-pool.ts'
import { listUserPools } from './user-pools/list-user-pools.ts'
import { updateUserPool } from './user-pools/update-user-pool.ts'
import { adminConfirmSignUp } from './users/admin-confirm-sign-up.ts'
import { adminCreateUser } from './users/admin-create-user.ts'
import { adminDeleteUser } from './users/admin-delete-user.ts'
import { adminDeleteUserAttributes } from './users/admin-delete-user-attributes.ts'
import { adminDisableUser } from './users/admin-disable-user.ts'
import { adminEnableUser } from './users/admin-enable-user.ts'
import { adminGetUser } from './users/admin-get-user.ts'
import { adminGetUserAuthFactors } from './users/admin-get-user-auth-factors.ts'
import { adminResetUserPassword } from './users/admin-reset-user-password.ts'
import { adminSetUserPassword } from './users/admin-set-user-password.ts'
import { adminUpdateUserAttributes } from './users/admin-update-user-attributes.ts'
import { adminUserGlobalSignOut } from './users/admin-user-global-sign-out.ts'
import { listUsers } from './users/list-users.ts'

/** Every operation of the model; complete by type. */
export const operations: { [Name in OperationName]: Operation<Name> } = {
  AddCustomAttributes: addCustomAttributes,
  AddUserPoolClientSecret: addUserPoolClientSecret,
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteSoftwareToken: adminDeleteSoftwareToken,
  AdminDeleteUser: adminDeleteUser,
  AdminDeleteUserAttributes: adminDeleteUserAttributes,
  AdminDisableProviderForUser: adminDisableProviderForUser,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminForgetDevice: adminForgetDevice,
  AdminGetDevice: adminGetDevice,
  AdminGetUser: adminGetUser,
  AdminGetUserAuthFactors: adminGetUserAuthFactors,
  AdminInitiateAuth: adminInitiateAuth,
  AdminLinkProviderForUser: adminLinkProviderForUser,
  AdminListDevices: adminListDevices,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminListUserAuthEvents: adminListUserAuthEvents,
  AdminListUserSessions: adminListUserSessions,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminResetUserPassword: adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminRevokeUserSession: adminRevokeUserSession,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminSetUserPassword: adminSetUserPassword,
  AdminSetUserSettings: adminSetUserSettings,
  AdminUpdateAuthEventFeedback: adminUpdateAuthEventFeedback,
  AdminUpdateDeviceStatus: adminUpdateDeviceStatus,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  CompleteWebAuthnRegistration: completeWebAuthnRegistration,
  ConfirmDevice: confirmDevice,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  CreateGroup: createGroup,
  CreateIdentityProvider: createIdentityProvider,
  CreateManagedLoginBranding: createManagedLoginBranding,
  CreateResourceServer: createResourceServer,
  CreateTerms: createTerms,
  CreateUserImportJob: createUserImportJob,
  CreateUserPool: createUserPool,
  CreateUserPoolClient: createUserPoolClient,
  CreateUserPoolDomain: createUserPoolDomain,
  CreateUserPoolReplica: createUserPoolReplica,
  DeleteGroup: deleteGroup,
  DeleteIdentityProvider: deleteIdentityProvider,
  DeleteManagedLoginBranding: deleteManagedLoginBranding,
  DeleteResourceServer: deleteResourceServer,
  DeleteTerms: deleteTerms,
  DeleteUser: deleteUser,
  DeleteUserAttributes: deleteUserAttributes,
  DeleteUserPool: deleteUserPool,
  DeleteUserPoolClient: deleteUserPoolClient,
  DeleteUserPoolClientSecret: deleteUserPoolClientSecret,
  DeleteUserPoolDomain: deleteUserPoolDomain,
  DeleteUserPoolReplica: deleteUserPoolReplica,
  DeleteWebAuthnCredential: deleteWebAuthnCredential,
  DescribeIdentityProvider: describeIdentityProvider,
  DescribeManagedLoginBranding: describeManagedLoginBranding,
  DescribeManagedLoginBrandingByClient: describeManagedLoginBrandingByClient,
  DescribeResourceServer: describeResourceServer,
  DescribeRiskConfiguration: describeRiskConfiguration,
  DescribeTerms: describeTerms,
  DescribeTermsByClient: describeTermsByClient,
  DescribeUserImportJob: describeUserImportJob,
  DescribeUserPool: describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  DescribeUserPoolDomain: describeUserPoolDomain,
  ForgetDevice: forgetDevice,
  ForgotPassword: forgotPassword,
  GetCSVHeader: getCsvHeader,
  GetClientToken: getClientToken,
  GetDevice: getDevice,
  GetGroup: getGroup,
  GetIdentityProviderByIdentifier: getIdentityProviderByIdentifier,
  GetLogDeliveryConfiguration: getLogDeliveryConfiguration,
  GetProvisionedLimit: getProvisionedLimit,
  GetSigningCertificate: getSigningCertificate,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUICustomization: getUICustomization,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GetUserAuthFactors: getUserAuthFactors,
  GetUserPoolClientSessionConfiguration: getUserPoolClientSessionConfiguration,
  GetUserPoolMfaConfig: getUserPoolMfaConfig,
  GetUserPoolSessionConfiguration: getUserPoolSessionConfiguration,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: listDevices,
  ListGroups: listGroups,
  ListIdentityProviders: listIdentityProviders,
  ListResourceServers: listResourceServers,
  ListTagsForResource: listTagsForResource,
  ListTerms: listTerms,
  ListUserImportJobs: listUserImportJobs,
  ListUserPoolClientSecrets: listUserPoolClientSecrets,
  ListUserPoolClients: listUserPoolClients,
  ListUserPoolReplicas: listUserPoolReplicas,
  ListUserPools: listUserPools,
  ListUserSessions: listUserSessions,
  ListUsers: listUsers,
  ListUsersInGroup: listUsersInGroup,
  ListWebAuthnCredentials: listWebAuthnCredentials,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  RevokeUserSession: revokeUserSession,
  SetLogDeliveryConfiguration: setLogDeliveryConfiguration,
  SetRiskConfiguration: setRiskConfiguration,
  SetUICustomization: setUICustomization,
  SetUserMFAPreference: setUserMfaPreference,
  SetUserPoolClientSessionConfiguration: setUserPoolClientSessionConfiguration,
  SetUserPoolMfaConfig: setUserPoolMfaConfig,
  SetUserPoolSessionConfiguration: setUserPoolSessionConfiguration,
  SetUserSettings: setUserSettings,
  SignUp: signUp,
  StartUserImportJob: startUserImportJob,
  StartWebAuthnRegistration: startWebAuthnRegistration,
  StopUserImportJob: stopUserImportJob,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAuthEventFeedback: updateAuthEventFeedback,
  UpdateDeviceStatus: updateDeviceStatus,
  UpdateGroup: updateGroup,
  UpdateIdentityProvider: updateIdentityProvider,
  UpdateManagedLoginBranding: updateManagedLoginBranding,
  UpdateProvisionedLimit: updateProvisionedLimit,
  UpdateResourceServer: updateResourceServer,
  UpdateTerms: updateTerms,
  UpdateUserAttributes: updateUserAttributes,
  UpdateUserPool: updateUserPool,
  UpdateUserPoolClient: updateUserPoolClient,
  UpdateUserPoolDomain: updateUserPoolDomain,
  UpdateUserPoolReplica: updateUserPoolReplica,
  VerifySoftwareToken: verifySoftwareToken,
  VerifyUserAttribute: verifyUserAttribute,
}
