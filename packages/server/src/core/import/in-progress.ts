import { UserImportInProgressException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import * as slots from '../../storage/import-slots.ts'

/**
 * Keeps a pool as it is while users are imported into it; call it in the transaction that holds the pool. Throws
 * UserImportInProgressException.
 */
export async function refuseDuringImport(services: Services, userPoolId: string): Promise<void> {
  if (await slots.isTaken(services.db, userPoolId)) throw new UserImportInProgressException()
}
