import * as permissions from '../../core/functions/permissions.ts'
import { readMembers, text } from '../members.ts'
import type { RestOperation } from '../rest.ts'
import { referenceOf } from './functions.ts'

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission: RestOperation = async (services, call) => {
  const input = readMembers(call.body)
  const statement = await permissions.add(services, referenceOf(call), {
    statementId: text(input, 'StatementId') ?? '',
    action: text(input, 'Action') ?? '',
    principal: text(input, 'Principal') ?? '',
    sourceArn: text(input, 'SourceArn'),
    sourceAccount: text(input, 'SourceAccount'),
    eventSourceToken: text(input, 'EventSourceToken'),
    principalOrgId: text(input, 'PrincipalOrgID'),
    functionUrlAuthType: text(input, 'FunctionUrlAuthType'),
    revisionId: text(input, 'RevisionId'),
  })
  return { status: 201, body: { Statement: JSON.stringify(statement) } }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission: RestOperation = async (services, call) => {
  await permissions.remove(services, referenceOf(call), {
    statementId: call.path['StatementId'] ?? '',
    revisionId: call.query.get('RevisionId') ?? undefined,
  })
  return { status: 204 }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy: RestOperation = async (services, call) => {
  const policy = await permissions.requirePolicy(services, referenceOf(call))
  return { body: { Policy: permissions.documentOf(policy), RevisionId: policy.revisionId } }
}
