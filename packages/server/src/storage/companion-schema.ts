/** The tables of IAM and SES. */
export interface CompanionSchema {
  iam_roles: IamRolesTable
  iam_policies: IamPoliciesTable
  iam_attachments: IamAttachmentsTable
  ses_identities: SesIdentitiesTable
}

export interface IamRolesTable {
  account_id: string
  /** The name in lower case, since names that differ only in case are the same. */
  name_key: string
  name: string
  id: string
  path: string
  /** JSON of `RoleSettings`. */
  settings: string
  /** Counts up with each change, which makes those who change it wait for one another. */
  changes: number
  created_at: number
}

export interface IamPoliciesTable {
  account_id: string
  /** As of roles. */
  name_key: string
  name: string
  id: string
  path: string
  /** JSON of `PolicySettings`. */
  settings: string
  /** As of roles. */
  changes: number
  created_at: number
  updated_at: number
}

/** Managed policies of roles, AWS's own included. */
export interface IamAttachmentsTable {
  account_id: string
  role_key: string
  policy_arn: string
}

export interface SesIdentitiesTable {
  account_id: string
  region: string
  /** An address, or a domain in lower case. */
  identity: string
  /** JSON of `IdentitySettings`. */
  settings: string
  /** As of roles. */
  changes: number
  created_at: number
}
