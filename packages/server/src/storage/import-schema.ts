/** The tables of user imports. */
export interface ImportSchema {
  user_import_jobs: UserImportJobsTable
  user_import_chunks: UserImportChunksTable
  user_import_lines: UserImportLinesTable
  user_import_slots: UserImportSlotsTable
}

/** Jobs that import users from a file. `read_…` and the counts are stored with the users of the rows they count. */
export interface UserImportJobsTable {
  id: string
  user_pool_id: string
  name: string
  role_arn: string
  hashing_algorithm: 'BCRYPT' | 'SCRYPT' | 'ARGON2ID' | 'PBKDF2_SHA256' | null
  status: 'Created' | 'Pending' | 'InProgress' | 'Expired' | 'Stopped' | 'Failed' | 'Succeeded'
  /** The upload that may add to the file. */
  upload_id: string | null
  /** Null until the file is there as a whole. */
  uploaded_bytes: number | null
  read_bytes: number
  read_lines: number
  read_rows: number
  imported_users: number
  skipped_users: number
  failed_users: number
  completion_message: string | null
  created_at: number
  started_at: number | null
  completed_at: number | null
}

/** A job's file in pieces of one size, the last one shorter; gone when the job ends. */
export interface UserImportChunksTable {
  job_id: string
  number: number
  sealed_content: string
}

/** The rows of a job's file that made no user, and why. */
export interface UserImportLinesTable {
  job_id: string
  line_number: number
  outcome: 'SKIPPED' | 'FAILED'
  reason: string
}

/** The one job of an account that runs, and until when which process works on it. */
export interface UserImportSlotsTable {
  account_id: string
  job_id: string
  lease_id: string
  lease_until: number
}
