import { type ErrorName, type OperationName, operations } from '@poolhouse/api-model'
import { nodeOf } from '../../../api-model/src/shape.ts'

/** A call that names one thing that is not there. */
export interface UnknownCase {
  operation: OperationName
  what: string
  member: string
  value: string
  error: ErrorName
}

const uuid = '00000000-0000-4000-8000-000000000000'
const pool = 'us-east-1_unknown99'
const missing = 'ResourceNotFoundException'

const contexts: [what: string, member: string, value: string, error: ErrorName][] = [
  ['user pool', 'UserPoolId', pool, missing],
  ['user pool', 'ResourceArn', `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool}`, missing],
  ['app client', 'ClientId', 'unknownclient0000000000000', missing],
  ['access token', 'AccessToken', 'no.access.token', 'NotAuthorizedException'],
]
const things: typeof contexts = [
  ['user', 'Username', 'nobody', 'UserNotFoundException'],
  ['group', 'GroupName', 'nobodys', missing],
  ['device', 'DeviceKey', `us-east-1_${uuid}`, missing],
  ['identity provider', 'ProviderName', 'Nowhere', missing],
  ['identifier of a provider', 'IdpIdentifier', 'nowhere', missing],
  ['resource server', 'Identifier', 'nothing', missing],
  ['branding', 'ManagedLoginBrandingId', uuid, missing],
  ['terms', 'TermsId', uuid, missing],
  ['import job', 'JobId', 'import-0000000000', missing],
  ['client secret', 'ClientSecretId', 'unknown--1', missing],
  ['replica', 'RegionName', 'eu-west-1', missing],
  ['session', 'SessionId', 'tkn0000000000000000000000000', missing],
  ['passkey', 'CredentialId', 'AAAAAAAAAAAAAAAAAAAAAA', missing],
  ['event', 'EventId', uuid, 'InvalidParameterException'],
  ['domain', 'Domain', 'nowhere', 'InvalidParameterException'],
]

/** Answers without looking for the thing, or with the error of something else first. */
const others: Readonly<Record<string, ErrorName | 'success'>> = {
  'DeleteUserPoolDomain UserPoolId': 'InvalidParameterException',
  'DescribeUserPoolDomain Domain': 'success',
  'ConfirmDevice DeviceKey': 'InvalidParameterException',
  'GetTokensFromRefreshToken DeviceKey': 'NotAuthorizedException',
  'UpdateAuthEventFeedback Username': 'NotAuthorizedException',
  'UpdateAuthEventFeedback EventId': 'NotAuthorizedException',
}

/** Every operation with every member that names something which exists already. */
export const unknownCases: readonly UnknownCase[] = (Object.keys(operations) as OperationName[]).flatMap(
  (operation) => [...contexts, ...(makesNames(operation) ? [] : things)].flatMap(caseOf(operation)),
)

function makesNames(operation: OperationName): boolean {
  return /^(Admin)?Create|^SignUp$/.test(operation)
}

function caseOf(operation: OperationName) {
  const { input, errors } = operations[operation]
  const node = nodeOf(input)
  const members = node.type === 'structure' ? node.members.map(({ name }) => name) : []
  const declared: readonly string[] = errors
  return ([what, member, value, usual]: (typeof contexts)[number]): UnknownCase[] => {
    const other = others[`${operation} ${member}`]
    if (!members.includes(member) || other === 'success') return []
    const found = [usual, missing, 'InvalidParameterException'].find((name) => declared.includes(name))
    return [{ operation, what, member, value, error: other ?? (found as ErrorName) }]
  }
}
