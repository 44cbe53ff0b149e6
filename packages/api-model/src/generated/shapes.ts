// Made by scripts/generate.ts from model/cognito-idp.json. Change the script or the model, not this file.

import type { Shape } from '../shape.ts'

export type ShapeName =
  | 'AWSAccountIdType'
  | 'AccessTokenValidityType'
  | 'AccountRecoverySettingType'
  | 'AccountTakeoverActionNotifyType'
  | 'AccountTakeoverActionType'
  | 'AccountTakeoverActionsType'
  | 'AccountTakeoverEventActionType'
  | 'AccountTakeoverRiskConfigurationType'
  | 'AcrConfigurationType'
  | 'AcrLevelConfigType'
  | 'AcrValueType'
  | 'AddCustomAttributesRequest'
  | 'AddCustomAttributesResponse'
  | 'AddUserPoolClientSecretRequest'
  | 'AddUserPoolClientSecretResponse'
  | 'AdminAddUserToGroupRequest'
  | 'AdminConfirmSignUpRequest'
  | 'AdminConfirmSignUpResponse'
  | 'AdminCreateUserConfigType'
  | 'AdminCreateUserRequest'
  | 'AdminCreateUserResponse'
  | 'AdminCreateUserUnusedAccountValidityDaysType'
  | 'AdminDeleteSoftwareTokenRequest'
  | 'AdminDeleteSoftwareTokenResponse'
  | 'AdminDeleteUserAttributesRequest'
  | 'AdminDeleteUserAttributesResponse'
  | 'AdminDeleteUserRequest'
  | 'AdminDisableProviderForUserRequest'
  | 'AdminDisableProviderForUserResponse'
  | 'AdminDisableUserRequest'
  | 'AdminDisableUserResponse'
  | 'AdminEnableUserRequest'
  | 'AdminEnableUserResponse'
  | 'AdminForgetDeviceRequest'
  | 'AdminGetDeviceRequest'
  | 'AdminGetDeviceResponse'
  | 'AdminGetUserAuthFactorsRequest'
  | 'AdminGetUserAuthFactorsResponse'
  | 'AdminGetUserRequest'
  | 'AdminGetUserResponse'
  | 'AdminInitiateAuthRequest'
  | 'AdminInitiateAuthResponse'
  | 'AdminLinkProviderForUserRequest'
  | 'AdminLinkProviderForUserResponse'
  | 'AdminListDevicesRequest'
  | 'AdminListDevicesResponse'
  | 'AdminListGroupsForUserRequest'
  | 'AdminListGroupsForUserResponse'
  | 'AdminListUserAuthEventsRequest'
  | 'AdminListUserAuthEventsResponse'
  | 'AdminListUserSessionsRequest'
  | 'AdminListUserSessionsResponse'
  | 'AdminRemoveUserFromGroupRequest'
  | 'AdminResetUserPasswordRequest'
  | 'AdminResetUserPasswordResponse'
  | 'AdminRespondToAuthChallengeRequest'
  | 'AdminRespondToAuthChallengeResponse'
  | 'AdminRevokeUserSessionRequest'
  | 'AdminRevokeUserSessionResponse'
  | 'AdminSetUserMFAPreferenceRequest'
  | 'AdminSetUserMFAPreferenceResponse'
  | 'AdminSetUserPasswordRequest'
  | 'AdminSetUserPasswordResponse'
  | 'AdminSetUserSettingsRequest'
  | 'AdminSetUserSettingsResponse'
  | 'AdminUpdateAuthEventFeedbackRequest'
  | 'AdminUpdateAuthEventFeedbackResponse'
  | 'AdminUpdateDeviceStatusRequest'
  | 'AdminUpdateDeviceStatusResponse'
  | 'AdminUpdateUserAttributesRequest'
  | 'AdminUpdateUserAttributesResponse'
  | 'AdminUserGlobalSignOutRequest'
  | 'AdminUserGlobalSignOutResponse'
  | 'AdvancedSecurityAdditionalFlowsType'
  | 'AdvancedSecurityEnabledModeType'
  | 'AdvancedSecurityModeType'
  | 'AliasAttributeType'
  | 'AliasAttributesListType'
  | 'AllowedFirstAuthFactorsListType'
  | 'AnalyticsConfigurationType'
  | 'AnalyticsMetadataType'
  | 'ArnType'
  | 'AssetBytesType'
  | 'AssetCategoryType'
  | 'AssetExtensionType'
  | 'AssetListType'
  | 'AssetType'
  | 'AssociateSoftwareTokenRequest'
  | 'AssociateSoftwareTokenResponse'
  | 'AttributeDataType'
  | 'AttributeListType'
  | 'AttributeMappingKeyType'
  | 'AttributeMappingType'
  | 'AttributeNameListType'
  | 'AttributeNameType'
  | 'AttributeType'
  | 'AttributeValueType'
  | 'AttributesRequireVerificationBeforeUpdateType'
  | 'AuthEventType'
  | 'AuthEventsType'
  | 'AuthFactorType'
  | 'AuthFlowType'
  | 'AuthParametersType'
  | 'AuthSessionValidityType'
  | 'AuthenticationResultType'
  | 'AvailableChallengeListType'
  | 'BlockedIPRangeListType'
  | 'BooleanType'
  | 'CSSType'
  | 'CSSVersionType'
  | 'CallbackURLsListType'
  | 'ChallengeName'
  | 'ChallengeNameType'
  | 'ChallengeParametersType'
  | 'ChallengeResponse'
  | 'ChallengeResponseListType'
  | 'ChallengeResponseType'
  | 'ChallengeResponsesType'
  | 'ChangePasswordRequest'
  | 'ChangePasswordResponse'
  | 'ClientAuthenticationResultType'
  | 'ClientIdType'
  | 'ClientMetadataType'
  | 'ClientNameType'
  | 'ClientPermissionListType'
  | 'ClientPermissionType'
  | 'ClientSSOSessionConfigType'
  | 'ClientSecretDescriptorListType'
  | 'ClientSecretDescriptorType'
  | 'ClientSecretIdType'
  | 'ClientSecretType'
  | 'ClientTypeType'
  | 'CloudWatchLogsConfigurationType'
  | 'CodeDeliveryDetailsListType'
  | 'CodeDeliveryDetailsType'
  | 'ColorSchemeModeType'
  | 'CompleteWebAuthnRegistrationRequest'
  | 'CompleteWebAuthnRegistrationResponse'
  | 'CompletionMessageType'
  | 'CompromisedCredentialsActionsType'
  | 'CompromisedCredentialsEventActionType'
  | 'CompromisedCredentialsRiskConfigurationType'
  | 'ConfiguredUserAuthFactorsListType'
  | 'ConfirmDeviceRequest'
  | 'ConfirmDeviceResponse'
  | 'ConfirmForgotPasswordRequest'
  | 'ConfirmForgotPasswordResponse'
  | 'ConfirmSignUpRequest'
  | 'ConfirmSignUpResponse'
  | 'ConfirmationCodeType'
  | 'ContextDataType'
  | 'CreateGroupRequest'
  | 'CreateGroupResponse'
  | 'CreateIdentityProviderRequest'
  | 'CreateIdentityProviderResponse'
  | 'CreateManagedLoginBrandingRequest'
  | 'CreateManagedLoginBrandingResponse'
  | 'CreateResourceServerRequest'
  | 'CreateResourceServerResponse'
  | 'CreateTermsRequest'
  | 'CreateTermsResponse'
  | 'CreateUserImportJobRequest'
  | 'CreateUserImportJobResponse'
  | 'CreateUserPoolClientRequest'
  | 'CreateUserPoolClientResponse'
  | 'CreateUserPoolDomainRequest'
  | 'CreateUserPoolDomainResponse'
  | 'CreateUserPoolReplicaRequest'
  | 'CreateUserPoolReplicaResponse'
  | 'CreateUserPoolRequest'
  | 'CreateUserPoolResponse'
  | 'CustomAttributeNameType'
  | 'CustomAttributesListType'
  | 'CustomDomainConfigType'
  | 'CustomEmailLambdaVersionConfigType'
  | 'CustomEmailSenderLambdaVersionType'
  | 'CustomSMSLambdaVersionConfigType'
  | 'CustomSMSSenderLambdaVersionType'
  | 'DateType'
  | 'DcrConfigurationType'
  | 'DefaultEmailOptionType'
  | 'DeleteGroupRequest'
  | 'DeleteIdentityProviderRequest'
  | 'DeleteManagedLoginBrandingRequest'
  | 'DeleteResourceServerRequest'
  | 'DeleteTermsRequest'
  | 'DeleteUserAttributesRequest'
  | 'DeleteUserAttributesResponse'
  | 'DeleteUserPoolClientRequest'
  | 'DeleteUserPoolClientSecretRequest'
  | 'DeleteUserPoolClientSecretResponse'
  | 'DeleteUserPoolDomainRequest'
  | 'DeleteUserPoolDomainResponse'
  | 'DeleteUserPoolReplicaRequest'
  | 'DeleteUserPoolReplicaResponse'
  | 'DeleteUserPoolRequest'
  | 'DeleteUserRequest'
  | 'DeleteWebAuthnCredentialRequest'
  | 'DeleteWebAuthnCredentialResponse'
  | 'DeletionProtectionType'
  | 'DeliveryMediumListType'
  | 'DeliveryMediumType'
  | 'DescribeIdentityProviderRequest'
  | 'DescribeIdentityProviderResponse'
  | 'DescribeManagedLoginBrandingByClientRequest'
  | 'DescribeManagedLoginBrandingByClientResponse'
  | 'DescribeManagedLoginBrandingRequest'
  | 'DescribeManagedLoginBrandingResponse'
  | 'DescribeResourceServerRequest'
  | 'DescribeResourceServerResponse'
  | 'DescribeRiskConfigurationRequest'
  | 'DescribeRiskConfigurationResponse'
  | 'DescribeTermsByClientRequest'
  | 'DescribeTermsByClientResponse'
  | 'DescribeTermsRequest'
  | 'DescribeTermsResponse'
  | 'DescribeUserImportJobRequest'
  | 'DescribeUserImportJobResponse'
  | 'DescribeUserPoolClientRequest'
  | 'DescribeUserPoolClientResponse'
  | 'DescribeUserPoolDomainRequest'
  | 'DescribeUserPoolDomainResponse'
  | 'DescribeUserPoolRequest'
  | 'DescribeUserPoolResponse'
  | 'DescriptionType'
  | 'DeviceConfigurationType'
  | 'DeviceKeyType'
  | 'DeviceListType'
  | 'DeviceNameType'
  | 'DeviceRememberedStatusType'
  | 'DeviceSecretVerifierConfigType'
  | 'DeviceType'
  | 'Document'
  | 'DomainDescriptionType'
  | 'DomainStatusType'
  | 'DomainType'
  | 'DomainVersionType'
  | 'EmailAddressType'
  | 'EmailConfigurationType'
  | 'EmailInviteMessageType'
  | 'EmailMfaConfigType'
  | 'EmailMfaMessageType'
  | 'EmailMfaSettingsType'
  | 'EmailMfaSubjectType'
  | 'EmailNotificationBodyType'
  | 'EmailNotificationSubjectType'
  | 'EmailSendingAccountType'
  | 'EmailVerificationMessageByLinkType'
  | 'EmailVerificationMessageType'
  | 'EmailVerificationSubjectByLinkType'
  | 'EmailVerificationSubjectType'
  | 'EncryptionKeyArnType'
  | 'EncryptionKeyType'
  | 'EumsSmsConfigurationType'
  | 'EventContextDataType'
  | 'EventFeedbackType'
  | 'EventFilterType'
  | 'EventFiltersType'
  | 'EventIdType'
  | 'EventResponseType'
  | 'EventRiskType'
  | 'EventSourceName'
  | 'EventType'
  | 'ExplicitAuthFlowsListType'
  | 'ExplicitAuthFlowsType'
  | 'FailoverType'
  | 'FeatureType'
  | 'FeedbackValueType'
  | 'FirehoseConfigurationType'
  | 'ForceAliasCreation'
  | 'ForgetDeviceRequest'
  | 'ForgotPasswordRequest'
  | 'ForgotPasswordResponse'
  | 'GenerateSecret'
  | 'GetCSVHeaderRequest'
  | 'GetCSVHeaderResponse'
  | 'GetClientTokenRequest'
  | 'GetClientTokenResponse'
  | 'GetDeviceRequest'
  | 'GetDeviceResponse'
  | 'GetGroupRequest'
  | 'GetGroupResponse'
  | 'GetIdentityProviderByIdentifierRequest'
  | 'GetIdentityProviderByIdentifierResponse'
  | 'GetLogDeliveryConfigurationRequest'
  | 'GetLogDeliveryConfigurationResponse'
  | 'GetProvisionedLimitRequest'
  | 'GetProvisionedLimitResponse'
  | 'GetSigningCertificateRequest'
  | 'GetSigningCertificateResponse'
  | 'GetTokensFromRefreshTokenRequest'
  | 'GetTokensFromRefreshTokenResponse'
  | 'GetUICustomizationRequest'
  | 'GetUICustomizationResponse'
  | 'GetUserAttributeVerificationCodeRequest'
  | 'GetUserAttributeVerificationCodeResponse'
  | 'GetUserAuthFactorsRequest'
  | 'GetUserAuthFactorsResponse'
  | 'GetUserPoolClientSessionConfigurationRequest'
  | 'GetUserPoolClientSessionConfigurationResponse'
  | 'GetUserPoolMfaConfigRequest'
  | 'GetUserPoolMfaConfigResponse'
  | 'GetUserPoolSessionConfigurationRequest'
  | 'GetUserPoolSessionConfigurationResponse'
  | 'GetUserRequest'
  | 'GetUserResponse'
  | 'GlobalSignOutRequest'
  | 'GlobalSignOutResponse'
  | 'GroupListType'
  | 'GroupNameType'
  | 'GroupType'
  | 'HealthCheckIdType'
  | 'HexStringType'
  | 'HttpHeader'
  | 'HttpHeaderList'
  | 'IdTokenValidityType'
  | 'IdentityProviderType'
  | 'IdentityProviderTypeType'
  | 'IdpIdentifierType'
  | 'IdpIdentifiersListType'
  | 'ImageFileType'
  | 'ImageUrlType'
  | 'InboundFederationLambdaType'
  | 'InboundFederationLambdaVersionType'
  | 'InitiateAuthRequest'
  | 'InitiateAuthResponse'
  | 'IntegerType'
  | 'InvalidParameterExceptionReasonCodeType'
  | 'IssuerConfigurationType'
  | 'IssuerType'
  | 'KeyConfigurationType'
  | 'LambdaConfigType'
  | 'LanguageIdType'
  | 'LimitClass'
  | 'LimitDefinitionType'
  | 'LimitType'
  | 'LinkUrlType'
  | 'LinksType'
  | 'ListDevicesRequest'
  | 'ListDevicesResponse'
  | 'ListGroupsRequest'
  | 'ListGroupsResponse'
  | 'ListIdentityProvidersRequest'
  | 'ListIdentityProvidersResponse'
  | 'ListOfStringTypes'
  | 'ListProvidersLimitType'
  | 'ListResourceServersLimitType'
  | 'ListResourceServersRequest'
  | 'ListResourceServersResponse'
  | 'ListTagsForResourceRequest'
  | 'ListTagsForResourceResponse'
  | 'ListTermsRequest'
  | 'ListTermsRequestMaxResultsInteger'
  | 'ListTermsResponse'
  | 'ListUserImportJobsRequest'
  | 'ListUserImportJobsResponse'
  | 'ListUserPoolClientSecretsRequest'
  | 'ListUserPoolClientSecretsResponse'
  | 'ListUserPoolClientsRequest'
  | 'ListUserPoolClientsResponse'
  | 'ListUserPoolReplicasRequest'
  | 'ListUserPoolReplicasResponse'
  | 'ListUserPoolsRequest'
  | 'ListUserPoolsResponse'
  | 'ListUserSessionsRequest'
  | 'ListUserSessionsResponse'
  | 'ListUsersInGroupRequest'
  | 'ListUsersInGroupResponse'
  | 'ListUsersRequest'
  | 'ListUsersResponse'
  | 'ListWebAuthnCredentialsRequest'
  | 'ListWebAuthnCredentialsResponse'
  | 'LogConfigurationListType'
  | 'LogConfigurationType'
  | 'LogDeliveryConfigurationType'
  | 'LogLevel'
  | 'LogoutURLsListType'
  | 'LongType'
  | 'MFAOptionListType'
  | 'MFAOptionType'
  | 'ManagedLoginBrandingIdType'
  | 'ManagedLoginBrandingType'
  | 'MessageActionType'
  | 'MessageTemplateType'
  | 'MessageType'
  | 'NewDeviceMetadataType'
  | 'NotifyConfigurationType'
  | 'NotifyEmailType'
  | 'NumberAttributeConstraintsType'
  | 'OAuthFlowType'
  | 'OAuthFlowsType'
  | 'OptionalArnType'
  | 'PaginationKey'
  | 'PaginationKeyType'
  | 'PasswordHashingAlgorithmType'
  | 'PasswordHistorySizeType'
  | 'PasswordPolicyMinLengthType'
  | 'PasswordPolicyType'
  | 'PasswordType'
  | 'PoolQueryLimitType'
  | 'PreSignedUrlType'
  | 'PreTokenGenerationLambdaVersionType'
  | 'PreTokenGenerationVersionConfigType'
  | 'PrecedenceType'
  | 'PreventUserExistenceErrorTypes'
  | 'PriorityType'
  | 'ProviderDescription'
  | 'ProviderDetailsType'
  | 'ProviderNameType'
  | 'ProviderNameTypeV2'
  | 'ProviderUserIdentifierType'
  | 'ProvidersListType'
  | 'QueryLimit'
  | 'QueryLimitType'
  | 'RecoveryMechanismsType'
  | 'RecoveryOptionNameType'
  | 'RecoveryOptionType'
  | 'RedirectUrlType'
  | 'RefreshTokenRotationType'
  | 'RefreshTokenValidityType'
  | 'RegionCodeType'
  | 'RegionNameType'
  | 'RelyingPartyIdType'
  | 'ReplicaRegionsType'
  | 'ReplicaRoleType'
  | 'ReplicaStatusType'
  | 'ResendConfirmationCodeRequest'
  | 'ResendConfirmationCodeResponse'
  | 'ResourceIdType'
  | 'ResourceServerIdentifierType'
  | 'ResourceServerNameType'
  | 'ResourceServerScopeDescriptionType'
  | 'ResourceServerScopeListType'
  | 'ResourceServerScopeNameType'
  | 'ResourceServerScopeType'
  | 'ResourceServerType'
  | 'ResourceServersListType'
  | 'RespondToAuthChallengeRequest'
  | 'RespondToAuthChallengeResponse'
  | 'RetryGracePeriodSecondsType'
  | 'RevokeAssociatedSessionsType'
  | 'RevokeTokenRequest'
  | 'RevokeTokenResponse'
  | 'RevokeUserSessionRequest'
  | 'RevokeUserSessionResponse'
  | 'RiskConfigurationType'
  | 'RiskDecisionType'
  | 'RiskExceptionConfigurationType'
  | 'RiskLevelType'
  | 'RoutingType'
  | 'S3ArnType'
  | 'S3BucketType'
  | 'S3ConfigurationType'
  | 'SESConfigurationSet'
  | 'SMSMfaSettingsType'
  | 'SSOSessionMaxValidityMinutesType'
  | 'SchemaAttributeType'
  | 'SchemaAttributesListType'
  | 'ScopeListType'
  | 'ScopeType'
  | 'SearchPaginationTokenType'
  | 'SearchedAttributeNamesListType'
  | 'SecretCodeType'
  | 'SecretHashType'
  | 'SecurityPolicyType'
  | 'SessionDescriptionType'
  | 'SessionIpAddressType'
  | 'SessionLocationType'
  | 'SessionType'
  | 'SessionTypeType'
  | 'SessionsListType'
  | 'SetLogDeliveryConfigurationRequest'
  | 'SetLogDeliveryConfigurationResponse'
  | 'SetRiskConfigurationRequest'
  | 'SetRiskConfigurationResponse'
  | 'SetUICustomizationRequest'
  | 'SetUICustomizationResponse'
  | 'SetUserMFAPreferenceRequest'
  | 'SetUserMFAPreferenceResponse'
  | 'SetUserPoolClientSessionConfigurationRequest'
  | 'SetUserPoolClientSessionConfigurationResponse'
  | 'SetUserPoolMfaConfigRequest'
  | 'SetUserPoolMfaConfigResponse'
  | 'SetUserPoolSessionConfigurationRequest'
  | 'SetUserPoolSessionConfigurationResponse'
  | 'SetUserSettingsRequest'
  | 'SetUserSettingsResponse'
  | 'SignInPolicyType'
  | 'SignUpRequest'
  | 'SignUpResponse'
  | 'SkippedIPRangeListType'
  | 'SmsConfigurationType'
  | 'SmsInviteMessageType'
  | 'SmsMfaConfigType'
  | 'SmsVerificationMessageType'
  | 'SoftwareTokenMFAUserCodeType'
  | 'SoftwareTokenMfaConfigType'
  | 'SoftwareTokenMfaSettingsType'
  | 'StartUserImportJobRequest'
  | 'StartUserImportJobResponse'
  | 'StartWebAuthnRegistrationRequest'
  | 'StartWebAuthnRegistrationResponse'
  | 'StatusType'
  | 'StopUserImportJobRequest'
  | 'StopUserImportJobResponse'
  | 'StringAttributeConstraintsType'
  | 'StringListType'
  | 'StringMapType'
  | 'StringToStringMapType'
  | 'StringType'
  | 'SupportedIdentityProvidersListType'
  | 'TagKeysType'
  | 'TagResourceRequest'
  | 'TagResourceResponse'
  | 'TagValueType'
  | 'TemporaryPasswordValidityDaysType'
  | 'TermsDescriptionListType'
  | 'TermsDescriptionType'
  | 'TermsEnforcementType'
  | 'TermsIdType'
  | 'TermsNameType'
  | 'TermsSourceType'
  | 'TermsType'
  | 'TimeUnitsType'
  | 'TokenModelType'
  | 'TokenSessionMaxPerUserType'
  | 'TokenValidityUnitsType'
  | 'UICustomizationType'
  | 'UntagResourceRequest'
  | 'UntagResourceResponse'
  | 'UpdateAuthEventFeedbackRequest'
  | 'UpdateAuthEventFeedbackResponse'
  | 'UpdateDeviceStatusRequest'
  | 'UpdateDeviceStatusResponse'
  | 'UpdateGroupRequest'
  | 'UpdateGroupResponse'
  | 'UpdateIdentityProviderRequest'
  | 'UpdateIdentityProviderResponse'
  | 'UpdateManagedLoginBrandingRequest'
  | 'UpdateManagedLoginBrandingResponse'
  | 'UpdateProvisionedLimitRequest'
  | 'UpdateProvisionedLimitResponse'
  | 'UpdateReplicaStatusType'
  | 'UpdateResourceServerRequest'
  | 'UpdateResourceServerResponse'
  | 'UpdateTermsRequest'
  | 'UpdateTermsResponse'
  | 'UpdateUserAttributesRequest'
  | 'UpdateUserAttributesResponse'
  | 'UpdateUserPoolClientRequest'
  | 'UpdateUserPoolClientResponse'
  | 'UpdateUserPoolDomainRequest'
  | 'UpdateUserPoolDomainResponse'
  | 'UpdateUserPoolReplicaRequest'
  | 'UpdateUserPoolReplicaResponse'
  | 'UpdateUserPoolRequest'
  | 'UpdateUserPoolResponse'
  | 'UserAttributeUpdateSettingsType'
  | 'UserContextDataType'
  | 'UserFilterType'
  | 'UserImportJobIdType'
  | 'UserImportJobNameType'
  | 'UserImportJobStatusType'
  | 'UserImportJobType'
  | 'UserImportJobsListType'
  | 'UserMFASettingListType'
  | 'UserPoolAddOnsType'
  | 'UserPoolClientDescription'
  | 'UserPoolClientListType'
  | 'UserPoolClientType'
  | 'UserPoolDescriptionType'
  | 'UserPoolIdType'
  | 'UserPoolListType'
  | 'UserPoolMfaType'
  | 'UserPoolNameType'
  | 'UserPoolPolicyType'
  | 'UserPoolReplicaListType'
  | 'UserPoolReplicaType'
  | 'UserPoolTagsListType'
  | 'UserPoolTagsType'
  | 'UserPoolTierType'
  | 'UserPoolTokenSessionConfigType'
  | 'UserPoolType'
  | 'UserSessionTrackingType'
  | 'UserStatusType'
  | 'UserType'
  | 'UserVerificationType'
  | 'UsernameAttributeType'
  | 'UsernameAttributesListType'
  | 'UsernameConfigurationType'
  | 'UsernameType'
  | 'UsersListType'
  | 'VerificationMessageTemplateType'
  | 'VerifiedAttributeType'
  | 'VerifiedAttributesListType'
  | 'VerifySoftwareTokenRequest'
  | 'VerifySoftwareTokenResponse'
  | 'VerifySoftwareTokenResponseType'
  | 'VerifyUserAttributeRequest'
  | 'VerifyUserAttributeResponse'
  | 'WebAuthnAuthenticatorAttachmentType'
  | 'WebAuthnAuthenticatorTransportType'
  | 'WebAuthnAuthenticatorTransportsList'
  | 'WebAuthnConfigurationType'
  | 'WebAuthnCredentialDescription'
  | 'WebAuthnCredentialDescriptionListType'
  | 'WebAuthnCredentialsQueryLimitType'
  | 'WebAuthnFactorConfigurationType'
  | 'WebAuthnMfaSettingsType'
  | 'WrappedBooleanType'
  | 'WrappedIntegerType'

