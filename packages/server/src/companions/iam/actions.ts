import type { QueryService } from '../query-service.ts'
import * as policies from './policies.ts'
import * as rolePolicies from './role-policies.ts'
import * as roles from './roles.ts'

/** What there is of IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html */
export const iam: QueryService = {
  name: 'iam',
  signedAs: 'iam',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  actions: new Map([
    ['CreateRole', roles.createRole],
    ['GetRole', roles.getRole],
    ['ListRoles', roles.listRoles],
    ['UpdateRole', roles.updateRole],
    ['UpdateRoleDescription', roles.updateRoleDescription],
    ['UpdateAssumeRolePolicy', roles.updateAssumeRolePolicy],
    ['PutRolePermissionsBoundary', roles.putRolePermissionsBoundary],
    ['DeleteRolePermissionsBoundary', roles.deleteRolePermissionsBoundary],
    ['DeleteRole', roles.deleteRole],
    ['TagRole', roles.tagRole],
    ['UntagRole', roles.untagRole],
    ['ListRoleTags', roles.listRoleTags],
    ['ListInstanceProfilesForRole', roles.listInstanceProfilesForRole],
    ['PutRolePolicy', rolePolicies.putRolePolicy],
    ['GetRolePolicy', rolePolicies.getRolePolicy],
    ['DeleteRolePolicy', rolePolicies.deleteRolePolicy],
    ['ListRolePolicies', rolePolicies.listRolePolicies],
    ['AttachRolePolicy', rolePolicies.attachRolePolicy],
    ['DetachRolePolicy', rolePolicies.detachRolePolicy],
    ['ListAttachedRolePolicies', rolePolicies.listAttachedRolePolicies],
    ['CreatePolicy', policies.createPolicy],
    ['GetPolicy', policies.getPolicy],
    ['ListPolicies', policies.listPolicies],
    ['DeletePolicy', policies.deletePolicy],
    ['CreatePolicyVersion', policies.createPolicyVersion],
    ['GetPolicyVersion', policies.getPolicyVersion],
    ['ListPolicyVersions', policies.listPolicyVersions],
    ['DeletePolicyVersion', policies.deletePolicyVersion],
    ['SetDefaultPolicyVersion', policies.setDefaultPolicyVersion],
    ['ListEntitiesForPolicy', policies.listEntitiesForPolicy],
    ['TagPolicy', policies.tagPolicy],
    ['UntagPolicy', policies.untagPolicy],
    ['ListPolicyTags', policies.listPolicyTags],
  ]),
}
