// Made by scripts/generate.ts from model/cognito-idp.json. Change the script or the model, not this file.

import type { ErrorName } from './errors.ts'
import type { ShapeName } from './shapes.ts'

export type OperationName =
  | 'AddCustomAttributes'
  | 'AddUserPoolClientSecret'
  | 'AdminAddUserToGroup'
  | 'AdminConfirmSignUp'
  | 'AdminCreateUser'
  | 'AdminDeleteSoftwareToken'
  | 'AdminDeleteUser'
  | 'AdminDeleteUserAttributes'
  | 'AdminDisableProviderForUser'
  | 'AdminDisableUser'
  | 'AdminEnableUser'
  | 'AdminForgetDevice'
  | 'AdminGetDevice'
  | 'AdminGetUser'
  | 'AdminGetUserAuthFactors'
  | 'AdminInitiateAuth'
  | 'AdminLinkProviderForUser'
  | 'AdminListDevices'
  | 'AdminListGroupsForUser'
  | 'AdminListUserAuthEvents'
  | 'AdminListUserSessions'
  | 'AdminRemoveUserFromGroup'
  | 'AdminResetUserPassword'
  | 'AdminRespondToAuthChallenge'
  | 'AdminRevokeUserSession'
  | 'AdminSetUserMFAPreference'
  | 'AdminSetUserPassword'
  | 'AdminSetUserSettings'
  | 'AdminUpdateAuthEventFeedback'
  | 'AdminUpdateDeviceStatus'
  | 'AdminUpdateUserAttributes'
  | 'AdminUserGlobalSignOut'
  | 'AssociateSoftwareToken'
  | 'ChangePassword'
  | 'CompleteWebAuthnRegistration'
  | 'ConfirmDevice'
  | 'ConfirmForgotPassword'
  | 'ConfirmSignUp'
  | 'CreateGroup'
  | 'CreateIdentityProvider'
  | 'CreateManagedLoginBranding'
  | 'CreateResourceServer'
  | 'CreateTerms'
  | 'CreateUserImportJob'
  | 'CreateUserPool'
  | 'CreateUserPoolClient'
  | 'CreateUserPoolDomain'
  | 'CreateUserPoolReplica'
  | 'DeleteGroup'
  | 'DeleteIdentityProvider'
  | 'DeleteManagedLoginBranding'
  | 'DeleteResourceServer'
  | 'DeleteTerms'
  | 'DeleteUser'
  | 'DeleteUserAttributes'
  | 'DeleteUserPool'
  | 'DeleteUserPoolClient'
  | 'DeleteUserPoolClientSecret'
  | 'DeleteUserPoolDomain'
  | 'DeleteUserPoolReplica'
  | 'DeleteWebAuthnCredential'
  | 'DescribeIdentityProvider'
  | 'DescribeManagedLoginBranding'
  | 'DescribeManagedLoginBrandingByClient'
  | 'DescribeResourceServer'
  | 'DescribeRiskConfiguration'
  | 'DescribeTerms'
  | 'DescribeTermsByClient'
  | 'DescribeUserImportJob'
  | 'DescribeUserPool'
  | 'DescribeUserPoolClient'
  | 'DescribeUserPoolDomain'
  | 'ForgetDevice'
  | 'ForgotPassword'
  | 'GetCSVHeader'
  | 'GetClientToken'
  | 'GetDevice'
  | 'GetGroup'
  | 'GetIdentityProviderByIdentifier'
  | 'GetLogDeliveryConfiguration'
  | 'GetProvisionedLimit'
  | 'GetSigningCertificate'
  | 'GetTokensFromRefreshToken'
  | 'GetUICustomization'
  | 'GetUser'
  | 'GetUserAttributeVerificationCode'
  | 'GetUserAuthFactors'
  | 'GetUserPoolClientSessionConfiguration'
  | 'GetUserPoolMfaConfig'
  | 'GetUserPoolSessionConfiguration'
  | 'GlobalSignOut'
  | 'InitiateAuth'
  | 'ListDevices'
  | 'ListGroups'
  | 'ListIdentityProviders'
  | 'ListResourceServers'
  | 'ListTagsForResource'
  | 'ListTerms'
  | 'ListUserImportJobs'
  | 'ListUserPoolClientSecrets'
  | 'ListUserPoolClients'
  | 'ListUserPoolReplicas'
  | 'ListUserPools'
  | 'ListUserSessions'
  | 'ListUsers'
  | 'ListUsersInGroup'
  | 'ListWebAuthnCredentials'
  | 'ResendConfirmationCode'
  | 'RespondToAuthChallenge'
  | 'RevokeToken'
  | 'RevokeUserSession'
  | 'SetLogDeliveryConfiguration'
  | 'SetRiskConfiguration'
  | 'SetUICustomization'
  | 'SetUserMFAPreference'
  | 'SetUserPoolClientSessionConfiguration'
  | 'SetUserPoolMfaConfig'
  | 'SetUserPoolSessionConfiguration'
  | 'SetUserSettings'
  | 'SignUp'
  | 'StartUserImportJob'
  | 'StartWebAuthnRegistration'
  | 'StopUserImportJob'
  | 'TagResource'
  | 'UntagResource'
  | 'UpdateAuthEventFeedback'
  | 'UpdateDeviceStatus'
  | 'UpdateGroup'
  | 'UpdateIdentityProvider'
  | 'UpdateManagedLoginBranding'
  | 'UpdateProvisionedLimit'
  | 'UpdateResourceServer'
  | 'UpdateTerms'
  | 'UpdateUserAttributes'
  | 'UpdateUserPool'
  | 'UpdateUserPoolClient'
  | 'UpdateUserPoolDomain'
  | 'UpdateUserPoolReplica'
  | 'VerifySoftwareToken'
  | 'VerifyUserAttribute'