export const shapes: Readonly<Record<ShapeName, Shape>> = {
  AWSAccountIdType: { type: 'string', max: 12, pattern: '[0-9]+' },
  AccessTokenValidityType: { type: 'integer', min: 1, max: 86400 },
  AccountRecoverySettingType: { type: 'structure', members: { RecoveryMechanisms: 'RecoveryMechanismsType' } },
  AccountTakeoverActionNotifyType: { type: 'boolean' },
  AccountTakeoverActionType: { type: 'structure', members: { Notify: 'AccountTakeoverActionNotifyType', EventAction: 'AccountTakeoverEventActionType' }, required: ['Notify', 'EventAction'] },
  AccountTakeoverActionsType: { type: 'structure', members: { LowAction: 'AccountTakeoverActionType', MediumAction: 'AccountTakeoverActionType', HighAction: 'AccountTakeoverActionType' } },
  AccountTakeoverEventActionType: { type: 'string', enum: ['BLOCK', 'MFA_IF_CONFIGURED', 'MFA_REQUIRED', 'NO_ACTION'] },
  AccountTakeoverRiskConfigurationType: { type: 'structure', members: { NotifyConfiguration: 'NotifyConfigurationType', Actions: 'AccountTakeoverActionsType' }, required: ['Actions'] },
  AcrConfigurationType: { type: 'map', key: 'StringType', value: 'AcrLevelConfigType' },
  AcrLevelConfigType: { type: 'structure', members: { AcrValue: 'AcrValueType' }, required: ['AcrValue'] },
  AcrValueType: { type: 'string', min: 1, max: 64, pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+' },
  AddCustomAttributesRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', CustomAttributes: 'CustomAttributesListType' }, required: ['UserPoolId', 'CustomAttributes'] },
  AddCustomAttributesResponse: { type: 'structure', members: {} },
  AddUserPoolClientSecretRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', ClientSecret: 'ClientSecretType' }, required: ['UserPoolId', 'ClientId'] },
  AddUserPoolClientSecretResponse: { type: 'structure', members: { ClientSecretDescriptor: 'ClientSecretDescriptorType' } },
  AdminAddUserToGroupRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', GroupName: 'GroupNameType' }, required: ['UserPoolId', 'Username', 'GroupName'] },
  AdminConfirmSignUpRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', ClientMetadata: 'ClientMetadataType' }, required: ['UserPoolId', 'Username'] },
  AdminConfirmSignUpResponse: { type: 'structure', members: {} },
  AdminCreateUserConfigType: { type: 'structure', members: { AllowAdminCreateUserOnly: 'BooleanType', UnusedAccountValidityDays: 'AdminCreateUserUnusedAccountValidityDaysType', InviteMessageTemplate: 'MessageTemplateType' } },
  AdminCreateUserRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', UserAttributes: 'AttributeListType', ValidationData: 'AttributeListType', TemporaryPassword: 'PasswordType', ForceAliasCreation: 'ForceAliasCreation', MessageAction: 'MessageActionType', DesiredDeliveryMediums: 'DeliveryMediumListType', ClientMetadata: 'ClientMetadataType' }, required: ['UserPoolId', 'Username'] },
  AdminCreateUserResponse: { type: 'structure', members: { User: 'UserType' } },
  AdminCreateUserUnusedAccountValidityDaysType: { type: 'integer', min: 0, max: 365 },
  AdminDeleteSoftwareTokenRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['UserPoolId', 'Username'] },
  AdminDeleteSoftwareTokenResponse: { type: 'structure', members: {} },
  AdminDeleteUserAttributesRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', UserAttributeNames: 'AttributeNameListType' }, required: ['UserPoolId', 'Username', 'UserAttributeNames'] },
  AdminDeleteUserAttributesResponse: { type: 'structure', members: {} },
  AdminDeleteUserRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['UserPoolId', 'Username'] },
  AdminDisableProviderForUserRequest: { type: 'structure', members: { UserPoolId: 'StringType', User: 'ProviderUserIdentifierType' }, required: ['UserPoolId', 'User'] },
  AdminDisableProviderForUserResponse: { type: 'structure', members: {} },
  AdminDisableUserRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['UserPoolId', 'Username'] },
  AdminDisableUserResponse: { type: 'structure', members: {} },
  AdminEnableUserRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['UserPoolId', 'Username'] },
  AdminEnableUserResponse: { type: 'structure', members: {} },
  AdminForgetDeviceRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', DeviceKey: 'DeviceKeyType' }, required: ['UserPoolId', 'Username', 'DeviceKey'] },
  AdminGetDeviceRequest: { type: 'structure', members: { DeviceKey: 'DeviceKeyType', UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['DeviceKey', 'UserPoolId', 'Username'] },
  AdminGetDeviceResponse: { type: 'structure', members: { Device: 'DeviceType' }, required: ['Device'] },
  AdminGetUserAuthFactorsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['UserPoolId', 'Username'] },
  AdminGetUserAuthFactorsResponse: { type: 'structure', members: { Username: 'UsernameType', PreferredMfaSetting: 'StringType', UserMFASettingList: 'UserMFASettingListType', ConfiguredUserAuthFactors: 'ConfiguredUserAuthFactorsListType' }, required: ['Username'] },
  AdminGetUserRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['UserPoolId', 'Username'] },
  AdminGetUserResponse: { type: 'structure', members: { Username: 'UsernameType', UserAttributes: 'AttributeListType', UserCreateDate: 'DateType', UserLastModifiedDate: 'DateType', Enabled: 'BooleanType', UserStatus: 'UserStatusType', MFAOptions: 'MFAOptionListType', PreferredMfaSetting: 'StringType', UserMFASettingList: 'UserMFASettingListType' }, required: ['Username'] },
  AdminInitiateAuthRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', AuthFlow: 'AuthFlowType', AuthParameters: 'AuthParametersType', ClientMetadata: 'ClientMetadataType', AnalyticsMetadata: 'AnalyticsMetadataType', ContextData: 'ContextDataType', Session: 'SessionType' }, required: ['UserPoolId', 'ClientId', 'AuthFlow'] },
  AdminInitiateAuthResponse: { type: 'structure', members: { ChallengeName: 'ChallengeNameType', Session: 'SessionType', ChallengeParameters: 'ChallengeParametersType', AuthenticationResult: 'AuthenticationResultType', AvailableChallenges: 'AvailableChallengeListType' } },
  AdminLinkProviderForUserRequest: { type: 'structure', members: { UserPoolId: 'StringType', DestinationUser: 'ProviderUserIdentifierType', SourceUser: 'ProviderUserIdentifierType' }, required: ['UserPoolId', 'DestinationUser', 'SourceUser'] },
  AdminLinkProviderForUserResponse: { type: 'structure', members: {} },
  AdminListDevicesRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', Limit: 'QueryLimitType', PaginationToken: 'SearchPaginationTokenType' }, required: ['UserPoolId', 'Username'] },
  AdminListDevicesResponse: { type: 'structure', members: { Devices: 'DeviceListType', PaginationToken: 'SearchPaginationTokenType' } },
  AdminListGroupsForUserRequest: { type: 'structure', members: { Username: 'UsernameType', UserPoolId: 'UserPoolIdType', Limit: 'QueryLimitType', NextToken: 'PaginationKey' }, required: ['Username', 'UserPoolId'] },
  AdminListGroupsForUserResponse: { type: 'structure', members: { Groups: 'GroupListType', NextToken: 'PaginationKey' } },
  AdminListUserAuthEventsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', MaxResults: 'QueryLimitType', NextToken: 'PaginationKey' }, required: ['UserPoolId', 'Username'] },
  AdminListUserAuthEventsResponse: { type: 'structure', members: { AuthEvents: 'AuthEventsType', NextToken: 'PaginationKey' } },
  AdminListUserSessionsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', NextToken: 'PaginationKey' }, required: ['UserPoolId', 'Username'] },
  AdminListUserSessionsResponse: { type: 'structure', members: { Sessions: 'SessionsListType', NextToken: 'PaginationKey' } },
  AdminRemoveUserFromGroupRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', GroupName: 'GroupNameType' }, required: ['UserPoolId', 'Username', 'GroupName'] },
  AdminResetUserPasswordRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', ClientMetadata: 'ClientMetadataType' }, required: ['UserPoolId', 'Username'] },
  AdminResetUserPasswordResponse: { type: 'structure', members: {} },
  AdminRespondToAuthChallengeRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', ChallengeName: 'ChallengeNameType', ChallengeResponses: 'ChallengeResponsesType', Session: 'SessionType', AnalyticsMetadata: 'AnalyticsMetadataType', ContextData: 'ContextDataType', ClientMetadata: 'ClientMetadataType' }, required: ['UserPoolId', 'ClientId', 'ChallengeName'] },
  AdminRespondToAuthChallengeResponse: { type: 'structure', members: { ChallengeName: 'ChallengeNameType', Session: 'SessionType', ChallengeParameters: 'ChallengeParametersType', AuthenticationResult: 'AuthenticationResultType', AvailableChallenges: 'StringListType' } },
  AdminRevokeUserSessionRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', SessionId: 'StringType', RevokeAssociatedSessions: 'RevokeAssociatedSessionsType' }, required: ['UserPoolId', 'Username', 'SessionId'] },
  AdminRevokeUserSessionResponse: { type: 'structure', members: {} },
  AdminSetUserMFAPreferenceRequest: { type: 'structure', members: { SMSMfaSettings: 'SMSMfaSettingsType', SoftwareTokenMfaSettings: 'SoftwareTokenMfaSettingsType', EmailMfaSettings: 'EmailMfaSettingsType', WebAuthnMfaSettings: 'WebAuthnMfaSettingsType', Username: 'UsernameType', UserPoolId: 'UserPoolIdType' }, required: ['Username', 'UserPoolId'] },
  AdminSetUserMFAPreferenceResponse: { type: 'structure', members: {} },
  AdminSetUserPasswordRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', Password: 'PasswordType', Permanent: 'BooleanType' }, required: ['UserPoolId', 'Username', 'Password'] },
  AdminSetUserPasswordResponse: { type: 'structure', members: {} },
  AdminSetUserSettingsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', MFAOptions: 'MFAOptionListType' }, required: ['UserPoolId', 'Username', 'MFAOptions'] },
  AdminSetUserSettingsResponse: { type: 'structure', members: {} },
  AdminUpdateAuthEventFeedbackRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', EventId: 'EventIdType', FeedbackValue: 'FeedbackValueType' }, required: ['UserPoolId', 'Username', 'EventId', 'FeedbackValue'] },
  AdminUpdateAuthEventFeedbackResponse: { type: 'structure', members: {} },
  AdminUpdateDeviceStatusRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', DeviceKey: 'DeviceKeyType', DeviceRememberedStatus: 'DeviceRememberedStatusType' }, required: ['UserPoolId', 'Username', 'DeviceKey'] },
  AdminUpdateDeviceStatusResponse: { type: 'structure', members: {} },
  AdminUpdateUserAttributesRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', UserAttributes: 'AttributeListType', ClientMetadata: 'ClientMetadataType' }, required: ['UserPoolId', 'Username', 'UserAttributes'] },
  AdminUpdateUserAttributesResponse: { type: 'structure', members: {} },
  AdminUserGlobalSignOutRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType' }, required: ['UserPoolId', 'Username'] },
  AdminUserGlobalSignOutResponse: { type: 'structure', members: {} },
  AdvancedSecurityAdditionalFlowsType: { type: 'structure', members: { CustomAuthMode: 'AdvancedSecurityEnabledModeType' } },
  AdvancedSecurityEnabledModeType: { type: 'string', enum: ['AUDIT', 'ENFORCED'] },
  AdvancedSecurityModeType: { type: 'string', enum: ['OFF', 'AUDIT', 'ENFORCED'] },
  AliasAttributeType: { type: 'string', enum: ['phone_number', 'email', 'preferred_username'] },
  AliasAttributesListType: { type: 'list', member: 'AliasAttributeType' },
  AllowedFirstAuthFactorsListType: { type: 'list', member: 'AuthFactorType', min: 1, max: 5 },
  AnalyticsConfigurationType: { type: 'structure', members: { ApplicationId: 'HexStringType', ApplicationArn: 'ArnType', RoleArn: 'ArnType', ExternalId: 'StringType', UserDataShared: 'BooleanType' } },
  AnalyticsMetadataType: { type: 'structure', members: { AnalyticsEndpointId: 'StringType' } },
  ArnType: { type: 'string', min: 20, max: 2048, pattern: 'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?' },
  AssetBytesType: { type: 'blob', max: 1000000 },
  AssetCategoryType: { type: 'string', enum: ['FAVICON_ICO', 'FAVICON_SVG', 'EMAIL_GRAPHIC', 'SMS_GRAPHIC', 'AUTH_APP_GRAPHIC', 'PASSWORD_GRAPHIC', 'PASSKEY_GRAPHIC', 'PAGE_HEADER_LOGO', 'PAGE_HEADER_BACKGROUND', 'PAGE_FOOTER_LOGO', 'PAGE_FOOTER_BACKGROUND', 'PAGE_BACKGROUND', 'FORM_BACKGROUND', 'FORM_LOGO', 'IDP_BUTTON_ICON'] },
  AssetExtensionType: { type: 'string', enum: ['ICO', 'JPEG', 'PNG', 'SVG', 'WEBP'] },
  AssetListType: { type: 'list', member: 'AssetType', min: 0, max: 40 },
  AssetType: { type: 'structure', members: { Category: 'AssetCategoryType', ColorMode: 'ColorSchemeModeType', Extension: 'AssetExtensionType', Bytes: 'AssetBytesType', ResourceId: 'ResourceIdType' }, required: ['Category', 'ColorMode', 'Extension'] },
  AssociateSoftwareTokenRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', Session: 'SessionType' } },
  AssociateSoftwareTokenResponse: { type: 'structure', members: { SecretCode: 'SecretCodeType', Session: 'SessionType' } },
  AttributeDataType: { type: 'string', enum: ['String', 'Number', 'DateTime', 'Boolean'] },
  AttributeListType: { type: 'list', member: 'AttributeType' },
  AttributeMappingKeyType: { type: 'string', min: 1, max: 32 },
  AttributeMappingType: { type: 'map', key: 'AttributeMappingKeyType', value: 'StringType' },
  AttributeNameListType: { type: 'list', member: 'AttributeNameType' },
  AttributeNameType: { type: 'string', min: 1, max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+' },
  AttributeType: { type: 'structure', members: { Name: 'AttributeNameType', Value: 'AttributeValueType' }, required: ['Name'] },
  AttributeValueType: { type: 'string', max: 2048, sensitive: true },
  AttributesRequireVerificationBeforeUpdateType: { type: 'list', member: 'VerifiedAttributeType' },
  AuthEventType: { type: 'structure', members: { EventId: 'StringType', EventType: 'EventType', CreationDate: 'DateType', EventResponse: 'EventResponseType', EventRisk: 'EventRiskType', ChallengeResponses: 'ChallengeResponseListType', EventContextData: 'EventContextDataType', EventFeedback: 'EventFeedbackType' } },
  AuthEventsType: { type: 'list', member: 'AuthEventType' },
  AuthFactorType: { type: 'string', enum: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN', 'SOFTWARE_TOKEN'] },
  AuthFlowType: { type: 'string', enum: ['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN', 'CUSTOM_AUTH', 'ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] },
  AuthParametersType: { type: 'map', key: 'StringType', value: 'StringType', sensitive: true },
  AuthSessionValidityType: { type: 'integer', min: 3, max: 15 },
  AuthenticationResultType: { type: 'structure', members: { AccessToken: 'TokenModelType', ExpiresIn: 'IntegerType', TokenType: 'StringType', RefreshToken: 'TokenModelType', IdToken: 'TokenModelType', NewDeviceMetadata: 'NewDeviceMetadataType' } },
  AvailableChallengeListType: { type: 'list', member: 'ChallengeNameType' },
  BlockedIPRangeListType: { type: 'list', member: 'StringType', max: 200 },
  BooleanType: { type: 'boolean' },
  CSSType: { type: 'string', min: 0, max: 131072 },
  CSSVersionType: { type: 'string' },
  CallbackURLsListType: { type: 'list', member: 'RedirectUrlType', min: 0, max: 100 },
  ChallengeName: { type: 'string', enum: ['Password', 'Mfa'] },
  ChallengeNameType: { type: 'string', enum: ['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA', 'SELECT_MFA_TYPE', 'MFA_SETUP', 'PASSWORD_VERIFIER', 'CUSTOM_CHALLENGE', 'SELECT_CHALLENGE', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER', 'ADMIN_NO_SRP_AUTH', 'NEW_PASSWORD_REQUIRED', 'SMS_OTP', 'PASSWORD', 'WEB_AUTHN', 'PASSWORD_SRP'] },
  ChallengeParametersType: { type: 'map', key: 'StringType', value: 'StringType' },
  ChallengeResponse: { type: 'string', enum: ['Success', 'Failure'] },
  ChallengeResponseListType: { type: 'list', member: 'ChallengeResponseType' },
  ChallengeResponseType: { type: 'structure', members: { ChallengeName: 'ChallengeName', ChallengeResponse: 'ChallengeResponse' } },
  ChallengeResponsesType: { type: 'map', key: 'StringType', value: 'StringType', sensitive: true },
  ChangePasswordRequest: { type: 'structure', members: { PreviousPassword: 'PasswordType', ProposedPassword: 'PasswordType', AccessToken: 'TokenModelType' }, required: ['ProposedPassword', 'AccessToken'] },
  ChangePasswordResponse: { type: 'structure', members: {} },
  ClientAuthenticationResultType: { type: 'structure', members: { AccessToken: 'TokenModelType', ExpiresIn: 'IntegerType', TokenType: 'StringType' } },
  ClientIdType: { type: 'string', min: 1, max: 128, pattern: '[\\w+]+', sensitive: true },
  ClientMetadataType: { type: 'map', key: 'StringType', value: 'StringType' },
  ClientNameType: { type: 'string', min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' },
  ClientPermissionListType: { type: 'list', member: 'ClientPermissionType' },
  ClientPermissionType: { type: 'string', min: 1, max: 2048 },
  ClientSSOSessionConfigType: { type: 'structure', members: { MaxValidityMinutes: 'SSOSessionMaxValidityMinutesType' }, required: ['MaxValidityMinutes'] },
  ClientSecretDescriptorListType: { type: 'list', member: 'ClientSecretDescriptorType' },
  ClientSecretDescriptorType: { type: 'structure', members: { ClientSecretId: 'ClientSecretIdType', ClientSecretValue: 'ClientSecretType', ClientSecretCreateDate: 'DateType' } },
  ClientSecretIdType: { type: 'string', min: 1, max: 128 },
  ClientSecretType: { type: 'string', min: 24, max: 64, pattern: '[\\w+]+', sensitive: true },
  ClientTypeType: { type: 'string', enum: ['DCR', 'REGULAR'] },
  CloudWatchLogsConfigurationType: { type: 'structure', members: { LogGroupArn: 'ArnType' } },
  CodeDeliveryDetailsListType: { type: 'list', member: 'CodeDeliveryDetailsType' },
  CodeDeliveryDetailsType: { type: 'structure', members: { Destination: 'StringType', DeliveryMedium: 'DeliveryMediumType', AttributeName: 'AttributeNameType' } },
  ColorSchemeModeType: { type: 'string', enum: ['LIGHT', 'DARK', 'DYNAMIC'] },
  CompleteWebAuthnRegistrationRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', Credential: 'Document' }, required: ['AccessToken', 'Credential'] },
  CompleteWebAuthnRegistrationResponse: { type: 'structure', members: {} },
  CompletionMessageType: { type: 'string', min: 1, max: 128, pattern: '[\\w]+' },
  CompromisedCredentialsActionsType: { type: 'structure', members: { EventAction: 'CompromisedCredentialsEventActionType' }, required: ['EventAction'] },
  CompromisedCredentialsEventActionType: { type: 'string', enum: ['BLOCK', 'NO_ACTION'] },
  CompromisedCredentialsRiskConfigurationType: { type: 'structure', members: { EventFilter: 'EventFiltersType', Actions: 'CompromisedCredentialsActionsType' }, required: ['Actions'] },
  ConfiguredUserAuthFactorsListType: { type: 'list', member: 'AuthFactorType', min: 0, max: 8 },
  ConfirmDeviceRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', DeviceKey: 'DeviceKeyType', DeviceSecretVerifierConfig: 'DeviceSecretVerifierConfigType', DeviceName: 'DeviceNameType' }, required: ['AccessToken', 'DeviceKey'] },
  ConfirmDeviceResponse: { type: 'structure', members: { UserConfirmationNecessary: 'BooleanType' } },
  ConfirmForgotPasswordRequest: { type: 'structure', members: { ClientId: 'ClientIdType', SecretHash: 'SecretHashType', Username: 'UsernameType', ConfirmationCode: 'ConfirmationCodeType', Password: 'PasswordType', AnalyticsMetadata: 'AnalyticsMetadataType', UserContextData: 'UserContextDataType', ClientMetadata: 'ClientMetadataType' }, required: ['ClientId', 'Username', 'ConfirmationCode', 'Password'] },
  ConfirmForgotPasswordResponse: { type: 'structure', members: {} },
  ConfirmSignUpRequest: { type: 'structure', members: { ClientId: 'ClientIdType', SecretHash: 'SecretHashType', Username: 'UsernameType', ConfirmationCode: 'ConfirmationCodeType', ForceAliasCreation: 'ForceAliasCreation', AnalyticsMetadata: 'AnalyticsMetadataType', UserContextData: 'UserContextDataType', ClientMetadata: 'ClientMetadataType', Session: 'SessionType' }, required: ['ClientId', 'Username', 'ConfirmationCode'] },
  ConfirmSignUpResponse: { type: 'structure', members: { Session: 'SessionType' } },
  ConfirmationCodeType: { type: 'string', min: 1, max: 2048, pattern: '[\\S]+' },
  ContextDataType: { type: 'structure', members: { IpAddress: 'StringType', ServerName: 'StringType', ServerPath: 'StringType', HttpHeaders: 'HttpHeaderList', EncodedData: 'StringType' }, required: ['IpAddress', 'ServerName', 'ServerPath', 'HttpHeaders'] },
  CreateGroupRequest: { type: 'structure', members: { GroupName: 'GroupNameType', UserPoolId: 'UserPoolIdType', Description: 'DescriptionType', RoleArn: 'ArnType', Precedence: 'PrecedenceType' }, required: ['GroupName', 'UserPoolId'] },
  CreateGroupResponse: { type: 'structure', members: { Group: 'GroupType' } },
  CreateIdentityProviderRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ProviderName: 'ProviderNameTypeV2', ProviderType: 'IdentityProviderTypeType', ProviderDetails: 'ProviderDetailsType', AttributeMapping: 'AttributeMappingType', IdpIdentifiers: 'IdpIdentifiersListType', AcrMapping: 'StringMapType' }, required: ['UserPoolId', 'ProviderName', 'ProviderType', 'ProviderDetails'] },
  CreateIdentityProviderResponse: { type: 'structure', members: { IdentityProvider: 'IdentityProviderType' }, required: ['IdentityProvider'] },
  CreateManagedLoginBrandingRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', UseCognitoProvidedValues: 'BooleanType', Settings: 'Document', Assets: 'AssetListType' }, required: ['UserPoolId', 'ClientId'] },
  CreateManagedLoginBrandingResponse: { type: 'structure', members: { ManagedLoginBranding: 'ManagedLoginBrandingType' } },
  CreateResourceServerRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Identifier: 'ResourceServerIdentifierType', Name: 'ResourceServerNameType', Scopes: 'ResourceServerScopeListType' }, required: ['UserPoolId', 'Identifier', 'Name'] },
  CreateResourceServerResponse: { type: 'structure', members: { ResourceServer: 'ResourceServerType' }, required: ['ResourceServer'] },
  CreateTermsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', TermsName: 'TermsNameType', TermsSource: 'TermsSourceType', Enforcement: 'TermsEnforcementType', Links: 'LinksType' }, required: ['UserPoolId', 'ClientId', 'TermsName', 'TermsSource', 'Enforcement'] },
  CreateTermsResponse: { type: 'structure', members: { Terms: 'TermsType' } },
  CreateUserImportJobRequest: { type: 'structure', members: { JobName: 'UserImportJobNameType', UserPoolId: 'UserPoolIdType', CloudWatchLogsRoleArn: 'ArnType', PasswordHashingAlgorithm: 'PasswordHashingAlgorithmType' }, required: ['JobName', 'UserPoolId', 'CloudWatchLogsRoleArn'] },
  CreateUserImportJobResponse: { type: 'structure', members: { UserImportJob: 'UserImportJobType' } },
  CreateUserPoolClientRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientName: 'ClientNameType', GenerateSecret: 'GenerateSecret', ClientSecret: 'ClientSecretType', RefreshTokenValidity: 'RefreshTokenValidityType', AccessTokenValidity: 'AccessTokenValidityType', IdTokenValidity: 'IdTokenValidityType', TokenValidityUnits: 'TokenValidityUnitsType', ReadAttributes: 'ClientPermissionListType', WriteAttributes: 'ClientPermissionListType', ExplicitAuthFlows: 'ExplicitAuthFlowsListType', SupportedIdentityProviders: 'SupportedIdentityProvidersListType', CallbackURLs: 'CallbackURLsListType', LogoutURLs: 'LogoutURLsListType', DefaultRedirectURI: 'RedirectUrlType', AllowedOAuthFlows: 'OAuthFlowsType', AllowedOAuthScopes: 'ScopeListType', AllowedOAuthFlowsUserPoolClient: 'BooleanType', AnalyticsConfiguration: 'AnalyticsConfigurationType', PreventUserExistenceErrors: 'PreventUserExistenceErrorTypes', EnableTokenRevocation: 'WrappedBooleanType', EnablePropagateAdditionalUserContextData: 'WrappedBooleanType', AuthSessionValidity: 'AuthSessionValidityType', RefreshTokenRotation: 'RefreshTokenRotationType' }, required: ['UserPoolId', 'ClientName'] },
  CreateUserPoolClientResponse: { type: 'structure', members: { UserPoolClient: 'UserPoolClientType' } },
  CreateUserPoolDomainRequest: { type: 'structure', members: { Domain: 'DomainType', UserPoolId: 'UserPoolIdType', ManagedLoginVersion: 'WrappedIntegerType', CustomDomainConfig: 'CustomDomainConfigType', Routing: 'RoutingType' }, required: ['Domain', 'UserPoolId'] },
  CreateUserPoolDomainResponse: { type: 'structure', members: { ManagedLoginVersion: 'WrappedIntegerType', CloudFrontDomain: 'DomainType', Routing: 'RoutingType' } },
  CreateUserPoolReplicaRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', RegionName: 'RegionNameType', UserPoolTags: 'UserPoolTagsType' }, required: ['UserPoolId', 'RegionName'] },
  CreateUserPoolReplicaResponse: { type: 'structure', members: { UserPoolReplica: 'UserPoolReplicaType' } },
  CreateUserPoolRequest: { type: 'structure', members: { PoolName: 'UserPoolNameType', Policies: 'UserPoolPolicyType', DeletionProtection: 'DeletionProtectionType', LambdaConfig: 'LambdaConfigType', AutoVerifiedAttributes: 'VerifiedAttributesListType', AliasAttributes: 'AliasAttributesListType', UsernameAttributes: 'UsernameAttributesListType', SmsVerificationMessage: 'SmsVerificationMessageType', EmailVerificationMessage: 'EmailVerificationMessageType', EmailVerificationSubject: 'EmailVerificationSubjectType', VerificationMessageTemplate: 'VerificationMessageTemplateType', SmsAuthenticationMessage: 'SmsVerificationMessageType', MfaConfiguration: 'UserPoolMfaType', UserAttributeUpdateSettings: 'UserAttributeUpdateSettingsType', DeviceConfiguration: 'DeviceConfigurationType', EmailConfiguration: 'EmailConfigurationType', SmsConfiguration: 'SmsConfigurationType', UserPoolTags: 'UserPoolTagsType', AdminCreateUserConfig: 'AdminCreateUserConfigType', Schema: 'SchemaAttributesListType', UserPoolAddOns: 'UserPoolAddOnsType', UsernameConfiguration: 'UsernameConfigurationType', AccountRecoverySetting: 'AccountRecoverySettingType', UserPoolTier: 'UserPoolTierType', KeyConfiguration: 'KeyConfigurationType', IssuerConfiguration: 'IssuerConfigurationType', DcrConfiguration: 'DcrConfigurationType', AcrConfiguration: 'AcrConfigurationType' }, required: ['PoolName'] },
  CreateUserPoolResponse: { type: 'structure', members: { UserPool: 'UserPoolType' } },
  CustomAttributeNameType: { type: 'string', min: 1, max: 20, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' },
  CustomAttributesListType: { type: 'list', member: 'SchemaAttributeType', min: 1, max: 25 },
  CustomDomainConfigType: { type: 'structure', members: { CertificateArn: 'ArnType', SecurityPolicy: 'SecurityPolicyType' }, required: ['CertificateArn'] },
  CustomEmailLambdaVersionConfigType: { type: 'structure', members: { LambdaVersion: 'CustomEmailSenderLambdaVersionType', LambdaArn: 'ArnType' }, required: ['LambdaVersion', 'LambdaArn'] },
  CustomEmailSenderLambdaVersionType: { type: 'string', enum: ['V1_0'] },
  CustomSMSLambdaVersionConfigType: { type: 'structure', members: { LambdaVersion: 'CustomSMSSenderLambdaVersionType', LambdaArn: 'ArnType' }, required: ['LambdaVersion', 'LambdaArn'] },
  CustomSMSSenderLambdaVersionType: { type: 'string', enum: ['V1_0'] },
  DateType: { type: 'timestamp' },
  DcrConfigurationType: { type: 'structure', members: { EnableStatus: 'StatusType', OpenDcrEnabled: 'BooleanType', AuthenticatedGrantTypes: 'OAuthFlowsType', OpenDcrGrantTypes: 'OAuthFlowsType', AllowedScopes: 'ScopeListType' } },
  DefaultEmailOptionType: { type: 'string', enum: ['CONFIRM_WITH_LINK', 'CONFIRM_WITH_CODE'] },
  DeleteGroupRequest: { type: 'structure', members: { GroupName: 'GroupNameType', UserPoolId: 'UserPoolIdType' }, required: ['GroupName', 'UserPoolId'] },
  DeleteIdentityProviderRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ProviderName: 'ProviderNameType' }, required: ['UserPoolId', 'ProviderName'] },
  DeleteManagedLoginBrandingRequest: { type: 'structure', members: { ManagedLoginBrandingId: 'ManagedLoginBrandingIdType', UserPoolId: 'UserPoolIdType' }, required: ['ManagedLoginBrandingId', 'UserPoolId'] },
  DeleteResourceServerRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Identifier: 'ResourceServerIdentifierType' }, required: ['UserPoolId', 'Identifier'] },
  DeleteTermsRequest: { type: 'structure', members: { TermsId: 'TermsIdType', UserPoolId: 'UserPoolIdType' }, required: ['TermsId', 'UserPoolId'] },
  DeleteUserAttributesRequest: { type: 'structure', members: { UserAttributeNames: 'AttributeNameListType', AccessToken: 'TokenModelType' }, required: ['UserAttributeNames', 'AccessToken'] },
  DeleteUserAttributesResponse: { type: 'structure', members: {} },
  DeleteUserPoolClientRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType' }, required: ['UserPoolId', 'ClientId'] },
  DeleteUserPoolClientSecretRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', ClientSecretId: 'ClientSecretIdType' }, required: ['UserPoolId', 'ClientId', 'ClientSecretId'] },
  DeleteUserPoolClientSecretResponse: { type: 'structure', members: {} },
  DeleteUserPoolDomainRequest: { type: 'structure', members: { Domain: 'DomainType', UserPoolId: 'UserPoolIdType' }, required: ['Domain', 'UserPoolId'] },
  DeleteUserPoolDomainResponse: { type: 'structure', members: {} },
  DeleteUserPoolReplicaRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', RegionName: 'RegionNameType' }, required: ['UserPoolId', 'RegionName'] },
  DeleteUserPoolReplicaResponse: { type: 'structure', members: { UserPoolReplica: 'UserPoolReplicaType' } },
  DeleteUserPoolRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType' }, required: ['UserPoolId'] },
  DeleteUserRequest: { type: 'structure', members: { AccessToken: 'TokenModelType' }, required: ['AccessToken'] },
  DeleteWebAuthnCredentialRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', CredentialId: 'StringType' }, required: ['AccessToken', 'CredentialId'] },
  DeleteWebAuthnCredentialResponse: { type: 'structure', members: {} },
  DeletionProtectionType: { type: 'string', enum: ['ACTIVE', 'INACTIVE'] },
  DeliveryMediumListType: { type: 'list', member: 'DeliveryMediumType' },
  DeliveryMediumType: { type: 'string', enum: ['SMS', 'EMAIL'] },
  DescribeIdentityProviderRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ProviderName: 'ProviderNameType' }, required: ['UserPoolId', 'ProviderName'] },
  DescribeIdentityProviderResponse: { type: 'structure', members: { IdentityProvider: 'IdentityProviderType' }, required: ['IdentityProvider'] },
  DescribeManagedLoginBrandingByClientRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', ReturnMergedResources: 'BooleanType' }, required: ['UserPoolId', 'ClientId'] },
  DescribeManagedLoginBrandingByClientResponse: { type: 'structure', members: { ManagedLoginBranding: 'ManagedLoginBrandingType' } },
  DescribeManagedLoginBrandingRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ManagedLoginBrandingId: 'ManagedLoginBrandingIdType', ReturnMergedResources: 'BooleanType' }, required: ['UserPoolId', 'ManagedLoginBrandingId'] },
  DescribeManagedLoginBrandingResponse: { type: 'structure', members: { ManagedLoginBranding: 'ManagedLoginBrandingType' } },
  DescribeResourceServerRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Identifier: 'ResourceServerIdentifierType' }, required: ['UserPoolId', 'Identifier'] },
  DescribeResourceServerResponse: { type: 'structure', members: { ResourceServer: 'ResourceServerType' }, required: ['ResourceServer'] },
  DescribeRiskConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType' }, required: ['UserPoolId'] },
  DescribeRiskConfigurationResponse: { type: 'structure', members: { RiskConfiguration: 'RiskConfigurationType' }, required: ['RiskConfiguration'] },
  DescribeTermsByClientRequest: { type: 'structure', members: { ClientId: 'ClientIdType', UserPoolId: 'UserPoolIdType', TermsName: 'TermsNameType' }, required: ['ClientId', 'UserPoolId', 'TermsName'] },
  DescribeTermsByClientResponse: { type: 'structure', members: { Terms: 'TermsType' } },
  DescribeTermsRequest: { type: 'structure', members: { TermsId: 'TermsIdType', UserPoolId: 'UserPoolIdType' }, required: ['TermsId', 'UserPoolId'] },
  DescribeTermsResponse: { type: 'structure', members: { Terms: 'TermsType' } },
  DescribeUserImportJobRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', JobId: 'UserImportJobIdType' }, required: ['UserPoolId', 'JobId'] },
  DescribeUserImportJobResponse: { type: 'structure', members: { UserImportJob: 'UserImportJobType' } },
  DescribeUserPoolClientRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType' }, required: ['UserPoolId', 'ClientId'] },
  DescribeUserPoolClientResponse: { type: 'structure', members: { UserPoolClient: 'UserPoolClientType' } },
  DescribeUserPoolDomainRequest: { type: 'structure', members: { Domain: 'DomainType' }, required: ['Domain'] },
  DescribeUserPoolDomainResponse: { type: 'structure', members: { DomainDescription: 'DomainDescriptionType' } },
  DescribeUserPoolRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType' }, required: ['UserPoolId'] },
  DescribeUserPoolResponse: { type: 'structure', members: { UserPool: 'UserPoolType' } },
  DescriptionType: { type: 'string', max: 2048 },
  DeviceConfigurationType: { type: 'structure', members: { ChallengeRequiredOnNewDevice: 'BooleanType', DeviceOnlyRememberedOnUserPrompt: 'BooleanType' } },
  DeviceKeyType: { type: 'string', min: 1, max: 55, pattern: '[\\w-]+_[0-9a-f-]+' },
  DeviceListType: { type: 'list', member: 'DeviceType' },
  DeviceNameType: { type: 'string', min: 1, max: 1024 },
  DeviceRememberedStatusType: { type: 'string', enum: ['remembered', 'not_remembered'] },
  DeviceSecretVerifierConfigType: { type: 'structure', members: { PasswordVerifier: 'StringType', Salt: 'StringType' } },
  DeviceType: { type: 'structure', members: { DeviceKey: 'DeviceKeyType', DeviceAttributes: 'AttributeListType', DeviceCreateDate: 'DateType', DeviceLastModifiedDate: 'DateType', DeviceLastAuthenticatedDate: 'DateType' } },
  Document: { type: 'document' },
  DomainDescriptionType: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', AWSAccountId: 'AWSAccountIdType', Domain: 'DomainType', S3Bucket: 'S3BucketType', CloudFrontDistribution: 'StringType', Version: 'DomainVersionType', Status: 'DomainStatusType', CustomDomainConfig: 'CustomDomainConfigType', ManagedLoginVersion: 'WrappedIntegerType', Routing: 'RoutingType' } },
  DomainStatusType: { type: 'string', enum: ['CREATING', 'DELETING', 'UPDATING', 'ACTIVE', 'FAILED'] },
  DomainType: { type: 'string', min: 1, max: 63, pattern: '^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$' },
  DomainVersionType: { type: 'string', min: 1, max: 20 },
  EmailAddressType: { type: 'string', pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' },
  EmailConfigurationType: { type: 'structure', members: { SourceArn: 'ArnType', ReplyToEmailAddress: 'EmailAddressType', EmailSendingAccount: 'EmailSendingAccountType', From: 'StringType', ConfigurationSet: 'SESConfigurationSet' } },
  EmailInviteMessageType: { type: 'string', min: 6, max: 20000, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*' },
  EmailMfaConfigType: { type: 'structure', members: { Message: 'EmailMfaMessageType', Subject: 'EmailMfaSubjectType' } },
  EmailMfaMessageType: { type: 'string', min: 6, max: 20000, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*' },
  EmailMfaSettingsType: { type: 'structure', members: { Enabled: 'BooleanType', PreferredMfa: 'BooleanType' } },
  EmailMfaSubjectType: { type: 'string', pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+' },
  EmailNotificationBodyType: { type: 'string', min: 6, max: 20000, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]+' },
  EmailNotificationSubjectType: { type: 'string', min: 1, max: 140, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+' },
  EmailSendingAccountType: { type: 'string', enum: ['COGNITO_DEFAULT', 'DEVELOPER'] },
  EmailVerificationMessageByLinkType: { type: 'string', min: 6, max: 20000, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*' },
  EmailVerificationMessageType: { type: 'string', min: 6, max: 20000, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*' },
  EmailVerificationSubjectByLinkType: { type: 'string', min: 1, max: 140, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+' },
  EmailVerificationSubjectType: { type: 'string', min: 1, max: 140, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+' },
  EncryptionKeyArnType: { type: 'string', min: 20, max: 2048, pattern: 'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?' },
  EncryptionKeyType: { type: 'string', enum: ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KEY'] },
  EumsSmsConfigurationType: { type: 'structure', members: { CallerArn: 'ArnType', ExternalId: 'StringType', OriginationIdentity: 'StringType', ConfigurationSetName: 'StringType', InEntityId: 'StringType', InTemplateId: 'StringType', Region: 'RegionCodeType' }, required: ['CallerArn'] },
  EventContextDataType: { type: 'structure', members: { IpAddress: 'StringType', DeviceName: 'StringType', Timezone: 'StringType', City: 'StringType', Country: 'StringType' } },
  EventFeedbackType: { type: 'structure', members: { FeedbackValue: 'FeedbackValueType', Provider: 'StringType', FeedbackDate: 'DateType' }, required: ['FeedbackValue', 'Provider'] },
  EventFilterType: { type: 'string', enum: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'] },
  EventFiltersType: { type: 'list', member: 'EventFilterType' },
  EventIdType: { type: 'string', min: 1, max: 50, pattern: '[\\w+-]+' },
  EventResponseType: { type: 'string', enum: ['Pass', 'Fail', 'InProgress'] },
  EventRiskType: { type: 'structure', members: { RiskDecision: 'RiskDecisionType', RiskLevel: 'RiskLevelType', CompromisedCredentialsDetected: 'WrappedBooleanType' } },
  EventSourceName: { type: 'string', enum: ['userNotification', 'userAuthEvents'] },
  EventType: { type: 'string', enum: ['SignIn', 'SignUp', 'ForgotPassword', 'PasswordChange', 'ResendCode'] },
  ExplicitAuthFlowsListType: { type: 'list', member: 'ExplicitAuthFlowsType' },
  ExplicitAuthFlowsType: { type: 'string', enum: ['ADMIN_NO_SRP_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH'] },
  FailoverType: { type: 'structure', members: { SecondaryRegion: 'RegionNameType', PrimaryRoute53HealthCheckId: 'HealthCheckIdType' }, required: ['SecondaryRegion', 'PrimaryRoute53HealthCheckId'] },
  FeatureType: { type: 'string', enum: ['ENABLED', 'DISABLED'] },
  FeedbackValueType: { type: 'string', enum: ['Valid', 'Invalid'] },
  FirehoseConfigurationType: { type: 'structure', members: { StreamArn: 'ArnType' } },
  ForceAliasCreation: { type: 'boolean' },
  ForgetDeviceRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', DeviceKey: 'DeviceKeyType' }, required: ['DeviceKey'] },
  ForgotPasswordRequest: { type: 'structure', members: { ClientId: 'ClientIdType', SecretHash: 'SecretHashType', UserContextData: 'UserContextDataType', Username: 'UsernameType', AnalyticsMetadata: 'AnalyticsMetadataType', ClientMetadata: 'ClientMetadataType' }, required: ['ClientId', 'Username'] },
  ForgotPasswordResponse: { type: 'structure', members: { CodeDeliveryDetails: 'CodeDeliveryDetailsType' } },
  GenerateSecret: { type: 'boolean' },
  GetCSVHeaderRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType' }, required: ['UserPoolId'] },
  GetCSVHeaderResponse: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', CSVHeader: 'ListOfStringTypes' } },
  GetClientTokenRequest: { type: 'structure', members: { ClientId: 'ClientIdType', Secret: 'ClientSecretType', Scopes: 'ScopeListType', ClientMetadata: 'ClientMetadataType' }, required: ['ClientId', 'Secret'] },
  GetClientTokenResponse: { type: 'structure', members: { ClientAuthenticationResult: 'ClientAuthenticationResultType' } },
  GetDeviceRequest: { type: 'structure', members: { DeviceKey: 'DeviceKeyType', AccessToken: 'TokenModelType' }, required: ['DeviceKey'] },
  GetDeviceResponse: { type: 'structure', members: { Device: 'DeviceType' }, required: ['Device'] },
  GetGroupRequest: { type: 'structure', members: { GroupName: 'GroupNameType', UserPoolId: 'UserPoolIdType' }, required: ['GroupName', 'UserPoolId'] },
  GetGroupResponse: { type: 'structure', members: { Group: 'GroupType' } },
  GetIdentityProviderByIdentifierRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', IdpIdentifier: 'IdpIdentifierType' }, required: ['UserPoolId', 'IdpIdentifier'] },
  GetIdentityProviderByIdentifierResponse: { type: 'structure', members: { IdentityProvider: 'IdentityProviderType' }, required: ['IdentityProvider'] },
  GetLogDeliveryConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType' }, required: ['UserPoolId'] },
  GetLogDeliveryConfigurationResponse: { type: 'structure', members: { LogDeliveryConfiguration: 'LogDeliveryConfigurationType' } },
  GetProvisionedLimitRequest: { type: 'structure', members: { LimitDefinition: 'LimitDefinitionType' }, required: ['LimitDefinition'] },
  GetProvisionedLimitResponse: { type: 'structure', members: { Limit: 'LimitType' }, required: ['Limit'] },
  GetSigningCertificateRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType' }, required: ['UserPoolId'] },
  GetSigningCertificateResponse: { type: 'structure', members: { Certificate: 'StringType' } },
  GetTokensFromRefreshTokenRequest: { type: 'structure', members: { RefreshToken: 'TokenModelType', ClientId: 'ClientIdType', ClientSecret: 'ClientSecretType', DeviceKey: 'DeviceKeyType', ClientMetadata: 'ClientMetadataType' }, required: ['RefreshToken', 'ClientId'] },
  GetTokensFromRefreshTokenResponse: { type: 'structure', members: { AuthenticationResult: 'AuthenticationResultType' } },
  GetUICustomizationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType' }, required: ['UserPoolId'] },
  GetUICustomizationResponse: { type: 'structure', members: { UICustomization: 'UICustomizationType' }, required: ['UICustomization'] },
  GetUserAttributeVerificationCodeRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', AttributeName: 'AttributeNameType', ClientMetadata: 'ClientMetadataType' }, required: ['AccessToken', 'AttributeName'] },
  GetUserAttributeVerificationCodeResponse: { type: 'structure', members: { CodeDeliveryDetails: 'CodeDeliveryDetailsType' } },
  GetUserAuthFactorsRequest: { type: 'structure', members: { AccessToken: 'TokenModelType' }, required: ['AccessToken'] },
  GetUserAuthFactorsResponse: { type: 'structure', members: { Username: 'UsernameType', PreferredMfaSetting: 'StringType', UserMFASettingList: 'UserMFASettingListType', ConfiguredUserAuthFactors: 'ConfiguredUserAuthFactorsListType' }, required: ['Username'] },
  GetUserPoolClientSessionConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType' }, required: ['UserPoolId', 'ClientId'] },
  GetUserPoolClientSessionConfigurationResponse: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', SSOSession: 'ClientSSOSessionConfigType' } },
  GetUserPoolMfaConfigRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType' }, required: ['UserPoolId'] },
  GetUserPoolMfaConfigResponse: { type: 'structure', members: { SmsMfaConfiguration: 'SmsMfaConfigType', SoftwareTokenMfaConfiguration: 'SoftwareTokenMfaConfigType', EmailMfaConfiguration: 'EmailMfaConfigType', MfaConfiguration: 'UserPoolMfaType', WebAuthnConfiguration: 'WebAuthnConfigurationType' } },
  GetUserPoolSessionConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType' }, required: ['UserPoolId'] },
  GetUserPoolSessionConfigurationResponse: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', UserSessionTracking: 'UserSessionTrackingType', TokenSession: 'UserPoolTokenSessionConfigType' } },
  GetUserRequest: { type: 'structure', members: { AccessToken: 'TokenModelType' }, required: ['AccessToken'] },
  GetUserResponse: { type: 'structure', members: { Username: 'UsernameType', UserAttributes: 'AttributeListType', MFAOptions: 'MFAOptionListType', PreferredMfaSetting: 'StringType', UserMFASettingList: 'UserMFASettingListType' }, required: ['Username', 'UserAttributes'] },
  GlobalSignOutRequest: { type: 'structure', members: { AccessToken: 'TokenModelType' }, required: ['AccessToken'] },
  GlobalSignOutResponse: { type: 'structure', members: {} },
  GroupListType: { type: 'list', member: 'GroupType' },
  GroupNameType: { type: 'string', min: 1, max: 128, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' },
  GroupType: { type: 'structure', members: { GroupName: 'GroupNameType', UserPoolId: 'UserPoolIdType', Description: 'DescriptionType', RoleArn: 'ArnType', Precedence: 'PrecedenceType', LastModifiedDate: 'DateType', CreationDate: 'DateType' } },
  HealthCheckIdType: { type: 'string', max: 64 },
  HexStringType: { type: 'string', pattern: '^[0-9a-fA-F]+$' },
  HttpHeader: { type: 'structure', members: { headerName: 'StringType', headerValue: 'StringType' } },
  HttpHeaderList: { type: 'list', member: 'HttpHeader' },
  IdTokenValidityType: { type: 'integer', min: 1, max: 86400 },
  IdentityProviderType: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ProviderName: 'ProviderNameType', ProviderType: 'IdentityProviderTypeType', ProviderDetails: 'ProviderDetailsType', AttributeMapping: 'AttributeMappingType', IdpIdentifiers: 'IdpIdentifiersListType', LastModifiedDate: 'DateType', CreationDate: 'DateType', AcrMapping: 'StringMapType' } },
  IdentityProviderTypeType: { type: 'string', enum: ['SAML', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple', 'OIDC'] },
  IdpIdentifierType: { type: 'string', min: 1, max: 40, pattern: '[\\w\\s+=.@-]+' },
  IdpIdentifiersListType: { type: 'list', member: 'IdpIdentifierType', min: 0, max: 50 },
  ImageFileType: { type: 'blob', min: 0, max: 131072 },
  ImageUrlType: { type: 'string' },
  InboundFederationLambdaType: { type: 'structure', members: { LambdaVersion: 'InboundFederationLambdaVersionType', LambdaArn: 'ArnType' }, required: ['LambdaVersion', 'LambdaArn'] },
  InboundFederationLambdaVersionType: { type: 'string', enum: ['V1_0'] },
  InitiateAuthRequest: { type: 'structure', members: { AuthFlow: 'AuthFlowType', AuthParameters: 'AuthParametersType', ClientMetadata: 'ClientMetadataType', ClientId: 'ClientIdType', AnalyticsMetadata: 'AnalyticsMetadataType', UserContextData: 'UserContextDataType', Session: 'SessionType' }, required: ['AuthFlow', 'ClientId'] },
  InitiateAuthResponse: { type: 'structure', members: { ChallengeName: 'ChallengeNameType', Session: 'SessionType', ChallengeParameters: 'ChallengeParametersType', AuthenticationResult: 'AuthenticationResultType', AvailableChallenges: 'AvailableChallengeListType' } },
  IntegerType: { type: 'integer' },
  InvalidParameterExceptionReasonCodeType: { type: 'string' },
  IssuerConfigurationType: { type: 'structure', members: { Type: 'IssuerType' } },
  IssuerType: { type: 'string', enum: ['ORIGINAL', 'UPDATED'] },
  KeyConfigurationType: { type: 'structure', members: { KeyType: 'EncryptionKeyType', KmsKeyArn: 'EncryptionKeyArnType' } },
  LambdaConfigType: { type: 'structure', members: { PreSignUp: 'ArnType', CustomMessage: 'ArnType', PostConfirmation: 'ArnType', PreAuthentication: 'ArnType', PostAuthentication: 'ArnType', DefineAuthChallenge: 'ArnType', CreateAuthChallenge: 'ArnType', VerifyAuthChallengeResponse: 'ArnType', PreTokenGeneration: 'ArnType', UserMigration: 'ArnType', PreTokenGenerationConfig: 'PreTokenGenerationVersionConfigType', CustomSMSSender: 'CustomSMSLambdaVersionConfigType', CustomEmailSender: 'CustomEmailLambdaVersionConfigType', KMSKeyID: 'ArnType', InboundFederation: 'InboundFederationLambdaType' } },
  LanguageIdType: { type: 'string', pattern: '^cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|portuguese-brazil|chinese-(simplified|traditional))$' },
  LimitClass: { type: 'string', enum: ['API_CATEGORY'] },
  LimitDefinitionType: { type: 'structure', members: { LimitClass: 'LimitClass', Attributes: 'StringToStringMapType' }, required: ['LimitClass', 'Attributes'] },
  LimitType: { type: 'structure', members: { LimitDefinition: 'LimitDefinitionType', ProvisionedLimitValue: 'IntegerType', FreeLimitValue: 'IntegerType' }, required: ['LimitDefinition', 'ProvisionedLimitValue', 'FreeLimitValue'] },
  LinkUrlType: { type: 'string', min: 1, max: 1024, pattern: '^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$' },
  LinksType: { type: 'map', key: 'LanguageIdType', value: 'LinkUrlType', min: 1, max: 13 },
  ListDevicesRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', Limit: 'QueryLimitType', PaginationToken: 'SearchPaginationTokenType' }, required: ['AccessToken'] },
  ListDevicesResponse: { type: 'structure', members: { Devices: 'DeviceListType', PaginationToken: 'SearchPaginationTokenType' } },
  ListGroupsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Limit: 'QueryLimitType', NextToken: 'PaginationKey' }, required: ['UserPoolId'] },
  ListGroupsResponse: { type: 'structure', members: { Groups: 'GroupListType', NextToken: 'PaginationKey' } },
  ListIdentityProvidersRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', MaxResults: 'ListProvidersLimitType', NextToken: 'PaginationKeyType' }, required: ['UserPoolId'] },
  ListIdentityProvidersResponse: { type: 'structure', members: { Providers: 'ProvidersListType', NextToken: 'PaginationKeyType' }, required: ['Providers'] },
  ListOfStringTypes: { type: 'list', member: 'StringType' },
  ListProvidersLimitType: { type: 'integer', min: 0, max: 60 },
  ListResourceServersLimitType: { type: 'integer', min: 1, max: 50 },
  ListResourceServersRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', MaxResults: 'ListResourceServersLimitType', NextToken: 'PaginationKeyType' }, required: ['UserPoolId'] },
  ListResourceServersResponse: { type: 'structure', members: { ResourceServers: 'ResourceServersListType', NextToken: 'PaginationKeyType' }, required: ['ResourceServers'] },
  ListTagsForResourceRequest: { type: 'structure', members: { ResourceArn: 'ArnType' }, required: ['ResourceArn'] },
  ListTagsForResourceResponse: { type: 'structure', members: { Tags: 'UserPoolTagsType' } },
  ListTermsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', MaxResults: 'ListTermsRequestMaxResultsInteger', NextToken: 'StringType' }, required: ['UserPoolId'] },
  ListTermsRequestMaxResultsInteger: { type: 'integer', min: 1, max: 60 },
  ListTermsResponse: { type: 'structure', members: { Terms: 'TermsDescriptionListType', NextToken: 'StringType' }, required: ['Terms'] },
  ListUserImportJobsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', MaxResults: 'PoolQueryLimitType', PaginationToken: 'PaginationKeyType' }, required: ['UserPoolId', 'MaxResults'] },
  ListUserImportJobsResponse: { type: 'structure', members: { UserImportJobs: 'UserImportJobsListType', PaginationToken: 'PaginationKeyType' } },
  ListUserPoolClientSecretsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', NextToken: 'PaginationKey' }, required: ['UserPoolId', 'ClientId'] },
  ListUserPoolClientSecretsResponse: { type: 'structure', members: { ClientSecrets: 'ClientSecretDescriptorListType', NextToken: 'PaginationKey' } },
  ListUserPoolClientsRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', MaxResults: 'QueryLimit', NextToken: 'PaginationKey', ClientType: 'ClientTypeType' }, required: ['UserPoolId'] },
  ListUserPoolClientsResponse: { type: 'structure', members: { UserPoolClients: 'UserPoolClientListType', NextToken: 'PaginationKey' } },
  ListUserPoolReplicasRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', NextToken: 'PaginationKeyType' }, required: ['UserPoolId'] },
  ListUserPoolReplicasResponse: { type: 'structure', members: { UserPoolReplicas: 'UserPoolReplicaListType', NextToken: 'PaginationKeyType' } },
  ListUserPoolsRequest: { type: 'structure', members: { NextToken: 'PaginationKeyType', MaxResults: 'PoolQueryLimitType' }, required: ['MaxResults'] },
  ListUserPoolsResponse: { type: 'structure', members: { UserPools: 'UserPoolListType', NextToken: 'PaginationKeyType' } },
  ListUserSessionsRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', NextToken: 'PaginationKey' }, required: ['AccessToken'] },
  ListUserSessionsResponse: { type: 'structure', members: { Sessions: 'SessionsListType', NextToken: 'PaginationKey' } },
  ListUsersInGroupRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', GroupName: 'GroupNameType', Limit: 'QueryLimitType', NextToken: 'PaginationKey' }, required: ['UserPoolId', 'GroupName'] },
  ListUsersInGroupResponse: { type: 'structure', members: { Users: 'UsersListType', NextToken: 'PaginationKey' } },
  ListUsersRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', AttributesToGet: 'SearchedAttributeNamesListType', Limit: 'QueryLimitType', PaginationToken: 'SearchPaginationTokenType', Filter: 'UserFilterType' }, required: ['UserPoolId'] },
  ListUsersResponse: { type: 'structure', members: { Users: 'UsersListType', PaginationToken: 'SearchPaginationTokenType' } },
  ListWebAuthnCredentialsRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', NextToken: 'PaginationKey', MaxResults: 'WebAuthnCredentialsQueryLimitType' }, required: ['AccessToken'] },
  ListWebAuthnCredentialsResponse: { type: 'structure', members: { Credentials: 'WebAuthnCredentialDescriptionListType', NextToken: 'PaginationKey' }, required: ['Credentials'] },
  LogConfigurationListType: { type: 'list', member: 'LogConfigurationType', min: 0, max: 2 },
  LogConfigurationType: { type: 'structure', members: { LogLevel: 'LogLevel', EventSource: 'EventSourceName', CloudWatchLogsConfiguration: 'CloudWatchLogsConfigurationType', S3Configuration: 'S3ConfigurationType', FirehoseConfiguration: 'FirehoseConfigurationType' }, required: ['LogLevel', 'EventSource'] },
  LogDeliveryConfigurationType: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', LogConfigurations: 'LogConfigurationListType' }, required: ['UserPoolId', 'LogConfigurations'] },
  LogLevel: { type: 'string', enum: ['ERROR', 'INFO'] },
  LogoutURLsListType: { type: 'list', member: 'RedirectUrlType', min: 0, max: 100 },
  LongType: { type: 'long' },
  MFAOptionListType: { type: 'list', member: 'MFAOptionType' },
  MFAOptionType: { type: 'structure', members: { DeliveryMedium: 'DeliveryMediumType', AttributeName: 'AttributeNameType' } },
  ManagedLoginBrandingIdType: { type: 'string', pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$' },
  ManagedLoginBrandingType: { type: 'structure', members: { ManagedLoginBrandingId: 'ManagedLoginBrandingIdType', UserPoolId: 'UserPoolIdType', UseCognitoProvidedValues: 'BooleanType', Settings: 'Document', Assets: 'AssetListType', CreationDate: 'DateType', LastModifiedDate: 'DateType' } },
  MessageActionType: { type: 'string', enum: ['RESEND', 'SUPPRESS'] },
  MessageTemplateType: { type: 'structure', members: { SMSMessage: 'SmsInviteMessageType', EmailMessage: 'EmailInviteMessageType', EmailSubject: 'EmailVerificationSubjectType' } },
  MessageType: { type: 'string' },
  NewDeviceMetadataType: { type: 'structure', members: { DeviceKey: 'DeviceKeyType', DeviceGroupKey: 'StringType' } },
  NotifyConfigurationType: { type: 'structure', members: { From: 'StringType', ReplyTo: 'StringType', SourceArn: 'ArnType', BlockEmail: 'NotifyEmailType', NoActionEmail: 'NotifyEmailType', MfaEmail: 'NotifyEmailType' }, required: ['SourceArn'] },
  NotifyEmailType: { type: 'structure', members: { Subject: 'EmailNotificationSubjectType', HtmlBody: 'EmailNotificationBodyType', TextBody: 'EmailNotificationBodyType' }, required: ['Subject'] },
  NumberAttributeConstraintsType: { type: 'structure', members: { MinValue: 'StringType', MaxValue: 'StringType' } },
  OAuthFlowType: { type: 'string', enum: ['code', 'implicit', 'client_credentials'] },
  OAuthFlowsType: { type: 'list', member: 'OAuthFlowType', min: 0, max: 3 },
  OptionalArnType: { type: 'string', min: 0, max: 2048, pattern: '(arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)?' },
  PaginationKey: { type: 'string', min: 1, max: 131072, pattern: '[\\S]+' },
  PaginationKeyType: { type: 'string', min: 1, pattern: '[\\S]+' },
  PasswordHashingAlgorithmType: { type: 'string', enum: ['BCRYPT', 'SCRYPT', 'ARGON2ID', 'PBKDF2_SHA256'] },
  PasswordHistorySizeType: { type: 'integer', min: 0, max: 24 },
  PasswordPolicyMinLengthType: { type: 'integer', min: 6, max: 99 },
  PasswordPolicyType: { type: 'structure', members: { MinimumLength: 'PasswordPolicyMinLengthType', RequireUppercase: 'BooleanType', RequireLowercase: 'BooleanType', RequireNumbers: 'BooleanType', RequireSymbols: 'BooleanType', PasswordHistorySize: 'PasswordHistorySizeType', TemporaryPasswordValidityDays: 'TemporaryPasswordValidityDaysType' } },
  PasswordType: { type: 'string', max: 256, pattern: '^[\\S]+.*[\\S]+$', sensitive: true },
  PoolQueryLimitType: { type: 'integer', min: 1, max: 60 },
  PreSignedUrlType: { type: 'string', min: 0, max: 2048 },
  PreTokenGenerationLambdaVersionType: { type: 'string', enum: ['V1_0', 'V2_0', 'V3_0'] },
  PreTokenGenerationVersionConfigType: { type: 'structure', members: { LambdaVersion: 'PreTokenGenerationLambdaVersionType', LambdaArn: 'ArnType' }, required: ['LambdaVersion', 'LambdaArn'] },
  PrecedenceType: { type: 'integer', min: 0 },
  PreventUserExistenceErrorTypes: { type: 'string', enum: ['LEGACY', 'ENABLED'] },
  PriorityType: { type: 'integer', min: 1, max: 2 },
  ProviderDescription: { type: 'structure', members: { ProviderName: 'ProviderNameType', ProviderType: 'IdentityProviderTypeType', LastModifiedDate: 'DateType', CreationDate: 'DateType' } },
  ProviderDetailsType: { type: 'map', key: 'StringType', value: 'StringType' },
  ProviderNameType: { type: 'string', min: 1, max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+' },
  ProviderNameTypeV2: { type: 'string', min: 1, max: 32, pattern: '[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+' },
  ProviderUserIdentifierType: { type: 'structure', members: { ProviderName: 'ProviderNameType', ProviderAttributeName: 'StringType', ProviderAttributeValue: 'StringType' } },
  ProvidersListType: { type: 'list', member: 'ProviderDescription', min: 0, max: 50 },
  QueryLimit: { type: 'integer', min: 1, max: 60 },
  QueryLimitType: { type: 'integer', min: 0, max: 60 },
  RecoveryMechanismsType: { type: 'list', member: 'RecoveryOptionType', min: 1, max: 2 },
  RecoveryOptionNameType: { type: 'string', enum: ['verified_email', 'verified_phone_number', 'admin_only'] },
  RecoveryOptionType: { type: 'structure', members: { Priority: 'PriorityType', Name: 'RecoveryOptionNameType' }, required: ['Priority', 'Name'] },
  RedirectUrlType: { type: 'string', min: 1, max: 1024, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' },
  RefreshTokenRotationType: { type: 'structure', members: { Feature: 'FeatureType', RetryGracePeriodSeconds: 'RetryGracePeriodSecondsType' }, required: ['Feature'] },
  RefreshTokenValidityType: { type: 'integer', min: 0, max: 315360000 },
  RegionCodeType: { type: 'string', min: 5, max: 32 },
  RegionNameType: { type: 'string', min: 5, max: 32 },
  RelyingPartyIdType: { type: 'string', min: 1, max: 127 },
  ReplicaRegionsType: { type: 'list', member: 'StringType' },
  ReplicaRoleType: { type: 'string', enum: ['PRIMARY', 'SECONDARY'] },
  ReplicaStatusType: { type: 'string', enum: ['CREATING', 'ACTIVE', 'INACTIVE', 'DELETING'] },
  ResendConfirmationCodeRequest: { type: 'structure', members: { ClientId: 'ClientIdType', SecretHash: 'SecretHashType', UserContextData: 'UserContextDataType', Username: 'UsernameType', AnalyticsMetadata: 'AnalyticsMetadataType', ClientMetadata: 'ClientMetadataType' }, required: ['ClientId', 'Username'] },
  ResendConfirmationCodeResponse: { type: 'structure', members: { CodeDeliveryDetails: 'CodeDeliveryDetailsType' } },
  ResourceIdType: { type: 'string', min: 1, max: 40, pattern: '^[\\w\\- ]+$' },
  ResourceServerIdentifierType: { type: 'string', min: 1, max: 256, pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+' },
  ResourceServerNameType: { type: 'string', min: 1, max: 256, pattern: '[\\w\\s+=,.@-]+' },
  ResourceServerScopeDescriptionType: { type: 'string', min: 1, max: 256 },
  ResourceServerScopeListType: { type: 'list', member: 'ResourceServerScopeType', max: 100 },
  ResourceServerScopeNameType: { type: 'string', min: 1, max: 256, pattern: '[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+' },
  ResourceServerScopeType: { type: 'structure', members: { ScopeName: 'ResourceServerScopeNameType', ScopeDescription: 'ResourceServerScopeDescriptionType' }, required: ['ScopeName', 'ScopeDescription'] },
  ResourceServerType: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Identifier: 'ResourceServerIdentifierType', Name: 'ResourceServerNameType', Scopes: 'ResourceServerScopeListType', ManagedBy: 'StringType' } },
  ResourceServersListType: { type: 'list', member: 'ResourceServerType' },
  RespondToAuthChallengeRequest: { type: 'structure', members: { ClientId: 'ClientIdType', ChallengeName: 'ChallengeNameType', Session: 'SessionType', ChallengeResponses: 'ChallengeResponsesType', AnalyticsMetadata: 'AnalyticsMetadataType', UserContextData: 'UserContextDataType', ClientMetadata: 'ClientMetadataType' }, required: ['ClientId', 'ChallengeName'] },
  RespondToAuthChallengeResponse: { type: 'structure', members: { ChallengeName: 'ChallengeNameType', Session: 'SessionType', ChallengeParameters: 'ChallengeParametersType', AuthenticationResult: 'AuthenticationResultType', AvailableChallenges: 'StringListType' } },
  RetryGracePeriodSecondsType: { type: 'integer', min: 0, max: 60 },
  RevokeAssociatedSessionsType: { type: 'string', enum: ['NONE', 'LINKED'] },
  RevokeTokenRequest: { type: 'structure', members: { Token: 'TokenModelType', ClientId: 'ClientIdType', ClientSecret: 'ClientSecretType', RevokeAssociatedSessions: 'StringType' }, required: ['Token', 'ClientId'] },
  RevokeTokenResponse: { type: 'structure', members: {} },
  RevokeUserSessionRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', SessionId: 'StringType', RevokeAssociatedSessions: 'RevokeAssociatedSessionsType' }, required: ['AccessToken', 'SessionId'] },
  RevokeUserSessionResponse: { type: 'structure', members: {} },
  RiskConfigurationType: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', CompromisedCredentialsRiskConfiguration: 'CompromisedCredentialsRiskConfigurationType', AccountTakeoverRiskConfiguration: 'AccountTakeoverRiskConfigurationType', RiskExceptionConfiguration: 'RiskExceptionConfigurationType', LastModifiedDate: 'DateType' } },
  RiskDecisionType: { type: 'string', enum: ['NoRisk', 'AccountTakeover', 'Block'] },
  RiskExceptionConfigurationType: { type: 'structure', members: { BlockedIPRangeList: 'BlockedIPRangeListType', SkippedIPRangeList: 'SkippedIPRangeListType' } },
  RiskLevelType: { type: 'string', enum: ['Low', 'Medium', 'High'] },
  RoutingType: { type: 'structure', members: { Failover: 'FailoverType' } },
  S3ArnType: { type: 'string', min: 3, max: 1024, pattern: 'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:::[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?' },
  S3BucketType: { type: 'string', min: 3, max: 1024, pattern: '^[0-9A-Za-z\\.\\-_]*(?<!\\.)$' },
  S3ConfigurationType: { type: 'structure', members: { BucketArn: 'S3ArnType' } },
  SESConfigurationSet: { type: 'string', min: 1, max: 64, pattern: '^[a-zA-Z0-9_-]+$' },
  SMSMfaSettingsType: { type: 'structure', members: { Enabled: 'BooleanType', PreferredMfa: 'BooleanType' } },
  SSOSessionMaxValidityMinutesType: { type: 'integer', min: 0, max: 129600 },
  SchemaAttributeType: { type: 'structure', members: { Name: 'CustomAttributeNameType', AttributeDataType: 'AttributeDataType', DeveloperOnlyAttribute: 'BooleanType', Mutable: 'BooleanType', Required: 'BooleanType', NumberAttributeConstraints: 'NumberAttributeConstraintsType', StringAttributeConstraints: 'StringAttributeConstraintsType' } },
  SchemaAttributesListType: { type: 'list', member: 'SchemaAttributeType', min: 1, max: 50 },
  ScopeListType: { type: 'list', member: 'ScopeType', max: 50 },
  ScopeType: { type: 'string', min: 1, max: 256, pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+' },
  SearchPaginationTokenType: { type: 'string', min: 1, pattern: '[\\S]+' },
  SearchedAttributeNamesListType: { type: 'list', member: 'AttributeNameType' },
  SecretCodeType: { type: 'string', min: 16, pattern: '[A-Za-z0-9]+', sensitive: true },
  SecretHashType: { type: 'string', min: 1, max: 128, pattern: '[\\w+=/]+', sensitive: true },
  SecurityPolicyType: { type: 'string', enum: ['TLS_V1', 'TLS_V1_2_2021', 'TLS_V1_3_2025'] },
  SessionDescriptionType: { type: 'structure', members: { SessionId: 'StringType', SessionType: 'SessionTypeType', ClientId: 'ClientIdType', CreateDate: 'DateType', LastActiveDate: 'DateType', DeviceType: 'StringType', LastIPAddress: 'SessionIpAddressType', LastLocation: 'SessionLocationType', OriginSessionId: 'StringType', IsCurrentSession: 'BooleanType' } },
  SessionIpAddressType: { type: 'string', sensitive: true },
  SessionLocationType: { type: 'structure', members: { City: 'StringType', Country: 'StringType' } },
  SessionType: { type: 'string', min: 20, max: 2048, sensitive: true },
  SessionTypeType: { type: 'string', enum: ['SSO', 'TOKEN'] },
  SessionsListType: { type: 'list', member: 'SessionDescriptionType' },
  SetLogDeliveryConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', LogConfigurations: 'LogConfigurationListType' }, required: ['UserPoolId', 'LogConfigurations'] },
  SetLogDeliveryConfigurationResponse: { type: 'structure', members: { LogDeliveryConfiguration: 'LogDeliveryConfigurationType' } },
  SetRiskConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', CompromisedCredentialsRiskConfiguration: 'CompromisedCredentialsRiskConfigurationType', AccountTakeoverRiskConfiguration: 'AccountTakeoverRiskConfigurationType', RiskExceptionConfiguration: 'RiskExceptionConfigurationType' }, required: ['UserPoolId'] },
  SetRiskConfigurationResponse: { type: 'structure', members: { RiskConfiguration: 'RiskConfigurationType' }, required: ['RiskConfiguration'] },
  SetUICustomizationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', CSS: 'CSSType', ImageFile: 'ImageFileType' }, required: ['UserPoolId'] },
  SetUICustomizationResponse: { type: 'structure', members: { UICustomization: 'UICustomizationType' }, required: ['UICustomization'] },
  SetUserMFAPreferenceRequest: { type: 'structure', members: { SMSMfaSettings: 'SMSMfaSettingsType', SoftwareTokenMfaSettings: 'SoftwareTokenMfaSettingsType', EmailMfaSettings: 'EmailMfaSettingsType', WebAuthnMfaSettings: 'WebAuthnMfaSettingsType', AccessToken: 'TokenModelType' }, required: ['AccessToken'] },
  SetUserMFAPreferenceResponse: { type: 'structure', members: {} },
  SetUserPoolClientSessionConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', SSOSession: 'ClientSSOSessionConfigType' }, required: ['UserPoolId', 'ClientId', 'SSOSession'] },
  SetUserPoolClientSessionConfigurationResponse: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', SSOSession: 'ClientSSOSessionConfigType' } },
  SetUserPoolMfaConfigRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', SmsMfaConfiguration: 'SmsMfaConfigType', SoftwareTokenMfaConfiguration: 'SoftwareTokenMfaConfigType', EmailMfaConfiguration: 'EmailMfaConfigType', MfaConfiguration: 'UserPoolMfaType', WebAuthnConfiguration: 'WebAuthnConfigurationType' }, required: ['UserPoolId'] },
  SetUserPoolMfaConfigResponse: { type: 'structure', members: { SmsMfaConfiguration: 'SmsMfaConfigType', SoftwareTokenMfaConfiguration: 'SoftwareTokenMfaConfigType', EmailMfaConfiguration: 'EmailMfaConfigType', MfaConfiguration: 'UserPoolMfaType', WebAuthnConfiguration: 'WebAuthnConfigurationType' } },
  SetUserPoolSessionConfigurationRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', UserSessionTracking: 'UserSessionTrackingType', TokenSession: 'UserPoolTokenSessionConfigType' }, required: ['UserPoolId', 'UserSessionTracking', 'TokenSession'] },
  SetUserPoolSessionConfigurationResponse: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', UserSessionTracking: 'UserSessionTrackingType', TokenSession: 'UserPoolTokenSessionConfigType' } },
  SetUserSettingsRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', MFAOptions: 'MFAOptionListType' }, required: ['AccessToken', 'MFAOptions'] },
  SetUserSettingsResponse: { type: 'structure', members: {} },
  SignInPolicyType: { type: 'structure', members: { AllowedFirstAuthFactors: 'AllowedFirstAuthFactorsListType' } },
  SignUpRequest: { type: 'structure', members: { ClientId: 'ClientIdType', SecretHash: 'SecretHashType', Username: 'UsernameType', Password: 'PasswordType', UserAttributes: 'AttributeListType', ValidationData: 'AttributeListType', AnalyticsMetadata: 'AnalyticsMetadataType', UserContextData: 'UserContextDataType', ClientMetadata: 'ClientMetadataType' }, required: ['ClientId', 'Username'] },
  SignUpResponse: { type: 'structure', members: { UserConfirmed: 'BooleanType', CodeDeliveryDetails: 'CodeDeliveryDetailsType', UserSub: 'StringType', Session: 'SessionType' }, required: ['UserConfirmed', 'UserSub'] },
  SkippedIPRangeListType: { type: 'list', member: 'StringType', max: 200 },
  SmsConfigurationType: { type: 'structure', members: { SnsCallerArn: 'OptionalArnType', ExternalId: 'StringType', SnsRegion: 'RegionCodeType', EumsSms: 'EumsSmsConfigurationType' } },
  SmsInviteMessageType: { type: 'string', min: 6, max: 140, pattern: '(?s).*' },
  SmsMfaConfigType: { type: 'structure', members: { SmsAuthenticationMessage: 'SmsVerificationMessageType', SmsConfiguration: 'SmsConfigurationType' } },
  SmsVerificationMessageType: { type: 'string', min: 6, max: 140, pattern: '.*\\{####\\}.*' },
  SoftwareTokenMFAUserCodeType: { type: 'string', min: 6, max: 6, pattern: '[0-9]+', sensitive: true },
  SoftwareTokenMfaConfigType: { type: 'structure', members: { Enabled: 'BooleanType' } },
  SoftwareTokenMfaSettingsType: { type: 'structure', members: { Enabled: 'BooleanType', PreferredMfa: 'BooleanType' } },
  StartUserImportJobRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', JobId: 'UserImportJobIdType' }, required: ['UserPoolId', 'JobId'] },
  StartUserImportJobResponse: { type: 'structure', members: { UserImportJob: 'UserImportJobType' } },
  StartWebAuthnRegistrationRequest: { type: 'structure', members: { AccessToken: 'TokenModelType' }, required: ['AccessToken'] },
  StartWebAuthnRegistrationResponse: { type: 'structure', members: { CredentialCreationOptions: 'Document' }, required: ['CredentialCreationOptions'] },
  StatusType: { type: 'string', enum: ['Enabled', 'Disabled'] },
  StopUserImportJobRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', JobId: 'UserImportJobIdType' }, required: ['UserPoolId', 'JobId'] },
  StopUserImportJobResponse: { type: 'structure', members: { UserImportJob: 'UserImportJobType' } },
  StringAttributeConstraintsType: { type: 'structure', members: { MinLength: 'StringType', MaxLength: 'StringType' } },
  StringListType: { type: 'list', member: 'StringType' },
  StringMapType: { type: 'map', key: 'StringType', value: 'StringType' },
  StringToStringMapType: { type: 'map', key: 'StringType', value: 'StringType' },
  StringType: { type: 'string', min: 0, max: 131072 },
  SupportedIdentityProvidersListType: { type: 'list', member: 'ProviderNameType' },
  TagKeysType: { type: 'string', min: 1, max: 128 },
  TagResourceRequest: { type: 'structure', members: { ResourceArn: 'ArnType', Tags: 'UserPoolTagsType' }, required: ['ResourceArn', 'Tags'] },
  TagResourceResponse: { type: 'structure', members: {} },
  TagValueType: { type: 'string', min: 0, max: 256 },
  TemporaryPasswordValidityDaysType: { type: 'integer', min: 0, max: 365 },
  TermsDescriptionListType: { type: 'list', member: 'TermsDescriptionType' },
  TermsDescriptionType: { type: 'structure', members: { TermsId: 'TermsIdType', TermsName: 'TermsNameType', Enforcement: 'TermsEnforcementType', CreationDate: 'DateType', LastModifiedDate: 'DateType' }, required: ['TermsId', 'TermsName', 'Enforcement', 'CreationDate', 'LastModifiedDate'] },
  TermsEnforcementType: { type: 'string', enum: ['NONE'] },
  TermsIdType: { type: 'string', pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$' },
  TermsNameType: { type: 'string', pattern: '^(terms-of-use|privacy-policy)$' },
  TermsSourceType: { type: 'string', enum: ['LINK'] },
  TermsType: { type: 'structure', members: { TermsId: 'TermsIdType', UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', TermsName: 'TermsNameType', TermsSource: 'TermsSourceType', Enforcement: 'TermsEnforcementType', Links: 'LinksType', CreationDate: 'DateType', LastModifiedDate: 'DateType' }, required: ['TermsId', 'UserPoolId', 'ClientId', 'TermsName', 'TermsSource', 'Enforcement', 'Links', 'CreationDate', 'LastModifiedDate'] },
  TimeUnitsType: { type: 'string', enum: ['seconds', 'minutes', 'hours', 'days'] },
  TokenModelType: { type: 'string', pattern: '[A-Za-z0-9-_=.]+', sensitive: true },
  TokenSessionMaxPerUserType: { type: 'integer', min: 1, max: 100 },
  TokenValidityUnitsType: { type: 'structure', members: { AccessToken: 'TimeUnitsType', IdToken: 'TimeUnitsType', RefreshToken: 'TimeUnitsType' } },
  UICustomizationType: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', ImageUrl: 'ImageUrlType', CSS: 'CSSType', CSSVersion: 'CSSVersionType', LastModifiedDate: 'DateType', CreationDate: 'DateType' } },
  UntagResourceRequest: { type: 'structure', members: { ResourceArn: 'ArnType', TagKeys: 'UserPoolTagsListType' }, required: ['ResourceArn', 'TagKeys'] },
  UntagResourceResponse: { type: 'structure', members: {} },
  UpdateAuthEventFeedbackRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Username: 'UsernameType', EventId: 'EventIdType', FeedbackToken: 'TokenModelType', FeedbackValue: 'FeedbackValueType' }, required: ['UserPoolId', 'Username', 'EventId', 'FeedbackToken', 'FeedbackValue'] },
  UpdateAuthEventFeedbackResponse: { type: 'structure', members: {} },
  UpdateDeviceStatusRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', DeviceKey: 'DeviceKeyType', DeviceRememberedStatus: 'DeviceRememberedStatusType' }, required: ['AccessToken', 'DeviceKey'] },
  UpdateDeviceStatusResponse: { type: 'structure', members: {} },
  UpdateGroupRequest: { type: 'structure', members: { GroupName: 'GroupNameType', UserPoolId: 'UserPoolIdType', Description: 'DescriptionType', RoleArn: 'ArnType', Precedence: 'PrecedenceType' }, required: ['GroupName', 'UserPoolId'] },
  UpdateGroupResponse: { type: 'structure', members: { Group: 'GroupType' } },
  UpdateIdentityProviderRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ProviderName: 'ProviderNameType', ProviderDetails: 'ProviderDetailsType', AttributeMapping: 'AttributeMappingType', IdpIdentifiers: 'IdpIdentifiersListType', AcrMapping: 'StringMapType' }, required: ['UserPoolId', 'ProviderName'] },
  UpdateIdentityProviderResponse: { type: 'structure', members: { IdentityProvider: 'IdentityProviderType' }, required: ['IdentityProvider'] },
  UpdateManagedLoginBrandingRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ManagedLoginBrandingId: 'ManagedLoginBrandingIdType', UseCognitoProvidedValues: 'BooleanType', Settings: 'Document', Assets: 'AssetListType' } },
  UpdateManagedLoginBrandingResponse: { type: 'structure', members: { ManagedLoginBranding: 'ManagedLoginBrandingType' } },
  UpdateProvisionedLimitRequest: { type: 'structure', members: { LimitDefinition: 'LimitDefinitionType', RequestedLimitValue: 'IntegerType' }, required: ['LimitDefinition', 'RequestedLimitValue'] },
  UpdateProvisionedLimitResponse: { type: 'structure', members: { Limit: 'LimitType' }, required: ['Limit'] },
  UpdateReplicaStatusType: { type: 'string', enum: ['ACTIVE', 'INACTIVE'] },
  UpdateResourceServerRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Identifier: 'ResourceServerIdentifierType', Name: 'ResourceServerNameType', Scopes: 'ResourceServerScopeListType' }, required: ['UserPoolId', 'Identifier', 'Name'] },
  UpdateResourceServerResponse: { type: 'structure', members: { ResourceServer: 'ResourceServerType' }, required: ['ResourceServer'] },
  UpdateTermsRequest: { type: 'structure', members: { TermsId: 'TermsIdType', UserPoolId: 'UserPoolIdType', TermsName: 'TermsNameType', TermsSource: 'TermsSourceType', Enforcement: 'TermsEnforcementType', Links: 'LinksType' }, required: ['TermsId', 'UserPoolId'] },
  UpdateTermsResponse: { type: 'structure', members: { Terms: 'TermsType' } },
  UpdateUserAttributesRequest: { type: 'structure', members: { UserAttributes: 'AttributeListType', AccessToken: 'TokenModelType', ClientMetadata: 'ClientMetadataType' }, required: ['UserAttributes', 'AccessToken'] },
  UpdateUserAttributesResponse: { type: 'structure', members: { CodeDeliveryDetailsList: 'CodeDeliveryDetailsListType' } },
  UpdateUserPoolClientRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientId: 'ClientIdType', ClientName: 'ClientNameType', RefreshTokenValidity: 'RefreshTokenValidityType', AccessTokenValidity: 'AccessTokenValidityType', IdTokenValidity: 'IdTokenValidityType', TokenValidityUnits: 'TokenValidityUnitsType', ReadAttributes: 'ClientPermissionListType', WriteAttributes: 'ClientPermissionListType', ExplicitAuthFlows: 'ExplicitAuthFlowsListType', SupportedIdentityProviders: 'SupportedIdentityProvidersListType', CallbackURLs: 'CallbackURLsListType', LogoutURLs: 'LogoutURLsListType', DefaultRedirectURI: 'RedirectUrlType', AllowedOAuthFlows: 'OAuthFlowsType', AllowedOAuthScopes: 'ScopeListType', AllowedOAuthFlowsUserPoolClient: 'BooleanType', AnalyticsConfiguration: 'AnalyticsConfigurationType', PreventUserExistenceErrors: 'PreventUserExistenceErrorTypes', EnableTokenRevocation: 'WrappedBooleanType', EnablePropagateAdditionalUserContextData: 'WrappedBooleanType', AuthSessionValidity: 'AuthSessionValidityType', RefreshTokenRotation: 'RefreshTokenRotationType' }, required: ['UserPoolId', 'ClientId'] },
  UpdateUserPoolClientResponse: { type: 'structure', members: { UserPoolClient: 'UserPoolClientType' } },
  UpdateUserPoolDomainRequest: { type: 'structure', members: { Domain: 'DomainType', UserPoolId: 'UserPoolIdType', ManagedLoginVersion: 'WrappedIntegerType', CustomDomainConfig: 'CustomDomainConfigType', Routing: 'RoutingType' }, required: ['Domain', 'UserPoolId'] },
  UpdateUserPoolDomainResponse: { type: 'structure', members: { ManagedLoginVersion: 'WrappedIntegerType', CloudFrontDomain: 'DomainType', Routing: 'RoutingType' } },
  UpdateUserPoolReplicaRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', RegionName: 'RegionNameType', Status: 'UpdateReplicaStatusType' }, required: ['UserPoolId', 'RegionName', 'Status'] },
  UpdateUserPoolReplicaResponse: { type: 'structure', members: { UserPoolReplica: 'UserPoolReplicaType' } },
  UpdateUserPoolRequest: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', Policies: 'UserPoolPolicyType', DeletionProtection: 'DeletionProtectionType', LambdaConfig: 'LambdaConfigType', AutoVerifiedAttributes: 'VerifiedAttributesListType', SmsVerificationMessage: 'SmsVerificationMessageType', EmailVerificationMessage: 'EmailVerificationMessageType', EmailVerificationSubject: 'EmailVerificationSubjectType', VerificationMessageTemplate: 'VerificationMessageTemplateType', SmsAuthenticationMessage: 'SmsVerificationMessageType', UserAttributeUpdateSettings: 'UserAttributeUpdateSettingsType', MfaConfiguration: 'UserPoolMfaType', DeviceConfiguration: 'DeviceConfigurationType', EmailConfiguration: 'EmailConfigurationType', SmsConfiguration: 'SmsConfigurationType', UserPoolTags: 'UserPoolTagsType', AdminCreateUserConfig: 'AdminCreateUserConfigType', UserPoolAddOns: 'UserPoolAddOnsType', AccountRecoverySetting: 'AccountRecoverySettingType', PoolName: 'UserPoolNameType', UserPoolTier: 'UserPoolTierType', KeyConfiguration: 'KeyConfigurationType', IssuerConfiguration: 'IssuerConfigurationType', DcrConfiguration: 'DcrConfigurationType', AcrConfiguration: 'AcrConfigurationType' }, required: ['UserPoolId'] },
  UpdateUserPoolResponse: { type: 'structure', members: {} },
  UserAttributeUpdateSettingsType: { type: 'structure', members: { AttributesRequireVerificationBeforeUpdate: 'AttributesRequireVerificationBeforeUpdateType' } },
  UserContextDataType: { type: 'structure', members: { IpAddress: 'StringType', EncodedData: 'StringType' }, sensitive: true },
  UserFilterType: { type: 'string', max: 256 },
  UserImportJobIdType: { type: 'string', min: 1, max: 55, pattern: 'import-[0-9a-zA-Z-]+' },
  UserImportJobNameType: { type: 'string', min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' },
  UserImportJobStatusType: { type: 'string', enum: ['Created', 'Pending', 'InProgress', 'Stopping', 'Expired', 'Stopped', 'Failed', 'Succeeded'] },
  UserImportJobType: { type: 'structure', members: { JobName: 'UserImportJobNameType', JobId: 'UserImportJobIdType', UserPoolId: 'UserPoolIdType', PreSignedUrl: 'PreSignedUrlType', CreationDate: 'DateType', StartDate: 'DateType', CompletionDate: 'DateType', Status: 'UserImportJobStatusType', CloudWatchLogsRoleArn: 'ArnType', ImportedUsers: 'LongType', SkippedUsers: 'LongType', FailedUsers: 'LongType', CompletionMessage: 'CompletionMessageType', PasswordHashingAlgorithm: 'PasswordHashingAlgorithmType' } },
  UserImportJobsListType: { type: 'list', member: 'UserImportJobType', min: 1, max: 50 },
  UserMFASettingListType: { type: 'list', member: 'StringType' },
  UserPoolAddOnsType: { type: 'structure', members: { AdvancedSecurityMode: 'AdvancedSecurityModeType', AdvancedSecurityAdditionalFlows: 'AdvancedSecurityAdditionalFlowsType' }, required: ['AdvancedSecurityMode'] },
  UserPoolClientDescription: { type: 'structure', members: { ClientId: 'ClientIdType', UserPoolId: 'UserPoolIdType', ClientName: 'ClientNameType' } },
  UserPoolClientListType: { type: 'list', member: 'UserPoolClientDescription' },
  UserPoolClientType: { type: 'structure', members: { UserPoolId: 'UserPoolIdType', ClientName: 'ClientNameType', ClientId: 'ClientIdType', ClientSecret: 'ClientSecretType', LastModifiedDate: 'DateType', CreationDate: 'DateType', RefreshTokenValidity: 'RefreshTokenValidityType', AccessTokenValidity: 'AccessTokenValidityType', IdTokenValidity: 'IdTokenValidityType', TokenValidityUnits: 'TokenValidityUnitsType', ReadAttributes: 'ClientPermissionListType', WriteAttributes: 'ClientPermissionListType', ExplicitAuthFlows: 'ExplicitAuthFlowsListType', SupportedIdentityProviders: 'SupportedIdentityProvidersListType', CallbackURLs: 'CallbackURLsListType', LogoutURLs: 'LogoutURLsListType', DefaultRedirectURI: 'RedirectUrlType', AllowedOAuthFlows: 'OAuthFlowsType', AllowedOAuthScopes: 'ScopeListType', AllowedOAuthFlowsUserPoolClient: 'BooleanType', AnalyticsConfiguration: 'AnalyticsConfigurationType', PreventUserExistenceErrors: 'PreventUserExistenceErrorTypes', EnableTokenRevocation: 'WrappedBooleanType', EnablePropagateAdditionalUserContextData: 'WrappedBooleanType', AuthSessionValidity: 'AuthSessionValidityType', RefreshTokenRotation: 'RefreshTokenRotationType', ClientType: 'ClientTypeType' } },
  UserPoolDescriptionType: { type: 'structure', members: { Id: 'UserPoolIdType', Name: 'UserPoolNameType', LambdaConfig: 'LambdaConfigType', Status: 'StatusType', LastModifiedDate: 'DateType', CreationDate: 'DateType', ReplicaRegions: 'ReplicaRegionsType' } },
  UserPoolIdType: { type: 'string', min: 1, max: 55, pattern: '[\\w-]+_[0-9a-zA-Z]+' },
  UserPoolListType: { type: 'list', member: 'UserPoolDescriptionType' },
  UserPoolMfaType: { type: 'string', enum: ['OFF', 'ON', 'OPTIONAL'] },
  UserPoolNameType: { type: 'string', min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' },
  UserPoolPolicyType: { type: 'structure', members: { PasswordPolicy: 'PasswordPolicyType', SignInPolicy: 'SignInPolicyType' } },
  UserPoolReplicaListType: { type: 'list', member: 'UserPoolReplicaType' },
  UserPoolReplicaType: { type: 'structure', members: { RegionName: 'RegionNameType', Status: 'ReplicaStatusType', Role: 'ReplicaRoleType', UserPoolArn: 'ArnType' } },
  UserPoolTagsListType: { type: 'list', member: 'TagKeysType' },
  UserPoolTagsType: { type: 'map', key: 'TagKeysType', value: 'TagValueType' },
  UserPoolTierType: { type: 'string', enum: ['LITE', 'ESSENTIALS', 'PLUS'] },
  UserPoolTokenSessionConfigType: { type: 'structure', members: { MaxPerUser: 'TokenSessionMaxPerUserType' }, required: ['MaxPerUser'] },
  UserPoolType: { type: 'structure', members: { Id: 'UserPoolIdType', Name: 'UserPoolNameType', Policies: 'UserPoolPolicyType', DeletionProtection: 'DeletionProtectionType', LambdaConfig: 'LambdaConfigType', Status: 'StatusType', LastModifiedDate: 'DateType', CreationDate: 'DateType', SchemaAttributes: 'SchemaAttributesListType', AutoVerifiedAttributes: 'VerifiedAttributesListType', AliasAttributes: 'AliasAttributesListType', UsernameAttributes: 'UsernameAttributesListType', SmsVerificationMessage: 'SmsVerificationMessageType', EmailVerificationMessage: 'EmailVerificationMessageType', EmailVerificationSubject: 'EmailVerificationSubjectType', VerificationMessageTemplate: 'VerificationMessageTemplateType', SmsAuthenticationMessage: 'SmsVerificationMessageType', UserAttributeUpdateSettings: 'UserAttributeUpdateSettingsType', MfaConfiguration: 'UserPoolMfaType', DeviceConfiguration: 'DeviceConfigurationType', EstimatedNumberOfUsers: 'IntegerType', EmailConfiguration: 'EmailConfigurationType', SmsConfiguration: 'SmsConfigurationType', UserPoolTags: 'UserPoolTagsType', SmsConfigurationFailure: 'StringType', EmailConfigurationFailure: 'StringType', Domain: 'DomainType', CustomDomain: 'DomainType', AdminCreateUserConfig: 'AdminCreateUserConfigType', UserPoolAddOns: 'UserPoolAddOnsType', UsernameConfiguration: 'UsernameConfigurationType', Arn: 'ArnType', AccountRecoverySetting: 'AccountRecoverySettingType', UserPoolTier: 'UserPoolTierType', KeyConfiguration: 'KeyConfigurationType', IssuerConfiguration: 'IssuerConfigurationType', DcrConfiguration: 'DcrConfigurationType', AcrConfiguration: 'AcrConfigurationType' } },
  UserSessionTrackingType: { type: 'string', enum: ['DISABLED', 'ENABLED'] },
  UserStatusType: { type: 'string', enum: ['UNCONFIRMED', 'CONFIRMED', 'ARCHIVED', 'COMPROMISED', 'UNKNOWN', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'] },
  UserType: { type: 'structure', members: { Username: 'UsernameType', Attributes: 'AttributeListType', UserCreateDate: 'DateType', UserLastModifiedDate: 'DateType', Enabled: 'BooleanType', UserStatus: 'UserStatusType', MFAOptions: 'MFAOptionListType' } },
  UserVerificationType: { type: 'string', enum: ['required', 'preferred'] },
  UsernameAttributeType: { type: 'string', enum: ['phone_number', 'email'] },
  UsernameAttributesListType: { type: 'list', member: 'UsernameAttributeType' },
  UsernameConfigurationType: { type: 'structure', members: { CaseSensitive: 'WrappedBooleanType' }, required: ['CaseSensitive'] },
  UsernameType: { type: 'string', min: 1, max: 128, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', sensitive: true },
  UsersListType: { type: 'list', member: 'UserType' },
  VerificationMessageTemplateType: { type: 'structure', members: { SmsMessage: 'SmsVerificationMessageType', EmailMessage: 'EmailVerificationMessageType', EmailSubject: 'EmailVerificationSubjectType', EmailMessageByLink: 'EmailVerificationMessageByLinkType', EmailSubjectByLink: 'EmailVerificationSubjectByLinkType', DefaultEmailOption: 'DefaultEmailOptionType' } },
  VerifiedAttributeType: { type: 'string', enum: ['phone_number', 'email'] },
  VerifiedAttributesListType: { type: 'list', member: 'VerifiedAttributeType' },
  VerifySoftwareTokenRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', Session: 'SessionType', UserCode: 'SoftwareTokenMFAUserCodeType', FriendlyDeviceName: 'StringType' }, required: ['UserCode'] },
  VerifySoftwareTokenResponse: { type: 'structure', members: { Status: 'VerifySoftwareTokenResponseType', Session: 'SessionType' } },
  VerifySoftwareTokenResponseType: { type: 'string', enum: ['SUCCESS', 'ERROR'] },
  VerifyUserAttributeRequest: { type: 'structure', members: { AccessToken: 'TokenModelType', AttributeName: 'AttributeNameType', Code: 'ConfirmationCodeType' }, required: ['AccessToken', 'AttributeName', 'Code'] },
  VerifyUserAttributeResponse: { type: 'structure', members: {} },
  WebAuthnAuthenticatorAttachmentType: { type: 'string' },
  WebAuthnAuthenticatorTransportType: { type: 'string' },
  WebAuthnAuthenticatorTransportsList: { type: 'list', member: 'WebAuthnAuthenticatorTransportType' },
  WebAuthnConfigurationType: { type: 'structure', members: { RelyingPartyId: 'RelyingPartyIdType', UserVerification: 'UserVerificationType', FactorConfiguration: 'WebAuthnFactorConfigurationType' } },
  WebAuthnCredentialDescription: { type: 'structure', members: { CredentialId: 'StringType', FriendlyCredentialName: 'StringType', RelyingPartyId: 'StringType', AuthenticatorAttachment: 'WebAuthnAuthenticatorAttachmentType', AuthenticatorTransports: 'WebAuthnAuthenticatorTransportsList', CreatedAt: 'DateType' }, required: ['CredentialId', 'FriendlyCredentialName', 'RelyingPartyId', 'AuthenticatorTransports', 'CreatedAt'] },
  WebAuthnCredentialDescriptionListType: { type: 'list', member: 'WebAuthnCredentialDescription' },
  WebAuthnCredentialsQueryLimitType: { type: 'integer', min: 0, max: 20 },
  WebAuthnFactorConfigurationType: { type: 'string', enum: ['SINGLE_FACTOR', 'MULTI_FACTOR_WITH_USER_VERIFICATION'] },
  WebAuthnMfaSettingsType: { type: 'structure', members: { Enabled: 'BooleanType' } },
  WrappedBooleanType: { type: 'boolean' },
  WrappedIntegerType: { type: 'integer' },
}
