import * as deployment from '../../core/functions/deployment.ts'
import { InvalidParameterValueException, ValidationException } from '../../core/functions/errors.ts'
import { readReference } from '../../core/functions/names.ts'
import { publish } from '../../core/functions/publishing.ts'
import { remove } from '../../core/functions/removal.ts'
import { refuseQualifier, requireFunction, resolveVersion } from '../../core/functions/require.ts'
import type { Services } from '../../services.ts'
import * as functionVersions from '../../storage/function-versions.ts'
import { LATEST } from '../../storage/function-versions.ts'
import * as functions from '../../storage/functions.ts'
import { flag, given, map, readMembers, structure, text, texts } from '../members.ts'
import type { RestCall, RestOperation } from '../rest.ts'
import { codeAddress } from './code-address.ts'
import { readConfiguration, readEnvironment, readZipFile } from './function-input.ts'
import { readPage, toMarker } from './pages.ts'
import { toFunctionConfiguration } from './to-function-configuration.ts'

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction: RestOperation = async (services, { caller, body }) => {
  const input = readMembers(body)
  const configuration = readConfiguration(input)
  const { key } = functionReference(caller, text(input, 'FunctionName'))
  const version = await deployment.create(services, key, {
    configuration,
    ...given('environment', readEnvironment(input)),
    ...given('tags', map(input, 'Tags')),
    zip: readZipFile(structure(input, 'Code') ?? {}),
    publish: flag(input, 'Publish'),
  })
  return { status: 201, body: toFunctionConfiguration(services, version) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction: RestOperation = async (services, call) => {
  const reference = referenceOf(call)
  const { settings } = await requireFunction(services, reference.key)
  const version = await resolveVersion(services, reference)
  const { tags, reservedConcurrency } = settings
  return {
    body: {
      Configuration: toFunctionConfiguration(services, version, reference.qualifier),
      Code: { RepositoryType: 'S3', Location: codeAddress(services, version.codeSha256) },
      ...(Object.keys(tags).length > 0 && { Tags: tags }),
      ...(reservedConcurrency !== undefined && {
        Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
      }),
    },
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration: RestOperation = async (services, call) => {
  const reference = referenceOf(call)
  const version = await resolveVersion(services, reference)
  return { body: toFunctionConfiguration(services, version, reference.qualifier) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: RestOperation = async (services, { caller, query }) => {
  const { items, next } = await functions.list(services.db, caller, readPage(query))
  const all = query.get('FunctionVersion') === 'ALL'
  const configurations = await Promise.all(items.map((item) => configurationsOf(services, item, all)))
  return { body: { Functions: configurations.flat(), ...toMarker(next) } }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode: RestOperation = async (services, call) => {
  const reference = referenceOf(call)
  refuseQualifier(reference)
  const input = readMembers(call.body)
  const published = flag(input, 'Publish')
  const version = await deployment.updateCode(services, reference.key, {
    zip: readZipFile(input),
    ...given('architectures', texts(input, 'Architectures')),
    revisionId: text(input, 'RevisionId'),
    publish: published,
    dryRun: flag(input, 'DryRun'),
  })
  return { body: toFunctionConfiguration(services, version, published ? version.version : undefined) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration: RestOperation = async (services, call) => {
  const reference = referenceOf(call)
  refuseQualifier(reference)
  const input = readMembers(call.body)
  const version = await deployment.updateConfiguration(services, reference.key, {
    configuration: readConfiguration(input),
    ...given('environment', readEnvironment(input)),
    revisionId: text(input, 'RevisionId'),
  })
  return { body: toFunctionConfiguration(services, version) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const deleteFunction: RestOperation = async (services, call) => {
  await remove(services, referenceOf(call))
  return { status: 204 }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion: RestOperation = async (services, call) => {
  const reference = referenceOf(call)
  refuseQualifier(reference)
  const input = readMembers(call.body)
  const version = await publish(services, reference.key, {
    codeSha256: text(input, 'CodeSha256') || undefined,
    revisionId: text(input, 'RevisionId'),
    description: text(input, 'Description'),
  })
  return { status: 201, body: toFunctionConfiguration(services, version, version.version) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction: RestOperation = async (services, call) => {
  const { key } = referenceOf(call)
  await requireFunction(services, key)
  const { after, limit } = readPage(call.query)
  if (after !== undefined && !/^\d{1,9}$/.test(after))
    throw new InvalidParameterValueException('Invalid Marker.')
  const from = after === undefined ? 0 : Number(after)
  const versions = await functionVersions.list(services.db, key, { from, limit: limit + 1 })
  const next = versions[limit]?.version
  return {
    body: {
      Versions: versions
        .slice(0, limit)
        .map((version) => toFunctionConfiguration(services, version, version.version)),
      ...toMarker(next),
    },
  }
}

/** The function that the path names, with the qualifier of the query. */
export function referenceOf({ caller, path, query }: RestCall) {
  return functionReference(caller, path['FunctionName'], query.get('Qualifier') || undefined)
}

function functionReference(caller: RestCall['caller'], name: string | undefined, qualifier?: string) {
  if (name === undefined)
    throw new ValidationException(
      "1 validation error detected: Value null at 'functionName' failed to satisfy constraint: Member must not be null",
    )
  return readReference(caller, name, qualifier)
}

async function configurationsOf(
  services: Services,
  fn: functions.DeployedFunction,
  all: boolean,
): Promise<object[]> {
  const limit = all ? fn.lastVersion + 1 : 1
  const versions = await functionVersions.list(services.db, fn, { from: 0, limit })
  return versions.map((version) =>
    toFunctionConfiguration(services, version, all ? version.version : undefined),
  )
}

/** Which version a request is about when it names none. */
export function versionOf({ qualifier }: { qualifier?: string }): string {
  return qualifier ?? LATEST
}
