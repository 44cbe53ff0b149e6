import {
  type Caller,
  type ErrorName,
  type OperationName,
  operations,
} from '../packages/api-model/src/index.ts'

/** Why no test provokes an error that the model declares. */
export interface Explanation {
  error: ErrorName
  operations: readonly OperationName[]
  /** One or two sentences; what differs from Cognito says so. */
  reason: string
}

const names = Object.keys(operations) as OperationName[]

/** The operations that declare the error, but for these. */
function all(error: ErrorName, options: { by?: Caller; but?: readonly OperationName[] } = {}) {
  const { by, but = [] } = options
  return names.filter((name) => {
    const { caller, errors } = operations[name]
    const declared: readonly ErrorName[] = errors
    return declared.includes(error) && (by === undefined || caller === by) && !but.includes(name)
  })
}

/** What one reason explains: the error, for every operation that declares it unless some are named. */
function explain(error: ErrorName, reason: string, operations = all(error)): Explanation {
  return { error, operations, reason }
}

const NO_ROLES =
  'The roles by which Amazon Cognito sends through Amazon SNS and SES are kept and shown; nothing is sent through those.'
const IN_TURN =
  'Changes of one thing take turns: each waits for the one before it and then finds what that left, so that none is refused because of another.'
const NO_QUOTA = 'There is no such quota here, since nobody shares the server.'
const NO_CODE = 'The operation takes no code; those for new addresses go to VerifyUserAttribute.'
const ANY_STATUS =
  'The operator may set this for a user in any state. No report tells of a refusal, and imported users would be hit by it.'

