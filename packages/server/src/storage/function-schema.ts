/** The tables of deployed functions. */
export interface FunctionSchema {
  function_codes: FunctionCodesTable
  functions: FunctionsTable
  function_versions: FunctionVersionsTable
  function_aliases: FunctionAliasesTable
  function_policies: FunctionPoliciesTable
}

/** Zip files by their SHA-256 in base64; gone when the last version that has the code is. */
export interface FunctionCodesTable {
  sha256: string
  /** Base64. */
  zip: string
  stored_at: number
}

export interface FunctionsTable {
  account_id: string
  region: string
  name: string
  /** JSON of `FunctionSettings`. */
  settings: string
  /** The number of the version that was published last; 0 before the first. */
  last_version: number
  /** Counts up with each change, which makes those who change it wait for one another. */
  changes: number
  created_at: number
}

export interface FunctionVersionsTable {
  account_id: string
  region: string
  function_name: string
  /** `$LATEST` or a number. */
  version: string
  /** 0 for `$LATEST`. */
  number: number
  /** JSON of `FunctionConfiguration`. */
  configuration: string
  /** JSON object, sealed for `function_versions.sealed_environment:<account>:<region>:<function>:<version>`. */
  sealed_environment: string | null
  code_sha256: string
  /** Bytes of the zip. */
  code_size: number
  revision_id: string
  updated_at: number
}

export interface FunctionAliasesTable {
  account_id: string
  region: string
  function_name: string
  alias: string
  /** JSON of `AliasSettings`. */
  settings: string
  revision_id: string
}

/** Resource-based policies; `qualifier` is a version, an alias, or empty for the function itself. */
export interface FunctionPoliciesTable {
  account_id: string
  region: string
  function_name: string
  qualifier: string
  /** JSON list of statements. */
  statements: string
  revision_id: string
}
