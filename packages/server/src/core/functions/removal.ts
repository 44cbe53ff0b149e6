import { type Services, transaction } from '../../services.ts'
import * as functionAliases from '../../storage/function-aliases.ts'
import * as functionCodes from '../../storage/function-codes.ts'
import * as functionPolicies from '../../storage/function-policies.ts'
import * as functionVersions from '../../storage/function-versions.ts'
import { type FunctionVersion, LATEST } from '../../storage/function-versions.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import * as functions from '../../storage/functions.ts'
import { InvalidParameterValueException, ResourceConflictException } from './errors.ts'
import { type FunctionReference, isVersion } from './names.ts'
import { lockFunction, requireVersion } from './require.ts'
import { runnableKey } from './runnable.ts'

/**
 * Deletes a function with all that belongs to it, or one version of it. Throws ResourceNotFoundException,
 * ResourceConflictException, InvalidParameterValueException.
 */
export async function remove(services: Services, { key, qualifier }: FunctionReference): Promise<void> {
  const removed =
    qualifier === undefined ? await removeAll(services, key) : [await removeOne(services, key, qualifier)]
  for (const version of removed) services.lambdaRuntime?.retire(runnableKey(version))
  await functionCodes.removeUnused(
    services.db,
    removed.map(({ codeSha256 }) => codeSha256),
  )
}

function removeAll(services: Services, key: FunctionKey): Promise<FunctionVersion[]> {
  return transaction(services, async (services) => {
    const { lastVersion } = await lockFunction(services, key)
    const versions = await functionVersions.list(services.db, key, { from: 0, limit: lastVersion + 1 })
    await functions.remove(services.db, key)
    return versions
  })
}

function removeOne(services: Services, key: FunctionKey, qualifier: string): Promise<FunctionVersion> {
  if (qualifier === LATEST)
    throw new InvalidParameterValueException(
      '$LATEST version cannot be deleted without deleting the function.',
    )
  if (!isVersion(qualifier))
    throw new InvalidParameterValueException('An alias is deleted with DeleteAlias, not with DeleteFunction.')
  return transaction(services, async (services) => {
    await lockFunction(services, key)
    const version = await requireVersion(services, key, qualifier)
    await refuseAliased(services, key, qualifier)
    await functionVersions.remove(services.db, key, qualifier)
    await functionPolicies.remove(services.db, key, qualifier)
    return version
  })
}

async function refuseAliased(services: Services, key: FunctionKey, version: string): Promise<void> {
  const aliases = await functionAliases.listAll(services.db, key)
  const holders = aliases.filter(
    ({ settings }) => settings.version === version || version in (settings.additionalVersionWeights ?? {}),
  )
  if (holders.length === 0) return
  const names = holders.map(({ alias }) => alias).join(', ')
  throw new ResourceConflictException(`The version ${version} is in use by the aliases: ${names}`)
}
