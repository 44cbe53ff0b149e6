import { LambdaError, ResourceNotFoundException } from '../../core/functions/errors.ts'
import { arnOf } from '../../core/functions/names.ts'
import { requireFunction, requireVersion } from '../../core/functions/require.ts'
import { ACCOUNT_CONCURRENCY, manageRuntime, reserveConcurrency } from '../../core/functions/settings.ts'
import { MAX_UNPACKED_BYTES } from '../../core/functions/zip.ts'
import type { Services } from '../../services.ts'
import * as functionVersions from '../../storage/function-versions.ts'
import type { DeployedFunction, RuntimeManagement } from '../../storage/functions.ts'
import * as functions from '../../storage/functions.ts'
import { given, number, readMembers, text } from '../members.ts'
import type { RestCall, RestOperation } from '../rest.ts'
import { referenceOf, versionOf } from './functions.ts'

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html; only the size of one function is enforced. */
const TOTAL_CODE_BYTES = 80_530_636_800
const MAX_ZIP_BYTES = 52_428_800

class ProvisionedConcurrencyConfigNotFoundException extends LambdaError {
  override readonly name = 'ProvisionedConcurrencyConfigNotFoundException'
  override readonly status = 404
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency: RestOperation = async (services, call) => {
  const reserved = number(readMembers(call.body), 'ReservedConcurrentExecutions') ?? -1
  await reserveConcurrency(services, referenceOf(call).key, reserved)
  return { body: { ReservedConcurrentExecutions: reserved } }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency: RestOperation = async (services, call) => {
  const { settings } = await functionOf(services, call)
  return { body: { ...given('ReservedConcurrentExecutions', settings.reservedConcurrency) } }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency: RestOperation = async (services, call) => {
  await reserveConcurrency(services, referenceOf(call).key, undefined)
  return { status: 204 }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html */
export const putRuntimeManagementConfig: RestOperation = async (services, call) => {
  const { key, qualifier } = referenceOf(call)
  const input = readMembers(call.body)
  const management = {
    updateRuntimeOn: (text(input, 'UpdateRuntimeOn') ?? '') as RuntimeManagement['updateRuntimeOn'],
    ...given('runtimeVersionArn', text(input, 'RuntimeVersionArn')),
  }
  await manageRuntime(services, key, { version: qualifier, management })
  return { body: toRuntimeManagement(arnOf(key, qualifier), management) }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
export const getRuntimeManagementConfig: RestOperation = async (services, call) => {
  const reference = referenceOf(call)
  const { settings } = await requireFunction(services, reference.key)
  const { version } = await requireVersion(services, reference.key, versionOf(reference))
  const management = settings.runtimeManagement?.[version] ?? { updateRuntimeOn: 'Auto' }
  return { body: toRuntimeManagement(arnOf(reference.key, reference.qualifier), management) }
}

/**
 * Nobody signs code here.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html
 */
export const getFunctionCodeSigningConfig: RestOperation = async (services, call) => ({
  body: { FunctionName: (await functionOf(services, call)).name },
})

/**
 * Nothing here looks for loops: what AWS does by default is answered.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html
 */
export const getFunctionRecursionConfig: RestOperation = async (services, call) => {
  await functionOf(services, call)
  return { body: { RecursiveLoop: 'Terminate' } }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig: RestOperation = async (services, call) => {
  const fn = await functionOf(services, call)
  throw new ResourceNotFoundException(`The function ${arnOf(fn)}:$LATEST doesn't have an EventInvokeConfig`)
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export const getFunctionUrlConfig: RestOperation = async (services, call) => {
  await functionOf(services, call)
  throw new ResourceNotFoundException('The resource you requested does not exist.')
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export const getProvisionedConcurrencyConfig: RestOperation = async (services, call) => {
  await functionOf(services, call)
  if (call.query.get('List') === 'ALL') return { body: { ProvisionedConcurrencyConfigs: [] } }
  throw new ProvisionedConcurrencyConfigNotFoundException(
    'No Provisioned Concurrency Config found for this function',
  )
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings: RestOperation = async (services, { caller }) => ({
  body: {
    AccountLimit: {
      TotalCodeSize: TOTAL_CODE_BYTES,
      CodeSizeUnzipped: MAX_UNPACKED_BYTES,
      CodeSizeZipped: MAX_ZIP_BYTES,
      ConcurrentExecutions: ACCOUNT_CONCURRENCY,
      UnreservedConcurrentExecutions: ACCOUNT_CONCURRENCY,
    },
    AccountUsage: {
      TotalCodeSize: await functionVersions.totalCodeSize(services.db, caller),
      FunctionCount: await functions.count(services.db, caller),
    },
  },
})

function functionOf(services: Services, call: RestCall): Promise<DeployedFunction> {
  return requireFunction(services, referenceOf(call).key)
}

function toRuntimeManagement(arn: string, { updateRuntimeOn, runtimeVersionArn }: RuntimeManagement): object {
  return {
    FunctionArn: arn,
    UpdateRuntimeOn: updateRuntimeOn,
    ...given('RuntimeVersionArn', runtimeVersionArn),
  }
}
