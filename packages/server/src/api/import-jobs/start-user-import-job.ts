import { start } from '../../core/import/jobs.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toUserImportJobType } from './to-user-import-job-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartUserImportJob.html */
export const startUserImportJob: Operation<'StartUserImportJob'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const job = await start(services, pool, input.JobId)
  return { UserImportJob: toUserImportJobType(services, job) }
}
