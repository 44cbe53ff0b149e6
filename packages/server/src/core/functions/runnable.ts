import { randomInt } from 'node:crypto'
import type { Services } from '../../services.ts'
import type { AliasSettings } from '../../storage/function-aliases.ts'
import * as functionAliases from '../../storage/function-aliases.ts'
import * as functionVersions from '../../storage/function-versions.ts'
import { type FunctionVersion, LATEST } from '../../storage/function-versions.ts'
import type { RunnableFunction } from '../../triggers/runtime/types.ts'
import { unpack } from './code.ts'
import { open } from './environment.ts'
import { InvalidRuntimeException } from './errors.ts'
import { arnOf, type FunctionReference, isVersion, readTarget } from './names.ts'

/**
 * The function that an ARN, a partial ARN or a name means, with its code unpacked; undefined where none is deployed. Throws
 * InvalidRuntimeException where it is not written for Node.js, and InvalidZipFileException.
 */
export async function findRunnable(
  services: Services,
  arnOrName: string,
): Promise<RunnableFunction | undefined> {
  const reference = readTarget(services, arnOrName)
  return reference && findRunnableFor(services, reference)
}

/** As `findRunnable`, for a name that was read already. */
export async function findRunnableFor(
  services: Services,
  reference: FunctionReference,
): Promise<RunnableFunction | undefined> {
  const version = await pickVersion(services, reference)
  return version && toRunnable(services, version, reference.qualifier)
}

/** Names version, code and settings of a function; each change makes another. */
export function runnableKey(version: FunctionVersion): string {
  return `${arnOf(version, version.version)} ${version.revisionId}`
}

async function pickVersion(
  services: Services,
  { key, qualifier = LATEST }: FunctionReference,
): Promise<FunctionVersion | undefined> {
  if (isVersion(qualifier)) return functionVersions.find(services.db, key, qualifier)
  const alias = await functionAliases.find(services.db, key, qualifier)
  return alias && functionVersions.find(services.db, key, drawVersion(alias.settings))
}

/** An alias may send a share of the invocations to another version. */
function drawVersion({ version, additionalVersionWeights = {} }: AliasSettings): string {
  let drawn = randomInt(1_000_000) / 1_000_000
  for (const [other, weight] of Object.entries(additionalVersionWeights)) {
    if (drawn < weight) return other
    drawn -= weight
  }
  return version
}

async function toRunnable(
  services: Services,
  version: FunctionVersion,
  qualifier: string | undefined,
): Promise<RunnableFunction> {
  const { configuration } = version
  if (!configuration.runtime.startsWith('nodejs'))
    throw new InvalidRuntimeException(
      `The runtime ${configuration.runtime} can not be run here: only functions for Node.js (nodejs…) are.`,
    )
  return {
    key: runnableKey(version),
    arn: arnOf(version, qualifier),
    name: version.name,
    version: version.version,
    folder: await unpack(services, version),
    handler: configuration.handler,
    environment: open(services, version) ?? {},
    timeoutMs: configuration.timeoutSeconds * 1000,
    memoryMegabytes: configuration.memoryMegabytes,
  }
}
