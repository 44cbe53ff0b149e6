import { type Services, transaction } from '../../services.ts'
import { LATEST } from '../../storage/function-versions.ts'
import type { FunctionKey, FunctionSettings, RuntimeManagement } from '../../storage/functions.ts'
import * as functions from '../../storage/functions.ts'
import { requireOneOf } from './configuration.ts'
import { InvalidParameterValueException } from './errors.ts'
import { lockFunction, requireVersion } from './require.ts'

/** Executions at a time that an account has in a region, and how many of them no function may reserve. */
export const ACCOUNT_CONCURRENCY = 1000
const MIN_UNRESERVED = 100

/** Reserves executions for the function, undefined for none; 0 stops it. Throws ResourceNotFoundException. */
export function reserveConcurrency(
  services: Services,
  key: FunctionKey,
  reservedConcurrency: number | undefined,
): Promise<void> {
  if (reservedConcurrency !== undefined) checkConcurrency(reservedConcurrency)
  return change(services, key, ({ reservedConcurrency: _, ...rest }) => ({
    ...rest,
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
  }))
}

/** Keeps when the runtime of the version would be renewed, which here is with Node.js. Throws ResourceNotFoundException. */
export async function manageRuntime(
  services: Services,
  key: FunctionKey,
  { version = LATEST, management }: { version?: string | undefined; management: RuntimeManagement },
): Promise<void> {
  requireOneOf('updateRuntimeOn', management.updateRuntimeOn, ['Auto', 'Manual', 'FunctionUpdate'])
  if ((management.updateRuntimeOn === 'Manual') !== (management.runtimeVersionArn !== undefined))
    throw new InvalidParameterValueException(
      'A runtime version ARN is needed for the mode Manual, and for no other.',
    )
  await requireVersion(services, key, version)
  await change(services, key, (settings) => ({
    ...settings,
    runtimeManagement: { ...settings.runtimeManagement, [version]: management },
  }))
}

function checkConcurrency(concurrency: number): void {
  if (!Number.isSafeInteger(concurrency) || concurrency < 0)
    throw new InvalidParameterValueException('ReservedConcurrentExecutions must be a whole number from 0 on.')
  if (concurrency > ACCOUNT_CONCURRENCY - MIN_UNRESERVED)
    throw new InvalidParameterValueException(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${MIN_UNRESERVED}].`,
    )
}

function change(
  services: Services,
  key: FunctionKey,
  next: (former: FunctionSettings) => FunctionSettings,
): Promise<void> {
  return transaction(services, async (services) => {
    const fn = await lockFunction(services, key)
    await functions.save(services.db, { ...fn, settings: next(fn.settings) })
  })
}
