import type { Services } from '../../services.ts'
import * as functionAliases from '../../storage/function-aliases.ts'
import * as functionVersions from '../../storage/function-versions.ts'
import { type FunctionVersion, LATEST } from '../../storage/function-versions.ts'
import type { DeployedFunction, FunctionKey } from '../../storage/functions.ts'
import * as functions from '../../storage/functions.ts'
import {
  InvalidParameterValueException,
  PreconditionFailedException,
  ResourceNotFoundException,
} from './errors.ts'
import { type FunctionReference, isVersion, notFound } from './names.ts'

/** The function. Throws ResourceNotFoundException. */
export async function requireFunction(services: Services, key: FunctionKey): Promise<DeployedFunction> {
  const found = await functions.find(services.db, key)
  if (!found) throw new ResourceNotFoundException(notFound(key))
  return found
}

/** The function, for a transaction that changes it and nobody else meanwhile. Throws ResourceNotFoundException. */
export async function lockFunction(services: Services, key: FunctionKey): Promise<DeployedFunction> {
  const found = await functions.lock(services.db, key)
  if (!found) throw new ResourceNotFoundException(notFound(key))
  return found
}

/** The version of that name. Throws ResourceNotFoundException. */
export async function requireVersion(
  services: Services,
  key: FunctionKey,
  version: string,
): Promise<FunctionVersion> {
  const found = await functionVersions.find(services.db, key, version)
  if (!found) throw new ResourceNotFoundException(notFound(key, version === LATEST ? undefined : version))
  return found
}

/** The version that the qualifier picks, over an alias where it names one. Throws ResourceNotFoundException. */
export async function resolveVersion(
  services: Services,
  { key, qualifier }: FunctionReference,
): Promise<FunctionVersion> {
  if (qualifier === undefined || isVersion(qualifier))
    return requireVersion(services, key, qualifier ?? LATEST)
  const alias = await functionAliases.find(services.db, key, qualifier)
  if (!alias) throw new ResourceNotFoundException(notFound(key, qualifier))
  return requireVersion(services, key, alias.settings.version)
}

/** Throws PreconditionFailedException when another revision is asked for than there is. */
export function requireRevision(given: string | undefined, revisionId: string): void {
  if (given !== undefined && given !== revisionId) throw new PreconditionFailedException()
}

/** Throws where a version or an alias was named in a request that changes `$LATEST`. */
export function refuseQualifier({ qualifier }: FunctionReference): void {
  if (qualifier !== undefined && qualifier !== LATEST)
    throw new InvalidParameterValueException(
      'This operation does not support a version or an alias: name the function alone.',
    )
}
