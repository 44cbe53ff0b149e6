// Made by scripts/generate.ts from model/cognito-idp.json. Change the script or the model, not this file.

export type ErrorName =
  | 'AccessDeniedException'
  | 'AliasExistsException'
  | 'CodeDeliveryFailureException'
  | 'CodeMismatchException'
  | 'ConcurrentModificationException'
  | 'DeviceKeyExistsException'
  | 'DuplicateProviderException'
  | 'EnableSoftwareTokenMFAException'
  | 'ExpiredCodeException'
  | 'FeatureUnavailableInTierException'
  | 'ForbiddenException'
  | 'GroupExistsException'
  | 'InternalErrorException'
  | 'InternalServerException'
  | 'InvalidEmailRoleAccessPolicyException'
  | 'InvalidLambdaResponseException'
  | 'InvalidOAuthFlowException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'InvalidSmsRoleAccessPolicyException'
  | 'InvalidSmsRoleTrustRelationshipException'
  | 'InvalidUserPoolConfigurationException'
  | 'LimitExceededException'
  | 'MFAMethodNotFoundException'
  | 'ManagedLoginBrandingExistsException'
  | 'NotAuthorizedException'
  | 'OperationNotEnabledException'
  | 'PasswordHistoryPolicyViolationException'
  | 'PasswordResetRequiredException'
  | 'PreconditionNotMetException'
  | 'RefreshTokenReuseException'
  | 'ResourceNotFoundException'
  | 'ScopeDoesNotExistException'
  | 'ServiceQuotaExceededException'
  | 'SoftwareTokenMFANotFoundException'
  | 'TermsExistsException'
  | 'TierChangeNotAllowedException'
  | 'TooManyFailedAttemptsException'
  | 'TooManyRequestsException'
  | 'UnauthorizedException'
  | 'UnexpectedLambdaException'
  | 'UnsupportedIdentityProviderException'
  | 'UnsupportedOperationException'
  | 'UnsupportedTokenTypeException'
  | 'UnsupportedUserStateException'
  | 'UserImportInProgressException'
  | 'UserLambdaValidationException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'UserPoolAddOnNotEnabledException'
  | 'UserPoolTaggingException'
  | 'UsernameExistsException'
  | 'WebAuthnChallengeNotFoundException'
  | 'WebAuthnClientMismatchException'
  | 'WebAuthnConfigurationMissingException'
  | 'WebAuthnCredentialNotSupportedException'
  | 'WebAuthnNotEnabledException'
  | 'WebAuthnOriginNotAllowedException'
  | 'WebAuthnRelyingPartyMismatchException'

