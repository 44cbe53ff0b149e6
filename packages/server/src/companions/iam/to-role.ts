import { arnOfRole } from '../../core/iam/names.ts'
import type { Role, Tag } from '../../storage/iam-roles.ts'
import type { XmlValue } from '../xml.ts'

type Members = { [member: string]: XmlValue }

/**
 * A role as lists show it, without tags and boundary.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
 */
export function toRole(role: Role): Members {
  const { trustPolicy, description, maxSessionSeconds } = role.settings
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: arnOfRole(role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(trustPolicy),
    Description: description,
    MaxSessionDuration: maxSessionSeconds,
  }
}

/** A role with all that is known of it. */
export function toWholeRole(role: Role): Members {
  const { permissionsBoundary, tags } = role.settings
  return {
    ...toRole(role),
    PermissionsBoundary: permissionsBoundary && {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: permissionsBoundary,
    },
    Tags: tags.length > 0 ? toTags(tags) : undefined,
  }
}

export function toTags(tags: readonly Tag[]): Members[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }))
}

/** Policies are answered URL-encoded as RFC 3986 has it. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
