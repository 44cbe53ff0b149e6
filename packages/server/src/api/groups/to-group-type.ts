import type { GroupType } from '@poolhouse/api-model'
import type { Group } from '../../storage/groups.ts'

export function toGroupType(group: Group): GroupType {
  return {
    GroupName: group.name,
    UserPoolId: group.userPoolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    CreationDate: new Date(group.createdAt),
    LastModifiedDate: new Date(group.updatedAt),
  }
}
