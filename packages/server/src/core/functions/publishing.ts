import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Services, transaction } from '../../services.ts'
import * as functionVersions from '../../storage/function-versions.ts'
import { type FunctionVersion, LATEST } from '../../storage/function-versions.ts'
import type { DeployedFunction, FunctionKey } from '../../storage/functions.ts'
import * as functions from '../../storage/functions.ts'
import { open, seal } from './environment.ts'
import { InvalidParameterValueException } from './errors.ts'
import { lockFunction, requireRevision, requireVersion } from './require.ts'

/** What `$LATEST` must be for it to be published, and how the version is described. */
export interface Publication {
  codeSha256?: string | undefined
  revisionId?: string | undefined
  description?: string | undefined
}

/**
 * Makes a version of `$LATEST` that never changes, or gives the last one where nothing has changed since. Throws
 * ResourceNotFoundException, PreconditionFailedException, InvalidParameterValueException.
 */
export function publish(services: Services, key: FunctionKey, asked: Publication): Promise<FunctionVersion> {
  return transaction(services, async (services) => {
    const fn = await lockFunction(services, key)
    const latest = await requireVersion(services, key, LATEST)
    requireRevision(asked.revisionId, latest.revisionId)
    requireCode(asked.codeSha256, latest.codeSha256)
    return publishLocked(services, fn, latest, asked.description)
  })
}

/** As `publish`, for a function that the transaction has locked. */
export async function publishLocked(
  services: Services,
  fn: DeployedFunction,
  latest: FunctionVersion,
  description?: string,
): Promise<FunctionVersion> {
  const last = await functionVersions.find(services.db, fn, String(fn.lastVersion))
  if (last && isSame(services, last, latest)) return last
  const version = toPublished(services, latest, { version: String(fn.lastVersion + 1), description })
  await functions.save(services.db, { ...fn, lastVersion: fn.lastVersion + 1 })
  await functionVersions.save(services.db, version)
  return version
}

function toPublished(
  services: Services,
  latest: FunctionVersion,
  { version, description }: { version: string; description: string | undefined },
): FunctionVersion {
  const environment = open(services, latest)
  return {
    ...latest,
    version,
    configuration: { ...latest.configuration, ...(description !== undefined && { description }) },
    ...(environment && { sealedEnvironment: seal(services, latest, version, environment) }),
    revisionId: randomUUID(),
    updatedAt: services.clock.now(),
  }
}

/** A version may be described in words of its own. */
function isSame(services: Services, one: FunctionVersion, other: FunctionVersion): boolean {
  const description = ''
  return (
    one.codeSha256 === other.codeSha256 &&
    isDeepStrictEqual({ ...one.configuration, description }, { ...other.configuration, description }) &&
    isDeepStrictEqual(open(services, one), open(services, other))
  )
}

function requireCode(given: string | undefined, codeSha256: string): void {
  if (given === undefined || given === codeSha256) return
  throw new InvalidParameterValueException(
    `CodeSHA256 (${given}) is different from current CodeSHA256 in $LATEST (${codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  )
}
