import * as attachments from '../../core/iam/attachments.ts'
import { requirePathPrefix } from '../../core/iam/constraints.ts'
import * as inlinePolicies from '../../core/iam/inline-policies.ts'
import { readPolicyArn } from '../../core/iam/names.ts'
import * as roles from '../../core/iam/roles.ts'
import * as storedAttachments from '../../storage/iam-attachments.ts'
import { pageOf } from '../pages.ts'
import { requireText, text } from '../query-parameters.ts'
import type { QueryAction } from '../query-service.ts'
import { pageMembers, readPage } from './pages.ts'
import { roleOf } from './roles.ts'
import { encodeDocument } from './to-role.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy: QueryAction = async (services, call) => {
  const name = requireText(call.parameters, 'PolicyName')
  const document = requireText(call.parameters, 'PolicyDocument')
  await inlinePolicies.put(services, roleOf(call), { name, document })
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: QueryAction = async (services, call) => {
  const role = roleOf(call)
  const { name, document } = await inlinePolicies.requirePolicy(
    services,
    role,
    requireText(call.parameters, 'PolicyName'),
  )
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(document) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy: QueryAction = async (services, call) => {
  await inlinePolicies.remove(services, roleOf(call), requireText(call.parameters, 'PolicyName'))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies: QueryAction = async (services, call) => {
  const { settings } = await roles.requireRole(services, roleOf(call))
  const page = pageOf(settings.inlinePolicies, readPage(call.parameters), ({ name }) => name)
  return { PolicyNames: page.items.map(({ name }) => name), ...pageMembers(page) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy: QueryAction = async (services, call) => {
  await attachments.attach(services, roleOf(call), requireText(call.parameters, 'PolicyArn'))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy: QueryAction = async (services, call) => {
  await attachments.detach(services, roleOf(call), requireText(call.parameters, 'PolicyArn'))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies: QueryAction = async (services, call) => {
  const pathPrefix = text(call.parameters, 'PathPrefix') ?? '/'
  requirePathPrefix(pathPrefix)
  await roles.requireRole(services, roleOf(call))
  const page = await storedAttachments.listOfRole(services.db, roleOf(call), readPage(call.parameters))
  const attached = page.items.filter((arn) => readPolicyArn(arn).path.startsWith(pathPrefix))
  return {
    AttachedPolicies: attached.map((arn) => ({ PolicyName: readPolicyArn(arn).name, PolicyArn: arn })),
    ...pageMembers(page),
  }
}