/** Who calls: an app without signature, a signed-in user by the access token in the body, or an operator by SigV4. */
export type Caller = 'unsigned' | 'accessToken' | 'sigv4'

export type OperationFacts = {
  readonly input: ShapeName
  /** Missing where the operation answers an empty body. */
  readonly output?: ShapeName
  readonly caller: Caller
  readonly errors: readonly ErrorName[]
}

export const operations: Readonly<Record<OperationName, OperationFacts>> = {
  AddCustomAttributes: { input: 'AddCustomAttributesRequest', output: 'AddCustomAttributesResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'UserImportInProgressException', 'InternalErrorException'] },
  AddUserPoolClientSecret: { input: 'AddUserPoolClientSecretRequest', output: 'AddUserPoolClientSecretResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'InternalServerException', 'TooManyRequestsException', 'LimitExceededException', 'AccessDeniedException', 'ResourceNotFoundException'] },
  AdminAddUserToGroup: { input: 'AdminAddUserToGroupRequest', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminConfirmSignUp: { input: 'AdminConfirmSignUpRequest', output: 'AdminConfirmSignUpResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'NotAuthorizedException', 'TooManyFailedAttemptsException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'LimitExceededException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminCreateUser: { input: 'AdminCreateUserRequest', output: 'AdminCreateUserResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UserNotFoundException', 'UsernameExistsException', 'InvalidPasswordException', 'CodeDeliveryFailureException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'PreconditionNotMetException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'TooManyRequestsException', 'NotAuthorizedException', 'UnsupportedUserStateException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminDeleteSoftwareToken: { input: 'AdminDeleteSoftwareTokenRequest', output: 'AdminDeleteSoftwareTokenResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminDeleteUser: { input: 'AdminDeleteUserRequest', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminDeleteUserAttributes: { input: 'AdminDeleteUserAttributesRequest', output: 'AdminDeleteUserAttributesResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminDisableProviderForUser: { input: 'AdminDisableProviderForUserRequest', output: 'AdminDisableProviderForUserResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'AliasExistsException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminDisableUser: { input: 'AdminDisableUserRequest', output: 'AdminDisableUserResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminEnableUser: { input: 'AdminEnableUserRequest', output: 'AdminEnableUserResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminForgetDevice: { input: 'AdminForgetDeviceRequest', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'InvalidUserPoolConfigurationException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'UserNotFoundException', 'InternalErrorException'] },
  AdminGetDevice: { input: 'AdminGetDeviceRequest', output: 'AdminGetDeviceResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'InvalidUserPoolConfigurationException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException', 'NotAuthorizedException'] },
  AdminGetUser: { input: 'AdminGetUserRequest', output: 'AdminGetUserResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminGetUserAuthFactors: { input: 'AdminGetUserAuthFactorsRequest', output: 'AdminGetUserAuthFactorsResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'TooManyRequestsException', 'UserNotFoundException', 'InternalErrorException'] },
  AdminInitiateAuth: { input: 'AdminInitiateAuthRequest', output: 'AdminInitiateAuthResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'UnsupportedOperationException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException', 'UnexpectedLambdaException', 'InvalidUserPoolConfigurationException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'MFAMethodNotFoundException', 'InvalidSmsRoleAccessPolicyException', 'InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException'] },
  AdminLinkProviderForUser: { input: 'AdminLinkProviderForUserRequest', output: 'AdminLinkProviderForUserResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'AliasExistsException', 'LimitExceededException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminListDevices: { input: 'AdminListDevicesRequest', output: 'AdminListDevicesResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'InvalidUserPoolConfigurationException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException', 'NotAuthorizedException'] },
  AdminListGroupsForUser: { input: 'AdminListGroupsForUserRequest', output: 'AdminListGroupsForUserResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminListUserAuthEvents: { input: 'AdminListUserAuthEventsRequest', output: 'AdminListUserAuthEventsResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'UserPoolAddOnNotEnabledException', 'InternalErrorException'] },
  AdminListUserSessions: { input: 'AdminListUserSessionsRequest', output: 'AdminListUserSessionsResponse', caller: 'sigv4', errors: ['InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'ResourceNotFoundException', 'TooManyRequestsException', 'UserNotFoundException'] },
  AdminRemoveUserFromGroup: { input: 'AdminRemoveUserFromGroupRequest', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminResetUserPassword: { input: 'AdminResetUserPasswordRequest', output: 'AdminResetUserPasswordResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'NotAuthorizedException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'LimitExceededException', 'UserNotFoundException', 'InvalidSmsRoleAccessPolicyException', 'InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminRespondToAuthChallenge: { input: 'AdminRespondToAuthChallengeRequest', output: 'AdminRespondToAuthChallengeResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'CodeMismatchException', 'ExpiredCodeException', 'UnexpectedLambdaException', 'InvalidPasswordException', 'PasswordHistoryPolicyViolationException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'InvalidUserPoolConfigurationException', 'InternalErrorException', 'MFAMethodNotFoundException', 'InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'AliasExistsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'SoftwareTokenMFANotFoundException', 'OperationNotEnabledException'] },
  AdminRevokeUserSession: { input: 'AdminRevokeUserSessionRequest', output: 'AdminRevokeUserSessionResponse', caller: 'sigv4', errors: ['InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'ResourceNotFoundException', 'TooManyRequestsException', 'UserNotFoundException'] },
  AdminSetUserMFAPreference: { input: 'AdminSetUserMFAPreferenceRequest', output: 'AdminSetUserMFAPreferenceResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminSetUserPassword: { input: 'AdminSetUserPasswordRequest', output: 'AdminSetUserPasswordResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'NotAuthorizedException', 'UserNotFoundException', 'InternalErrorException', 'TooManyRequestsException', 'InvalidParameterException', 'InvalidPasswordException', 'PasswordHistoryPolicyViolationException', 'OperationNotEnabledException'] },
  AdminSetUserSettings: { input: 'AdminSetUserSettingsRequest', output: 'AdminSetUserSettingsResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminUpdateAuthEventFeedback: { input: 'AdminUpdateAuthEventFeedbackRequest', output: 'AdminUpdateAuthEventFeedbackResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'UserPoolAddOnNotEnabledException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AdminUpdateDeviceStatus: { input: 'AdminUpdateDeviceStatusRequest', output: 'AdminUpdateDeviceStatusResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'InvalidUserPoolConfigurationException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'UserNotFoundException', 'InternalErrorException'] },
  AdminUpdateUserAttributes: { input: 'AdminUpdateUserAttributesRequest', output: 'AdminUpdateUserAttributesResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'AliasExistsException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'InternalErrorException', 'InvalidSmsRoleAccessPolicyException', 'InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'OperationNotEnabledException'] },
  AdminUserGlobalSignOut: { input: 'AdminUserGlobalSignOutRequest', output: 'AdminUserGlobalSignOutResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  AssociateSoftwareToken: { input: 'AssociateSoftwareTokenRequest', output: 'AssociateSoftwareTokenResponse', caller: 'accessToken', errors: ['ConcurrentModificationException', 'InvalidParameterException', 'NotAuthorizedException', 'ResourceNotFoundException', 'InternalErrorException', 'SoftwareTokenMFANotFoundException', 'ForbiddenException', 'OperationNotEnabledException'] },
  ChangePassword: { input: 'ChangePasswordRequest', output: 'ChangePasswordResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'InvalidPasswordException', 'PasswordHistoryPolicyViolationException', 'NotAuthorizedException', 'TooManyRequestsException', 'LimitExceededException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  CompleteWebAuthnRegistration: { input: 'CompleteWebAuthnRegistrationRequest', output: 'CompleteWebAuthnRegistrationResponse', caller: 'accessToken', errors: ['ForbiddenException', 'InternalErrorException', 'InvalidParameterException', 'LimitExceededException', 'NotAuthorizedException', 'TooManyRequestsException', 'WebAuthnNotEnabledException', 'WebAuthnChallengeNotFoundException', 'WebAuthnRelyingPartyMismatchException', 'WebAuthnClientMismatchException', 'WebAuthnOriginNotAllowedException', 'PasswordResetRequiredException', 'WebAuthnCredentialNotSupportedException', 'OperationNotEnabledException'] },
  ConfirmDevice: { input: 'ConfirmDeviceRequest', output: 'ConfirmDeviceResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'InvalidPasswordException', 'InvalidLambdaResponseException', 'UsernameExistsException', 'InvalidUserPoolConfigurationException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'InternalErrorException', 'OperationNotEnabledException', 'DeviceKeyExistsException', 'ForbiddenException'] },
  ConfirmForgotPassword: { input: 'ConfirmForgotPasswordRequest', output: 'ConfirmForgotPasswordResponse', caller: 'unsigned', errors: ['ResourceNotFoundException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidParameterException', 'InvalidPasswordException', 'PasswordHistoryPolicyViolationException', 'NotAuthorizedException', 'CodeMismatchException', 'ExpiredCodeException', 'TooManyFailedAttemptsException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'LimitExceededException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  ConfirmSignUp: { input: 'ConfirmSignUpRequest', output: 'ConfirmSignUpResponse', caller: 'unsigned', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'NotAuthorizedException', 'TooManyFailedAttemptsException', 'CodeMismatchException', 'ExpiredCodeException', 'InvalidLambdaResponseException', 'AliasExistsException', 'TooManyRequestsException', 'LimitExceededException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  CreateGroup: { input: 'CreateGroupRequest', output: 'CreateGroupResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'GroupExistsException', 'ResourceNotFoundException', 'TooManyRequestsException', 'LimitExceededException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  CreateIdentityProvider: { input: 'CreateIdentityProviderRequest', output: 'CreateIdentityProviderResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'DuplicateProviderException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'LimitExceededException', 'InternalErrorException'] },
  CreateManagedLoginBranding: { input: 'CreateManagedLoginBrandingRequest', output: 'CreateManagedLoginBrandingResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'ConcurrentModificationException', 'ManagedLoginBrandingExistsException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'LimitExceededException', 'OperationNotEnabledException', 'InternalErrorException'] },
  CreateResourceServer: { input: 'CreateResourceServerRequest', output: 'CreateResourceServerResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'LimitExceededException', 'OperationNotEnabledException', 'InternalErrorException'] },
  CreateTerms: { input: 'CreateTermsRequest', output: 'CreateTermsResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'ConcurrentModificationException', 'TermsExistsException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'LimitExceededException', 'OperationNotEnabledException', 'InternalErrorException'] },
  CreateUserImportJob: { input: 'CreateUserImportJobRequest', output: 'CreateUserImportJobResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'PreconditionNotMetException', 'NotAuthorizedException', 'LimitExceededException', 'OperationNotEnabledException', 'InternalErrorException'] },
  CreateUserPool: { input: 'CreateUserPoolRequest', output: 'CreateUserPoolResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'LimitExceededException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'InvalidEmailRoleAccessPolicyException', 'NotAuthorizedException', 'UserPoolTaggingException', 'InternalErrorException', 'TierChangeNotAllowedException', 'FeatureUnavailableInTierException'] },
  CreateUserPoolClient: { input: 'CreateUserPoolClientRequest', output: 'CreateUserPoolClientResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'LimitExceededException', 'NotAuthorizedException', 'ScopeDoesNotExistException', 'InvalidOAuthFlowException', 'OperationNotEnabledException', 'InternalErrorException', 'FeatureUnavailableInTierException'] },
  CreateUserPoolDomain: { input: 'CreateUserPoolDomainRequest', output: 'CreateUserPoolDomainResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'NotAuthorizedException', 'ConcurrentModificationException', 'ResourceNotFoundException', 'LimitExceededException', 'InternalErrorException', 'OperationNotEnabledException', 'FeatureUnavailableInTierException'] },
  CreateUserPoolReplica: { input: 'CreateUserPoolReplicaRequest', output: 'CreateUserPoolReplicaResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'LimitExceededException', 'NotAuthorizedException', 'UserPoolTaggingException', 'OperationNotEnabledException', 'InternalErrorException', 'ResourceNotFoundException', 'FeatureUnavailableInTierException'] },
  DeleteGroup: { input: 'DeleteGroupRequest', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DeleteIdentityProvider: { input: 'DeleteIdentityProviderRequest', caller: 'sigv4', errors: ['InvalidParameterException', 'UnsupportedIdentityProviderException', 'ConcurrentModificationException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException'] },
  DeleteManagedLoginBranding: { input: 'DeleteManagedLoginBrandingRequest', caller: 'sigv4', errors: ['ResourceNotFoundException', 'ConcurrentModificationException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DeleteResourceServer: { input: 'DeleteResourceServerRequest', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DeleteTerms: { input: 'DeleteTermsRequest', caller: 'sigv4', errors: ['ResourceNotFoundException', 'ConcurrentModificationException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DeleteUser: { input: 'DeleteUserRequest', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  DeleteUserAttributes: { input: 'DeleteUserAttributesRequest', output: 'DeleteUserAttributesResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  DeleteUserPool: { input: 'DeleteUserPoolRequest', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserImportInProgressException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DeleteUserPoolClient: { input: 'DeleteUserPoolClientRequest', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'ConcurrentModificationException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DeleteUserPoolClientSecret: { input: 'DeleteUserPoolClientSecretRequest', output: 'DeleteUserPoolClientSecretResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'InternalServerException', 'TooManyRequestsException', 'LimitExceededException', 'ResourceNotFoundException'] },
  DeleteUserPoolDomain: { input: 'DeleteUserPoolDomainRequest', output: 'DeleteUserPoolDomainResponse', caller: 'sigv4', errors: ['NotAuthorizedException', 'InvalidParameterException', 'ConcurrentModificationException', 'ResourceNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DeleteUserPoolReplica: { input: 'DeleteUserPoolReplicaRequest', output: 'DeleteUserPoolReplicaResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException', 'ResourceNotFoundException'] },
  DeleteWebAuthnCredential: { input: 'DeleteWebAuthnCredentialRequest', output: 'DeleteWebAuthnCredentialResponse', caller: 'accessToken', errors: ['ForbiddenException', 'InternalErrorException', 'InvalidParameterException', 'TooManyRequestsException', 'LimitExceededException', 'PasswordResetRequiredException', 'NotAuthorizedException', 'ResourceNotFoundException', 'OperationNotEnabledException'] },
  DescribeIdentityProvider: { input: 'DescribeIdentityProviderRequest', output: 'DescribeIdentityProviderResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException'] },
  DescribeManagedLoginBranding: { input: 'DescribeManagedLoginBrandingRequest', output: 'DescribeManagedLoginBrandingResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeManagedLoginBrandingByClient: { input: 'DescribeManagedLoginBrandingByClientRequest', output: 'DescribeManagedLoginBrandingByClientResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeResourceServer: { input: 'DescribeResourceServerRequest', output: 'DescribeResourceServerResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeRiskConfiguration: { input: 'DescribeRiskConfigurationRequest', output: 'DescribeRiskConfigurationResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserPoolAddOnNotEnabledException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeTerms: { input: 'DescribeTermsRequest', output: 'DescribeTermsResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeTermsByClient: { input: 'DescribeTermsByClientRequest', output: 'DescribeTermsByClientResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeUserImportJob: { input: 'DescribeUserImportJobRequest', output: 'DescribeUserImportJobResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeUserPool: { input: 'DescribeUserPoolRequest', output: 'DescribeUserPoolResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserPoolTaggingException', 'OperationNotEnabledException', 'InternalErrorException'] },
  DescribeUserPoolClient: { input: 'DescribeUserPoolClientRequest', output: 'DescribeUserPoolClientResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'OperationNotEnabledException', 'NotAuthorizedException', 'InternalErrorException'] },
  DescribeUserPoolDomain: { input: 'DescribeUserPoolDomainRequest', output: 'DescribeUserPoolDomainResponse', caller: 'sigv4', errors: ['NotAuthorizedException', 'InvalidParameterException', 'ResourceNotFoundException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ForgetDevice: { input: 'ForgetDeviceRequest', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'InvalidUserPoolConfigurationException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  ForgotPassword: { input: 'ForgotPasswordRequest', output: 'ForgotPasswordResponse', caller: 'unsigned', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'NotAuthorizedException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'LimitExceededException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'InvalidEmailRoleAccessPolicyException', 'CodeDeliveryFailureException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  GetCSVHeader: { input: 'GetCSVHeaderRequest', output: 'GetCSVHeaderResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  GetClientToken: { input: 'GetClientTokenRequest', output: 'GetClientTokenResponse', caller: 'unsigned', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException', 'OperationNotEnabledException', 'ForbiddenException'] },
  GetDevice: { input: 'GetDeviceRequest', output: 'GetDeviceResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'InvalidUserPoolConfigurationException', 'NotAuthorizedException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  GetGroup: { input: 'GetGroupRequest', output: 'GetGroupResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  GetIdentityProviderByIdentifier: { input: 'GetIdentityProviderByIdentifierRequest', output: 'GetIdentityProviderByIdentifierResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException'] },
  GetLogDeliveryConfiguration: { input: 'GetLogDeliveryConfigurationRequest', output: 'GetLogDeliveryConfigurationResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'InternalErrorException', 'TooManyRequestsException', 'NotAuthorizedException', 'ResourceNotFoundException'] },
  GetProvisionedLimit: { input: 'GetProvisionedLimitRequest', output: 'GetProvisionedLimitResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException'] },
  GetSigningCertificate: { input: 'GetSigningCertificateRequest', output: 'GetSigningCertificateResponse', caller: 'sigv4', errors: ['InternalErrorException', 'InvalidParameterException', 'ResourceNotFoundException', 'OperationNotEnabledException'] },
  GetTokensFromRefreshToken: { input: 'GetTokensFromRefreshTokenRequest', output: 'GetTokensFromRefreshTokenResponse', caller: 'unsigned', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'UserNotFoundException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'ForbiddenException', 'RefreshTokenReuseException', 'OperationNotEnabledException', 'InternalErrorException'] },
  GetUICustomization: { input: 'GetUICustomizationRequest', output: 'GetUICustomizationResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'OperationNotEnabledException', 'TooManyRequestsException', 'InternalErrorException'] },
  GetUser: { input: 'GetUserRequest', output: 'GetUserResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  GetUserAttributeVerificationCode: { input: 'GetUserAttributeVerificationCodeRequest', output: 'GetUserAttributeVerificationCodeResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'InvalidEmailRoleAccessPolicyException', 'CodeDeliveryFailureException', 'LimitExceededException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  GetUserAuthFactors: { input: 'GetUserAuthFactorsRequest', output: 'GetUserAuthFactorsResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  GetUserPoolClientSessionConfiguration: { input: 'GetUserPoolClientSessionConfigurationRequest', output: 'GetUserPoolClientSessionConfigurationResponse', caller: 'sigv4', errors: ['InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'ResourceNotFoundException', 'TooManyRequestsException'] },
  GetUserPoolMfaConfig: { input: 'GetUserPoolMfaConfigRequest', output: 'GetUserPoolMfaConfigResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'ResourceNotFoundException', 'NotAuthorizedException', 'InternalErrorException'] },
  GetUserPoolSessionConfiguration: { input: 'GetUserPoolSessionConfigurationRequest', output: 'GetUserPoolSessionConfigurationResponse', caller: 'sigv4', errors: ['InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'ResourceNotFoundException', 'TooManyRequestsException'] },
  GlobalSignOut: { input: 'GlobalSignOutRequest', output: 'GlobalSignOutResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  InitiateAuth: { input: 'InitiateAuthRequest', output: 'InitiateAuthResponse', caller: 'unsigned', errors: ['UnsupportedOperationException', 'ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'TooManyRequestsException', 'UnexpectedLambdaException', 'InvalidUserPoolConfigurationException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'InternalErrorException', 'InvalidSmsRoleAccessPolicyException', 'InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'OperationNotEnabledException', 'ForbiddenException'] },
  ListDevices: { input: 'ListDevicesRequest', output: 'ListDevicesResponse', caller: 'accessToken', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'InvalidUserPoolConfigurationException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  ListGroups: { input: 'ListGroupsRequest', output: 'ListGroupsResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListIdentityProviders: { input: 'ListIdentityProvidersRequest', output: 'ListIdentityProvidersResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException'] },
  ListResourceServers: { input: 'ListResourceServersRequest', output: 'ListResourceServersResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListTagsForResource: { input: 'ListTagsForResourceRequest', output: 'ListTagsForResourceResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InvalidParameterException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListTerms: { input: 'ListTermsRequest', output: 'ListTermsResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListUserImportJobs: { input: 'ListUserImportJobsRequest', output: 'ListUserImportJobsResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListUserPoolClientSecrets: { input: 'ListUserPoolClientSecretsRequest', output: 'ListUserPoolClientSecretsResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'InternalServerException', 'TooManyRequestsException', 'LimitExceededException', 'ResourceNotFoundException'] },
  ListUserPoolClients: { input: 'ListUserPoolClientsRequest', output: 'ListUserPoolClientsResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListUserPoolReplicas: { input: 'ListUserPoolReplicasRequest', output: 'ListUserPoolReplicasResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException', 'ResourceNotFoundException'] },
  ListUserPools: { input: 'ListUserPoolsRequest', output: 'ListUserPoolsResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'InternalErrorException'] },
  ListUserSessions: { input: 'ListUserSessionsRequest', output: 'ListUserSessionsResponse', caller: 'accessToken', errors: ['ForbiddenException', 'InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'PasswordResetRequiredException', 'ResourceNotFoundException', 'TooManyRequestsException', 'UserNotConfirmedException', 'UserNotFoundException'] },
  ListUsers: { input: 'ListUsersRequest', output: 'ListUsersResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListUsersInGroup: { input: 'ListUsersInGroupRequest', output: 'ListUsersInGroupResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  ListWebAuthnCredentials: { input: 'ListWebAuthnCredentialsRequest', output: 'ListWebAuthnCredentialsResponse', caller: 'accessToken', errors: ['ForbiddenException', 'InternalErrorException', 'InvalidParameterException', 'TooManyRequestsException', 'LimitExceededException', 'PasswordResetRequiredException', 'NotAuthorizedException', 'OperationNotEnabledException'] },
  ResendConfirmationCode: { input: 'ResendConfirmationCodeRequest', output: 'ResendConfirmationCodeResponse', caller: 'unsigned', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'NotAuthorizedException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'LimitExceededException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'InvalidEmailRoleAccessPolicyException', 'CodeDeliveryFailureException', 'UserNotFoundException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  RespondToAuthChallenge: { input: 'RespondToAuthChallengeRequest', output: 'RespondToAuthChallengeResponse', caller: 'unsigned', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'CodeMismatchException', 'ExpiredCodeException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidPasswordException', 'PasswordHistoryPolicyViolationException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'InvalidUserPoolConfigurationException', 'MFAMethodNotFoundException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'InvalidEmailRoleAccessPolicyException', 'AliasExistsException', 'InternalErrorException', 'SoftwareTokenMFANotFoundException', 'ForbiddenException', 'OperationNotEnabledException'] },
  RevokeToken: { input: 'RevokeTokenRequest', output: 'RevokeTokenResponse', caller: 'unsigned', errors: ['TooManyRequestsException', 'InternalErrorException', 'UnauthorizedException', 'InvalidParameterException', 'UnsupportedOperationException', 'UnsupportedTokenTypeException', 'ForbiddenException', 'OperationNotEnabledException'] },
  RevokeUserSession: { input: 'RevokeUserSessionRequest', output: 'RevokeUserSessionResponse', caller: 'accessToken', errors: ['ForbiddenException', 'InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'PasswordResetRequiredException', 'ResourceNotFoundException', 'TooManyRequestsException', 'UserNotConfirmedException', 'UserNotFoundException'] },
  SetLogDeliveryConfiguration: { input: 'SetLogDeliveryConfigurationRequest', output: 'SetLogDeliveryConfigurationResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'InternalErrorException', 'TooManyRequestsException', 'NotAuthorizedException', 'ResourceNotFoundException', 'FeatureUnavailableInTierException'] },
  SetRiskConfiguration: { input: 'SetRiskConfigurationRequest', output: 'SetRiskConfigurationResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserPoolAddOnNotEnabledException', 'CodeDeliveryFailureException', 'InvalidEmailRoleAccessPolicyException', 'OperationNotEnabledException', 'InternalErrorException'] },
  SetUICustomization: { input: 'SetUICustomizationRequest', output: 'SetUICustomizationResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException'] },
  SetUserMFAPreference: { input: 'SetUserMFAPreferenceRequest', output: 'SetUserMFAPreferenceResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  SetUserPoolClientSessionConfiguration: { input: 'SetUserPoolClientSessionConfigurationRequest', output: 'SetUserPoolClientSessionConfigurationResponse', caller: 'sigv4', errors: ['ConcurrentModificationException', 'FeatureUnavailableInTierException', 'InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'ResourceNotFoundException', 'TooManyRequestsException'] },
  SetUserPoolMfaConfig: { input: 'SetUserPoolMfaConfigRequest', output: 'SetUserPoolMfaConfigResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'ConcurrentModificationException', 'ResourceNotFoundException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException', 'FeatureUnavailableInTierException'] },
  SetUserPoolSessionConfiguration: { input: 'SetUserPoolSessionConfigurationRequest', output: 'SetUserPoolSessionConfigurationResponse', caller: 'sigv4', errors: ['ConcurrentModificationException', 'FeatureUnavailableInTierException', 'InternalErrorException', 'InvalidParameterException', 'NotAuthorizedException', 'OperationNotEnabledException', 'ResourceNotFoundException', 'TooManyRequestsException'] },
  SetUserSettings: { input: 'SetUserSettingsRequest', output: 'SetUserSettingsResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  SignUp: { input: 'SignUpRequest', output: 'SignUpResponse', caller: 'unsigned', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'NotAuthorizedException', 'InvalidPasswordException', 'InvalidLambdaResponseException', 'UsernameExistsException', 'TooManyRequestsException', 'InternalErrorException', 'LimitExceededException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'InvalidEmailRoleAccessPolicyException', 'CodeDeliveryFailureException', 'OperationNotEnabledException', 'ForbiddenException'] },
  StartUserImportJob: { input: 'StartUserImportJobRequest', output: 'StartUserImportJobResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'InternalErrorException', 'PreconditionNotMetException', 'OperationNotEnabledException', 'NotAuthorizedException'] },
  StartWebAuthnRegistration: { input: 'StartWebAuthnRegistrationRequest', output: 'StartWebAuthnRegistrationResponse', caller: 'accessToken', errors: ['ForbiddenException', 'InternalErrorException', 'InvalidParameterException', 'LimitExceededException', 'NotAuthorizedException', 'TooManyRequestsException', 'WebAuthnNotEnabledException', 'PasswordResetRequiredException', 'WebAuthnConfigurationMissingException', 'OperationNotEnabledException'] },
  StopUserImportJob: { input: 'StopUserImportJobRequest', output: 'StopUserImportJobResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'InternalErrorException', 'PreconditionNotMetException', 'OperationNotEnabledException', 'NotAuthorizedException'] },
  TagResource: { input: 'TagResourceRequest', output: 'TagResourceResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InvalidParameterException', 'OperationNotEnabledException', 'InternalErrorException'] },
  UntagResource: { input: 'UntagResourceRequest', output: 'UntagResourceResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'InvalidParameterException', 'OperationNotEnabledException', 'InternalErrorException'] },
  UpdateAuthEventFeedback: { input: 'UpdateAuthEventFeedbackRequest', output: 'UpdateAuthEventFeedbackResponse', caller: 'unsigned', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserNotFoundException', 'UserPoolAddOnNotEnabledException', 'OperationNotEnabledException', 'InternalErrorException'] },
  UpdateDeviceStatus: { input: 'UpdateDeviceStatusRequest', output: 'UpdateDeviceStatusResponse', caller: 'accessToken', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'InvalidUserPoolConfigurationException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  UpdateGroup: { input: 'UpdateGroupRequest', output: 'UpdateGroupResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  UpdateIdentityProvider: { input: 'UpdateIdentityProviderRequest', output: 'UpdateIdentityProviderResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'UnsupportedIdentityProviderException', 'ResourceNotFoundException', 'ConcurrentModificationException', 'NotAuthorizedException', 'TooManyRequestsException', 'InternalErrorException'] },
  UpdateManagedLoginBranding: { input: 'UpdateManagedLoginBrandingRequest', output: 'UpdateManagedLoginBrandingResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'ConcurrentModificationException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  UpdateProvisionedLimit: { input: 'UpdateProvisionedLimitRequest', output: 'UpdateProvisionedLimitResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'ServiceQuotaExceededException', 'InternalErrorException'] },
  UpdateResourceServer: { input: 'UpdateResourceServerRequest', output: 'UpdateResourceServerResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'NotAuthorizedException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException'] },
  UpdateTerms: { input: 'UpdateTermsRequest', output: 'UpdateTermsResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'ConcurrentModificationException', 'TermsExistsException', 'InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException'] },
  UpdateUserAttributes: { input: 'UpdateUserAttributesRequest', output: 'UpdateUserAttributesResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'CodeMismatchException', 'ExpiredCodeException', 'NotAuthorizedException', 'UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidLambdaResponseException', 'TooManyRequestsException', 'AliasExistsException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'InvalidEmailRoleAccessPolicyException', 'CodeDeliveryFailureException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'ForbiddenException'] },
  UpdateUserPool: { input: 'UpdateUserPoolRequest', output: 'UpdateUserPoolResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'ConcurrentModificationException', 'TooManyRequestsException', 'NotAuthorizedException', 'UserImportInProgressException', 'InternalErrorException', 'InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException', 'UserPoolTaggingException', 'InvalidEmailRoleAccessPolicyException', 'OperationNotEnabledException', 'TierChangeNotAllowedException', 'FeatureUnavailableInTierException'] },
  UpdateUserPoolClient: { input: 'UpdateUserPoolClientRequest', output: 'UpdateUserPoolClientResponse', caller: 'sigv4', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'ConcurrentModificationException', 'TooManyRequestsException', 'NotAuthorizedException', 'ScopeDoesNotExistException', 'InvalidOAuthFlowException', 'OperationNotEnabledException', 'InternalErrorException', 'FeatureUnavailableInTierException'] },
  UpdateUserPoolDomain: { input: 'UpdateUserPoolDomainRequest', output: 'UpdateUserPoolDomainResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'NotAuthorizedException', 'ConcurrentModificationException', 'ResourceNotFoundException', 'TooManyRequestsException', 'OperationNotEnabledException', 'InternalErrorException', 'FeatureUnavailableInTierException'] },
  UpdateUserPoolReplica: { input: 'UpdateUserPoolReplicaRequest', output: 'UpdateUserPoolReplicaResponse', caller: 'sigv4', errors: ['InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException', 'OperationNotEnabledException', 'InternalErrorException', 'ResourceNotFoundException'] },
  VerifySoftwareToken: { input: 'VerifySoftwareTokenRequest', output: 'VerifySoftwareTokenResponse', caller: 'accessToken', errors: ['InvalidParameterException', 'ResourceNotFoundException', 'InvalidUserPoolConfigurationException', 'NotAuthorizedException', 'TooManyRequestsException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'InternalErrorException', 'EnableSoftwareTokenMFAException', 'NotAuthorizedException', 'SoftwareTokenMFANotFoundException', 'CodeMismatchException', 'ForbiddenException', 'OperationNotEnabledException'] },
  VerifyUserAttribute: { input: 'VerifyUserAttributeRequest', output: 'VerifyUserAttributeResponse', caller: 'accessToken', errors: ['ResourceNotFoundException', 'InvalidParameterException', 'CodeMismatchException', 'ExpiredCodeException', 'NotAuthorizedException', 'TooManyRequestsException', 'LimitExceededException', 'PasswordResetRequiredException', 'UserNotFoundException', 'UserNotConfirmedException', 'OperationNotEnabledException', 'InternalErrorException', 'AliasExistsException', 'ForbiddenException'] },
}
