import { randomUUID } from 'node:crypto'
import { type Services, transaction } from '../../services.ts'
import type { AliasSettings, FunctionAlias } from '../../storage/function-aliases.ts'
import * as functionAliases from '../../storage/function-aliases.ts'
import * as functionPolicies from '../../storage/function-policies.ts'
import { LATEST } from '../../storage/function-versions.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import { requireLength, requirePattern } from './configuration.ts'
import {
  InvalidParameterValueException,
  ResourceConflictException,
  ResourceNotFoundException,
} from './errors.ts'
import { arnOf } from './names.ts'
import { lockFunction, requireFunction, requireRevision, requireVersion } from './require.ts'

const MAX_NAME = 128
const MAX_DESCRIPTION = 256
const namePattern = '(?!^[0-9]+$)([a-zA-Z0-9-_]+)'

/** Gives a version a name. Throws ResourceConflictException, ResourceNotFoundException, ValidationException. */
export async function create(
  services: Services,
  key: FunctionKey,
  { alias, settings }: Pick<FunctionAlias, 'alias' | 'settings'>,
): Promise<FunctionAlias> {
  requireName(alias)
  const added = { ...key, alias, settings, revisionId: randomUUID() }
  await transaction(services, async (services) => {
    await lockFunction(services, key)
    await check(services, key, settings)
    const isNew = await functionAliases.add(services.db, added)
    if (!isNew) throw new ResourceConflictException(`Alias already exists: ${arnOf(key, alias)}`)
  })
  return added
}

/** Throws ResourceNotFoundException. */
export async function requireAlias(
  services: Services,
  key: FunctionKey,
  alias: string,
): Promise<FunctionAlias> {
  requireName(alias)
  await requireFunction(services, key)
  const found = await functionAliases.find(services.db, key, alias)
  if (!found) throw new ResourceNotFoundException(`Cannot find alias arn: ${arnOf(key, alias)}`)
  return found
}

/** Changes what is given. Throws PreconditionFailedException and as `create`. */
export function update(
  services: Services,
  key: FunctionKey,
  {
    alias,
    changes,
    revisionId,
  }: { alias: string; changes: Partial<AliasSettings>; revisionId?: string | undefined },
): Promise<FunctionAlias> {
  return transaction(services, async (services) => {
    await lockFunction(services, key)
    const former = await requireAlias(services, key, alias)
    requireRevision(revisionId, former.revisionId)
    const settings = { ...former.settings, ...changes }
    await check(services, key, settings)
    const changed = { ...former, settings, revisionId: randomUUID() }
    await functionAliases.save(services.db, changed)
    return changed
  })
}

/** One that is not there counts as deleted. Throws ResourceNotFoundException where the function is not there. */
export function remove(services: Services, key: FunctionKey, alias: string): Promise<void> {
  requireName(alias)
  return transaction(services, async (services) => {
    await lockFunction(services, key)
    await functionAliases.remove(services.db, key, alias)
    await functionPolicies.remove(services.db, key, alias)
  })
}

function requireName(alias: string): void {
  requireLength('name', alias, MAX_NAME)
  requirePattern('name', alias, namePattern)
}

async function check(services: Services, key: FunctionKey, settings: AliasSettings): Promise<void> {
  requireLength('description', settings.description, MAX_DESCRIPTION)
  const weights = Object.entries(settings.additionalVersionWeights ?? {})
  if (weights.length > 1 || weights.some(([, weight]) => !(weight >= 0 && weight <= 1)))
    throw new InvalidParameterValueException('One additional version can have a weight, from 0.0 to 1.0.')
  if (weights.length > 0 && (settings.version === LATEST || weights.some(([version]) => version === LATEST)))
    throw new InvalidParameterValueException(
      '$LATEST is not supported for an alias pointing to more than 1 version',
    )
  for (const version of [settings.version, ...weights.map(([version]) => version)])
    await requireVersion(services, key, version)
}