/** Every declared error that no test provokes, because it cannot occur in this server. */
export const explanations: readonly Explanation[] = [
  explain(
    'OperationNotEnabledException',
    'Replicas of a user pool refuse operations by it. Replicas are a description here: none answers in another region.',
  ),
  explain(
    'ForbiddenException',
    'AWS WAF answers it, which filters requests there before Amazon Cognito gets them.',
  ),
  explain(
    'NotAuthorizedException',
    'Whoever has the operator’s credentials may call all of these, and the signature is refused before that with the errors of all services of AWS (MissingAuthenticationToken, UnrecognizedClient, InvalidSignature).',
    all('NotAuthorizedException', {
      by: 'sigv4',
      but: [
        'AdminConfirmSignUp',
        'AdminInitiateAuth',
        'AdminResetUserPassword',
        'AdminRespondToAuthChallenge',
      ],
    }),
  ),
  explain('AccessDeniedException', 'There is one operator, who may do everything.'),
  explain('ConcurrentModificationException', IN_TURN),
  explain('InvalidSmsRoleAccessPolicyException', NO_ROLES),
  explain('InvalidSmsRoleTrustRelationshipException', NO_ROLES),
  explain('InvalidEmailRoleAccessPolicyException', NO_ROLES),
  explain(
    'InvalidUserPoolConfigurationException',
    'A configuration is checked when it is set, so that none is stored that could be found invalid later. What an operation lacks in a valid one is refused with InvalidParameter or ResourceNotFound.',
  ),
  explain(
    'CodeDeliveryFailureException',
    'No request waits for its message: the message is stored with what caused it, and sent afterwards, again after a failure. SetRiskConfiguration sends none.',
  ),
  explain(
    'TooManyFailedAttemptsException',
    'Too many attempts are refused with LimitExceeded, as Amazon Cognito was seen to do; the operator’s are not counted.',
  ),
  explain(
    'UserNotConfirmedException',
    'Nobody gets an access token before being confirmed, and no confirmed user becomes unconfirmed again.',
    all('UserNotConfirmedException', { by: 'accessToken' }),
  ),
  explain(
    'UserNotConfirmedException',
    'The code that sets a forgotten password also confirms the user, whose address it proves.',
    ['ConfirmForgotPassword'],
  ),
  explain('UserNotConfirmedException', ANY_STATUS, ['AdminDeleteSoftwareToken', 'AdminSetUserMFAPreference']),
  explain('PasswordResetRequiredException', ANY_STATUS, ['AdminSetUserMFAPreference']),
  explain(
    'UserNotFoundException',
    'The refresh tokens of a user end with the user, so that the token is unknown.',
    ['GetTokensFromRefreshToken'],
  ),
  explain('LimitExceededException', NO_QUOTA, ['CreateUserPool', 'CreateUserPoolClient']),
  explain(
    'LimitExceededException',
    'A second domain is refused with InvalidParameter, as Amazon Cognito was seen to do.',
    ['CreateUserPoolDomain'],
  ),
  explain(
    'LimitExceededException',
    'The operator confirms without a code, so that there are no attempts to count.',
    ['AdminConfirmSignUp'],
  ),
  explain(
    'LimitExceededException',
    'StartWebAuthnRegistration refuses it: a registration begins only where there is room, and a user has one at a time.',
    ['CompleteWebAuthnRegistration'],
  ),
  explain('LimitExceededException', 'It adds nothing, so that no limit is met.', [
    'DeleteUserPoolClientSecret',
    'DeleteWebAuthnCredential',
    'ListUserPoolClientSecrets',
    'ListWebAuthnCredentials',
  ]),
  explain(
    'TooManyRequestsException',
    'No limit can be set for the operations on limits, or it could keep the operator from raising it.',
    ['GetProvisionedLimit', 'UpdateProvisionedLimit'],
  ),
  explain(
    'ResourceNotFoundException',
    'An unknown category of operations is refused with InvalidParameter.',
    ['GetProvisionedLimit', 'UpdateProvisionedLimit'],
  ),
  explain(
    'ResourceNotFoundException',
    'An unknown domain, also of an unknown pool, is refused with InvalidParameter.',
    ['DeleteUserPoolDomain'],
  ),
  explain(
    'ResourceNotFoundException',
    'An unknown domain is answered with an empty description, as on AWS.',
    ['DescribeUserPoolDomain'],
  ),
  explain('PreconditionNotMetException', 'What a job needs is looked at when it is started.', [
    'CreateUserImportJob',
  ]),
  explain('PreconditionNotMetException', 'AWS names no precondition, and none is known from reports.', [
    'AdminCreateUser',
  ]),
  explain(
    'UnsupportedOperationException',
    'A way to sign in that the app client does not allow is refused with InvalidParameter, as Amazon Cognito was seen to do.',
    ['AdminInitiateAuth', 'InitiateAuth'],
  ),
  explain(
    'UnsupportedIdentityProviderException',
    'The model lets nobody create a provider of another type, so that there is none to change.',
  ),
  explain('CodeMismatchException', NO_CODE, ['UpdateUserAttributes']),
  explain('ExpiredCodeException', NO_CODE, ['UpdateUserAttributes']),
  explain(
    'CodeMismatchException',
    'A wrong code is refused with EnableSoftwareTokenMFA, as Amazon Cognito was seen to do.',
    ['VerifySoftwareToken'],
  ),
  explain('AliasExistsException', 'It takes names from a user and gives none.', [
    'AdminDisableProviderForUser',
  ]),
  explain(
    'InvalidPasswordException',
    'A device’s secret is no password; a bad verifier is refused with InvalidParameter.',
    ['ConfirmDevice'],
  ),
  explain(
    'UsernameExistsException',
    'It names no user; a device that is known is refused with DeviceKeyExists.',
    ['ConfirmDevice'],
  ),
  explain('InvalidLambdaResponseException', 'No function runs when a device is confirmed.', [
    'ConfirmDevice',
  ]),
  explain('TierChangeNotAllowedException', 'A new pool has no tier to change.', ['CreateUserPool']),
  explain(
    'UserPoolAddOnNotEnabledException',
    'A configuration is kept where threat protection is off as well, as Amazon Cognito was seen to do, and has no effect there.',
    ['DescribeRiskConfiguration', 'SetRiskConfiguration'],
  ),
  explain(
    'UserPoolTaggingException',
    'Tags are stored with the pool, so that they are there whenever it is.',
    ['DescribeUserPool'],
  ),
]
