import { requirePathPrefix } from '../../core/iam/constraints.ts'
import { arnOfPolicy, readPolicyArn } from '../../core/iam/names.ts'
import * as policies from '../../core/iam/policies.ts'
import { withoutTags, withTags } from '../../core/iam/tags.ts'
import type { Services } from '../../services.ts'
import * as attachments from '../../storage/iam-attachments.ts'
import type { Policy, PolicyVersion } from '../../storage/iam-policies.ts'
import * as storedPolicies from '../../storage/iam-policies.ts'
import { pageOf } from '../pages.ts'
import { flag, requireText, text, texts } from '../query-parameters.ts'
import type { QueryAction, QueryCall } from '../query-service.ts'
import type { XmlValue } from '../xml.ts'
import { pageMembers, readPage } from './pages.ts'
import { readTags } from './roles.ts'
import { encodeDocument, toTags } from './to-role.ts'

type Members = { [member: string]: XmlValue }

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: QueryAction = async (services, { caller, parameters }) => {
  const policy = await policies.create(services, {
    accountId: caller.accountId,
    name: requireText(parameters, 'PolicyName'),
    path: text(parameters, 'Path') ?? '/',
    document: requireText(parameters, 'PolicyDocument'),
    description: text(parameters, 'Description'),
    tags: readTags(parameters),
  })
  return { Policy: toWholePolicy(policy, 0) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy: QueryAction = async (services, call) => {
  const policy = await policies.requirePolicy(services, arnOf(call))
  return { Policy: toWholePolicy(policy, (await countsOf(services, [policy]))(policy)) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies: QueryAction = async (services, { caller, parameters }) => {
  const pathPrefix = text(parameters, 'PathPrefix') ?? '/'
  requirePathPrefix(pathPrefix)
  // Deviation: policies of AWS are attached as they are named, and are in no list.
  if (text(parameters, 'Scope') === 'AWS') return { Policies: [], ...pageMembers({}) }
  const filter = { accountId: caller.accountId, pathPrefix }
  const page = await storedPolicies.list(services.db, filter, readPage(parameters))
  const countOf = await countsOf(services, page.items)
  const onlyAttached = flag(parameters, 'OnlyAttached') ?? false
  const shown = page.items.filter((policy) => !onlyAttached || countOf(policy) > 0)
  return { Policies: shown.map((policy) => toPolicy(policy, countOf(policy))), ...pageMembers(page) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy: QueryAction = async (services, call) => {
  await policies.remove(services, arnOf(call))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion: QueryAction = async (services, call) => {
  const { policy, version } = await policies.addVersion(services, arnOf(call), {
    document: requireText(call.parameters, 'PolicyDocument'),
    asDefault: flag(call.parameters, 'SetAsDefault') ?? false,
  })
  return { PolicyVersion: toVersion(policy, version) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion: QueryAction = async (services, call) => {
  const id = requireText(call.parameters, 'VersionId')
  const policy = await policies.requirePolicy(services, arnOf(call))
  const version = policies.versionOf(policy, id)
  return { PolicyVersion: { ...toVersion(policy, version), Document: encodeDocument(version.document) } }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions: QueryAction = async (services, call) => {
  const policy = await policies.requirePolicy(services, arnOf(call))
  return {
    Versions: policy.settings.versions.map((version) => toVersion(policy, version)),
    ...pageMembers({}),
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion: QueryAction = async (services, call) => {
  await policies.removeVersion(services, arnOf(call), requireText(call.parameters, 'VersionId'))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion: QueryAction = async (services, call) => {
  await policies.setDefaultVersion(services, arnOf(call), requireText(call.parameters, 'VersionId'))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy: QueryAction = async (services, call) => {
  const policyArn = arnOf(call)
  const { parameters, caller } = call
  if (!readPolicyArn(policyArn).isOfAws) await policies.requirePolicy(services, policyArn)
  const others = { PolicyGroups: [], PolicyUsers: [] }
  const filter = text(parameters, 'EntityFilter') ?? 'Role'
  if (filter !== 'Role') return { ...others, PolicyRoles: [], ...pageMembers({}) }
  const key = { accountId: caller.accountId, policyArn }
  const page = await attachments.listOfPolicy(services.db, key, readPage(parameters))
  const roles = page.items.map(({ name, id }) => ({ RoleName: name, RoleId: id }))
  return { ...others, PolicyRoles: roles, ...pageMembers(page) }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export const tagPolicy: QueryAction = async (services, call) => {
  const tags = readTags(call.parameters)
  await policies.change(services, arnOf(call), (policy) => ({
    ...policy,
    settings: { ...policy.settings, tags: withTags(policy.settings.tags, tags, 'Policy') },
  }))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export const untagPolicy: QueryAction = async (services, call) => {
  const keys = texts(call.parameters, 'TagKeys')
  await policies.change(services, arnOf(call), (policy) => ({
    ...policy,
    settings: { ...policy.settings, tags: withoutTags(policy.settings.tags, keys) },
  }))
  return undefined
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export const listPolicyTags: QueryAction = async (services, call) => {
  const { settings } = await policies.requirePolicy(services, arnOf(call))
  const page = pageOf(settings.tags, readPage(call.parameters), ({ key }) => key)
  return { Tags: toTags(page.items), ...pageMembers(page) }
}

function arnOf({ parameters }: QueryCall): string {
  return requireText(parameters, 'PolicyArn')
}

async function countsOf(services: Services, shown: readonly Policy[]): Promise<(policy: Policy) => number> {
  const [first] = shown
  if (!first) return () => 0
  const counts = await attachments.counts(services.db, first.accountId, shown.map(arnOfPolicy))
  return (policy) => counts.get(arnOfPolicy(policy)) ?? 0
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html */
function toPolicy(policy: Policy, attachmentCount: number): Members {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arnOfPolicy(policy),
    Path: policy.path,
    DefaultVersionId: `v${policy.settings.defaultVersion}`,
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  }
}

/** Lists leave tags and description out. */
function toWholePolicy(policy: Policy, attachmentCount: number): Members {
  const { description, tags } = policy.settings
  return { ...toPolicy(policy, attachmentCount), Description: description, Tags: toTags(tags) }
}

function toVersion({ settings }: Policy, { number, createdAt }: PolicyVersion): Members {
  return {
    VersionId: `v${number}`,
    IsDefaultVersion: number === settings.defaultVersion,
    CreateDate: new Date(createdAt),
  }
}
