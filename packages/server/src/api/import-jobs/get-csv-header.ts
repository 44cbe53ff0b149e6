import { csvHeader } from '../../core/import/rows.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetCSVHeader.html */
export const getCsvHeader: Operation<'GetCSVHeader'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  return { UserPoolId: pool.id, CSVHeader: csvHeader(pool) }
}