/** Status of each error, and the members its body may have beside __type and message. */
export const errors: Readonly<Record<ErrorName, { readonly httpStatus: number; readonly furtherMembers: readonly string[] }>> = {
  AccessDeniedException: { httpStatus: 400, furtherMembers: [] },
  AliasExistsException: { httpStatus: 400, furtherMembers: [] },
  CodeDeliveryFailureException: { httpStatus: 400, furtherMembers: [] },
  CodeMismatchException: { httpStatus: 400, furtherMembers: [] },
  ConcurrentModificationException: { httpStatus: 400, furtherMembers: [] },
  DeviceKeyExistsException: { httpStatus: 400, furtherMembers: [] },
  DuplicateProviderException: { httpStatus: 400, furtherMembers: [] },
  EnableSoftwareTokenMFAException: { httpStatus: 400, furtherMembers: [] },
  ExpiredCodeException: { httpStatus: 400, furtherMembers: [] },
  FeatureUnavailableInTierException: { httpStatus: 400, furtherMembers: [] },
  ForbiddenException: { httpStatus: 400, furtherMembers: [] },
  GroupExistsException: { httpStatus: 400, furtherMembers: [] },
  InternalErrorException: { httpStatus: 500, furtherMembers: [] },
  InternalServerException: { httpStatus: 500, furtherMembers: [] },
  InvalidEmailRoleAccessPolicyException: { httpStatus: 400, furtherMembers: [] },
  InvalidLambdaResponseException: { httpStatus: 400, furtherMembers: [] },
  InvalidOAuthFlowException: { httpStatus: 400, furtherMembers: [] },
  InvalidParameterException: { httpStatus: 400, furtherMembers: ['reasonCode'] },
  InvalidPasswordException: { httpStatus: 400, furtherMembers: [] },
  InvalidSmsRoleAccessPolicyException: { httpStatus: 400, furtherMembers: [] },
  InvalidSmsRoleTrustRelationshipException: { httpStatus: 400, furtherMembers: [] },
  InvalidUserPoolConfigurationException: { httpStatus: 400, furtherMembers: [] },
  LimitExceededException: { httpStatus: 400, furtherMembers: [] },
  MFAMethodNotFoundException: { httpStatus: 400, furtherMembers: [] },
  ManagedLoginBrandingExistsException: { httpStatus: 400, furtherMembers: [] },
  NotAuthorizedException: { httpStatus: 400, furtherMembers: [] },
  OperationNotEnabledException: { httpStatus: 400, furtherMembers: [] },
  PasswordHistoryPolicyViolationException: { httpStatus: 400, furtherMembers: [] },
  PasswordResetRequiredException: { httpStatus: 400, furtherMembers: [] },
  PreconditionNotMetException: { httpStatus: 400, furtherMembers: [] },
  RefreshTokenReuseException: { httpStatus: 400, furtherMembers: [] },
  ResourceNotFoundException: { httpStatus: 400, furtherMembers: [] },
  ScopeDoesNotExistException: { httpStatus: 400, furtherMembers: [] },
  ServiceQuotaExceededException: { httpStatus: 400, furtherMembers: [] },
  SoftwareTokenMFANotFoundException: { httpStatus: 400, furtherMembers: [] },
  TermsExistsException: { httpStatus: 400, furtherMembers: [] },
  TierChangeNotAllowedException: { httpStatus: 400, furtherMembers: [] },
  TooManyFailedAttemptsException: { httpStatus: 400, furtherMembers: [] },
  TooManyRequestsException: { httpStatus: 400, furtherMembers: [] },
  UnauthorizedException: { httpStatus: 400, furtherMembers: [] },
  UnexpectedLambdaException: { httpStatus: 400, furtherMembers: [] },
  UnsupportedIdentityProviderException: { httpStatus: 400, furtherMembers: [] },
  UnsupportedOperationException: { httpStatus: 400, furtherMembers: [] },
  UnsupportedTokenTypeException: { httpStatus: 400, furtherMembers: [] },
  UnsupportedUserStateException: { httpStatus: 400, furtherMembers: [] },
  UserImportInProgressException: { httpStatus: 400, furtherMembers: [] },
  UserLambdaValidationException: { httpStatus: 400, furtherMembers: [] },
  UserNotConfirmedException: { httpStatus: 400, furtherMembers: [] },
  UserNotFoundException: { httpStatus: 400, furtherMembers: [] },
  UserPoolAddOnNotEnabledException: { httpStatus: 400, furtherMembers: [] },
  UserPoolTaggingException: { httpStatus: 400, furtherMembers: [] },
  UsernameExistsException: { httpStatus: 400, furtherMembers: [] },
  WebAuthnChallengeNotFoundException: { httpStatus: 400, furtherMembers: [] },
  WebAuthnClientMismatchException: { httpStatus: 400, furtherMembers: [] },
  WebAuthnConfigurationMissingException: { httpStatus: 400, furtherMembers: [] },
  WebAuthnCredentialNotSupportedException: { httpStatus: 400, furtherMembers: [] },
  WebAuthnNotEnabledException: { httpStatus: 400, furtherMembers: [] },
  WebAuthnOriginNotAllowedException: { httpStatus: 400, furtherMembers: [] },
  WebAuthnRelyingPartyMismatchException: { httpStatus: 400, furtherMembers: [] },
}
