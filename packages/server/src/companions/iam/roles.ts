import { requirePathPrefix } from '../../core/iam/constraints.ts'
import { requireTrustPolicy } from '../../core/iam/documents.ts'
import * as roles from '../../core/iam/roles.ts'
import { withoutTags, withTags } from '../../core/iam/tags.ts'
import type { RoleKey, Tag } from '../../storage/iam-roles.ts'
import * as storedRoles from '../../storage/iam-roles.ts'
import { pageOf } from '../pages.ts'
import { type Parameters, requireText, structures, text, texts, wholeNumber } from '../query-parameters.ts'
import type { QueryAction, QueryCall } from '../query-service.ts'
import { pageMembers, readPage } from './pages.ts'
import { toRole, toTags, toWholeRole } from './to-role.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: QueryAction = async (services, call) => {
  const { parameters } = call
  const role = await roles.create(services, {
    ...roleOf(call),
    path: text(parameters, 'Path') ?? '/',
    trustPolicy: requireText(parameters, 'AssumeRolePolicyDocument'),
    description: text(parameters, 'Description'),
    maxSessionSeconds: wholeNumber(parameters, 'MaxSessionDuration'),
    permissionsBoundary: text(parameters, 'PermissionsBoundary'),
    tags: readTags(parameters),
  })
  return { Role: toWholeRole(role) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: QueryAction = async (services, call) => ({
  Role: { ...toWholeRole(await roles.requireRole(services, roleOf(call))), RoleLastUsed: {} },
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: QueryAction = async (services, { caller, parameters }) => {
  const pathPrefix = text(parameters, 'PathPrefix') ?? '/'
  requirePathPrefix(pathPrefix)
  const filter = { accountId: caller.accountId, pathPrefix }
  const page = await storedRoles.list(services.db, filter, readPage(parameters))
  return { Roles: page.items.map(toRole), ...pageMembers(page) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole: QueryAction = async (services, call) => {
  const description = text(call.parameters, 'Description')
  const maxSessionSeconds = wholeNumber(call.parameters, 'MaxSessionDuration')
  await roles.change(services, roleOf(call), (settings) =>
    roles.withOptions(
      { ...settings, maxSessionSeconds: maxSessionSeconds ?? settings.maxSessionSeconds },
      { ...settings, description: description ?? settings.description },
    ),
  )
  return {}
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription: QueryAction = async (services, call) => {
  const description = requireText(call.parameters, 'Description')
  const role = await roles.change(services, roleOf(call), (settings) =>
    roles.withOptions(settings, { ...settings, description }),
  )
  return { Role: toWholeRole(role) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy: QueryAction = async (services, call) => {
  const trustPolicy = requireText(call.parameters, 'PolicyDocument')
  requireTrustPolicy(trustPolicy)
  await roles.change(services, roleOf(call), (settings) => ({ ...settings, trustPolicy }))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary: QueryAction = async (services, call) => {
  const permissionsBoundary = requireText(call.parameters, 'PermissionsBoundary')
  await roles.change(services, roleOf(call), (settings) =>
    roles.withOptions(settings, { ...settings, permissionsBoundary }),
  )
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary: QueryAction = async (services, call) => {
  await roles.change(services, roleOf(call), (settings) =>
    roles.withOptions(settings, { description: settings.description }),
  )
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole: QueryAction = async (services, call) => {
  await roles.remove(services, roleOf(call))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole: QueryAction = async (services, call) => {
  const tags = readTags(call.parameters)
  await roles.change(services, roleOf(call), (settings) => ({
    ...settings,
    tags: withTags(settings.tags, tags, 'Role'),
  }))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole: QueryAction = async (services, call) => {
  const keys = texts(call.parameters, 'TagKeys')
  await roles.change(services, roleOf(call), (settings) => ({
    ...settings,
    tags: withoutTags(settings.tags, keys),
  }))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags: QueryAction = async (services, call) => {
  const { settings } = await roles.requireRole(services, roleOf(call))
  const page = pageOf(settings.tags, readPage(call.parameters), ({ key }) => key)
  return { Tags: toTags(page.items), ...pageMembers(page) }
}

/**
 * There are no instances here that could have a profile.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export const listInstanceProfilesForRole: QueryAction = async (services, call) => {
  await roles.requireRole(services, roleOf(call))
  return { InstanceProfiles: [], ...pageMembers({}) }
}

/** The role that the request names. Throws ValidationError. */
export function roleOf({ caller, parameters }: QueryCall): RoleKey {
  return { accountId: caller.accountId, name: requireText(parameters, 'RoleName') }
}

/** Throws ValidationError. */
export function readTags(parameters: Parameters): Tag[] {
  return structures(parameters, 'Tags').map((tag) => ({
    key: requireText(tag, 'Key'),
    value: requireText(tag, 'Value'),
  }))
}
