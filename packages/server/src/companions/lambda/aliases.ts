import * as aliases from '../../core/functions/aliases.ts'
import { arnOf } from '../../core/functions/names.ts'
import { refuseQualifier, requireFunction } from '../../core/functions/require.ts'
import type { AliasSettings, FunctionAlias } from '../../storage/function-aliases.ts'
import * as functionAliases from '../../storage/function-aliases.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import { given, type Members, number, readMembers, structure, text } from '../members.ts'
import type { RestCall, RestOperation } from '../rest.ts'
import { referenceOf } from './functions.ts'
import { readPage, toMarker } from './pages.ts'

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias: RestOperation = async (services, call) => {
  const input = readMembers(call.body)
  const settings = { version: '', description: '', ...readSettings(input) }
  const alias = await aliases.create(services, keyOf(call), { alias: text(input, 'Name') ?? '', settings })
  return { status: 201, body: toAlias(alias) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias: RestOperation = async (services, call) => ({
  body: toAlias(await aliases.requireAlias(services, keyOf(call), nameOf(call))),
})

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias: RestOperation = async (services, call) => {
  const input = readMembers(call.body)
  const changed = await aliases.update(services, keyOf(call), {
    alias: nameOf(call),
    changes: readSettings(input),
    revisionId: text(input, 'RevisionId'),
  })
  return { body: toAlias(changed) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const deleteAlias: RestOperation = async (services, call) => {
  await aliases.remove(services, keyOf(call), nameOf(call))
  return { status: 204 }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases: RestOperation = async (services, call) => {
  const key = keyOf(call)
  await requireFunction(services, key)
  const version = call.query.get('FunctionVersion')
  const { items, next } = await functionAliases.list(services.db, key, readPage(call.query))
  const asked = items.filter(({ settings }) => !version || settings.version === version)
  return { body: { Aliases: asked.map(toAlias), ...toMarker(next) } }
}

function keyOf(call: RestCall): FunctionKey {
  const reference = referenceOf(call)
  refuseQualifier(reference)
  return reference.key
}

function nameOf({ path }: RestCall): string {
  return path['Name'] ?? ''
}

function readSettings(input: Members): Partial<AliasSettings> {
  const routing = structure(input, 'RoutingConfig')
  return {
    ...given('version', text(input, 'FunctionVersion')),
    ...given('description', text(input, 'Description')),
    ...(routing && {
      additionalVersionWeights: readWeights(structure(routing, 'AdditionalVersionWeights') ?? {}),
    }),
  }
}

function readWeights(weights: Members): Record<string, number> {
  return Object.fromEntries(Object.keys(weights).map((version) => [version, number(weights, version) ?? 0]))
}

function toAlias(alias: FunctionAlias): object {
  const { version, description, additionalVersionWeights = {} } = alias.settings
  const isRouted = Object.keys(additionalVersionWeights).length > 0
  return {
    AliasArn: arnOf(alias, alias.alias),
    Name: alias.alias,
    FunctionVersion: version,
    Description: description,
    ...(isRouted && { RoutingConfig: { AdditionalVersionWeights: additionalVersionWeights } }),
    RevisionId: alias.revisionId,
  }
}
