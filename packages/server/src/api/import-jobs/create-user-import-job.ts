import { create } from '../../core/import/jobs.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toUserImportJobType } from './to-user-import-job-type.ts'

/**
 * Deviation: the role is kept and shown, but nothing is written to CloudWatch; the report is at
 * `/_poolhouse/imports/<job id>`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserImportJob.html
 */
export const createUserImportJob: Operation<'CreateUserImportJob'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const job = await create(services, pool, {
    name: input.JobName,
    roleArn: input.CloudWatchLogsRoleArn,
    hashingAlgorithm: input.PasswordHashingAlgorithm,
  })
  return { UserImportJob: toUserImportJobType(services, job) }
}
