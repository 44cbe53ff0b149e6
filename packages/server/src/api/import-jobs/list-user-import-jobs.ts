import { asOf } from '../../core/import/jobs.ts'
import { openPosition, type PagedList, sealPosition } from '../../core/page-tokens.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Services } from '../../services.ts'
import * as importJobs from '../../storage/import-jobs.ts'
import type { Operation } from '../operation.ts'
import { toUserImportJobType } from './to-user-import-job-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserImportJobs.html */
export const listUserImportJobs: Operation<'ListUserImportJobs'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const list: PagedList = ['ListUserImportJobs', pool.id]
  const { items, next } = await importJobs.list(services.db, pool.id, {
    after: readPosition(services, list, input.PaginationToken),
    limit: input.MaxResults,
  })
  return {
    UserImportJobs: items.map((job) => toUserImportJobType(services, asOf(services, job))),
    PaginationToken: next && sealPosition(services, list, [String(next.createdAt), next.id]),
  }
}

function readPosition(
  services: Services,
  list: PagedList,
  token: string | undefined,
): importJobs.JobPosition | undefined {
  const [createdAt, id] = openPosition(services, list, token) ?? []
  return createdAt !== undefined && id !== undefined ? { createdAt: Number(createdAt), id } : undefined
}
