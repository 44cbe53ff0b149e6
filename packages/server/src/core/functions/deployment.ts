import { randomUUID } from 'node:crypto'
import { type Services, transaction } from '../../services.ts'
import * as functionCodes from '../../storage/function-codes.ts'
import * as functionVersions from '../../storage/function-versions.ts'
import { type FunctionVersion, LATEST } from '../../storage/function-versions.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import * as functions from '../../storage/functions.ts'
import { type CheckedCode, checkCode } from './code.ts'
import { changedConfiguration, type GivenConfiguration, newConfiguration } from './configuration.ts'
import { checkEnvironment, type Environment, seal } from './environment.ts'
import { ResourceConflictException } from './errors.ts'
import { publishLocked } from './publishing.ts'
import { lockFunction, requireRevision, requireVersion } from './require.ts'
import { runnableKey } from './runnable.ts'
import { checkTags } from './tags.ts'

export interface NewFunction {
  configuration: GivenConfiguration
  environment?: Environment
  tags?: Record<string, string>
  zip: Buffer
  publish: boolean
}

/** Deploys a new function. Throws ResourceConflictException, InvalidParameterValueException, ValidationException. */
export async function create(
  services: Services,
  key: FunctionKey,
  asked: NewFunction,
): Promise<FunctionVersion> {
  const configuration = newConfiguration(key.name, asked.configuration)
  if (asked.environment) checkEnvironment(asked.environment)
  const tags = asked.tags ?? {}
  checkTags(tags)
  await refuseTaken(services, key)
  const code = await checkCode(asked.zip)
  const now = services.clock.now()
  return transaction(services, async (services) => {
    const isNew = await functions.add(services.db, {
      ...key,
      settings: { tags },
      lastVersion: 0,
      createdAt: now,
    })
    if (!isNew) throw new ResourceConflictException(`Function already exist: ${key.name}`)
    const latest = { ...key, version: LATEST, configuration, ...sealed(services, key, asked.environment) }
    const saved = await saveLatest(services, { ...latest, ...(await keep(services, code)) })
    return asked.publish ? publishLocked(services, await lockFunction(services, key), saved) : saved
  })
}

/** What is asked of the code: where `dryRun` is set, nothing but whether it could be deployed. */
export interface NewCode {
  zip: Buffer
  architectures?: string[]
  revisionId?: string | undefined
  publish: boolean
  dryRun: boolean
}

/** Deploys new code as `$LATEST`. Throws PreconditionFailedException and as `create`. */
export async function updateCode(
  services: Services,
  key: FunctionKey,
  asked: NewCode,
): Promise<FunctionVersion> {
  const before = await requireVersion(services, key, LATEST)
  requireRevision(asked.revisionId, before.revisionId)
  const code = await checkCode(asked.zip)
  const { architectures } = asked
  const updated = await transaction(services, async (services) => {
    const fn = await lockFunction(services, key)
    const former = await requireVersion(services, key, LATEST)
    requireRevision(asked.revisionId, former.revisionId)
    const configuration = changedConfiguration(former.configuration, architectures ? { architectures } : {})
    const asCode = { codeSha256: code.sha256, codeSize: code.zip.byteLength }
    if (asked.dryRun) return { ...former, configuration, ...asCode }
    const latest = await saveLatest(services, { ...former, configuration, ...(await keep(services, code)) })
    return asked.publish ? publishLocked(services, fn, latest) : latest
  })
  if (!asked.dryRun) await forget(services, before)
  return updated
}

export interface NewConfiguration {
  configuration: GivenConfiguration
  /** Takes the place of all variables. */
  environment?: Environment
  revisionId?: string | undefined
}

/** Changes the settings of `$LATEST`. Throws PreconditionFailedException and as `create`. */
export async function updateConfiguration(
  services: Services,
  key: FunctionKey,
  { configuration, environment, revisionId }: NewConfiguration,
): Promise<FunctionVersion> {
  if (environment) checkEnvironment(environment)
  const { before, updated } = await transaction(services, async (services) => {
    await lockFunction(services, key)
    const before = await requireVersion(services, key, LATEST)
    requireRevision(revisionId, before.revisionId)
    const changed = {
      ...before,
      configuration: changedConfiguration(before.configuration, configuration),
      ...sealed(services, key, environment),
    }
    return { before, updated: await saveLatest(services, changed) }
  })
  services.lambdaRuntime?.retire(runnableKey(before))
  return updated
}

/** A zip of 50 MB need not be read for a name that is taken. */
async function refuseTaken(services: Services, key: FunctionKey): Promise<void> {
  if (await functions.find(services.db, key))
    throw new ResourceConflictException(`Function already exist: ${key.name}`)
}

function sealed(services: Services, key: FunctionKey, environment: Environment | undefined) {
  return environment ? { sealedEnvironment: seal(services, key, LATEST, environment) } : {}
}

async function keep(
  services: Services,
  code: CheckedCode,
): Promise<{ codeSha256: string; codeSize: number }> {
  await functionCodes.save(services.db, code, services.clock.now())
  return { codeSha256: code.sha256, codeSize: code.zip.byteLength }
}

async function saveLatest(
  services: Services,
  version: Omit<FunctionVersion, 'revisionId' | 'updatedAt'>,
): Promise<FunctionVersion> {
  const saved = { ...version, revisionId: randomUUID(), updatedAt: services.clock.now() }
  await functionVersions.save(services.db, saved)
  return saved
}

async function forget(services: Services, former: FunctionVersion): Promise<void> {
  services.lambdaRuntime?.retire(runnableKey(former))
  await functionCodes.removeUnused(services.db, [former.codeSha256])
}
