import type { UserImportJobType } from '@poolhouse/api-model'
import { uploadAddress } from '../../core/import/upload.ts'
import type { Services } from '../../services.ts'
import type { ImportJob } from '../../storage/import-jobs.ts'

/** A job as every operation shows it, with the address of its file even when that has expired, as on Cognito. */
export function toUserImportJobType(services: Services, job: ImportJob): UserImportJobType {
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.userPoolId,
    PreSignedUrl: uploadAddress(services, job),
    CreationDate: new Date(job.createdAt),
    StartDate: job.startedAt === undefined ? undefined : new Date(job.startedAt),
    CompletionDate: job.completedAt === undefined ? undefined : new Date(job.completedAt),
    Status: job.status,
    CloudWatchLogsRoleArn: job.roleArn,
    ImportedUsers: job.imported,
    SkippedUsers: job.skipped,
    FailedUsers: job.failed,
    CompletionMessage: job.completionMessage,
    PasswordHashingAlgorithm: job.hashingAlgorithm,
  }
}
