import type { RestOperation, RestRoute } from '../rest.ts'
import * as aliases from './aliases.ts'
import * as functions from './functions.ts'
import { invoke, MAX_EVENT_BYTES } from './invoke.ts'
import * as policies from './policies.ts'
import * as settings from './settings.ts'
import * as tags from './tags.ts'

/** Lambda's own, for a zip of 50 MB in base64 with the settings around it. */
const MAX_CODE_REQUEST_BYTES = 70_167_211

const name = '/functions/{FunctionName}'

/** What is available; the paths are those of the API's model. */
const available: [name: string, method: string, path: string, run: RestOperation, maxBodyBytes?: number][] = [
  ['CreateFunction', 'POST', '/2015-03-31/functions', functions.createFunction, MAX_CODE_REQUEST_BYTES],
  ['ListFunctions', 'GET', '/2015-03-31/functions', functions.listFunctions],
  ['GetFunction', 'GET', `/2015-03-31${name}`, functions.getFunction],
  ['DeleteFunction', 'DELETE', `/2015-03-31${name}`, functions.deleteFunction],
  ['GetFunctionConfiguration', 'GET', `/2015-03-31${name}/configuration`, functions.getFunctionConfiguration],
  [
    'UpdateFunctionConfiguration',
    'PUT',
    `/2015-03-31${name}/configuration`,
    functions.updateFunctionConfiguration,
  ],
  [
    'UpdateFunctionCode',
    'PUT',
    `/2015-03-31${name}/code`,
    functions.updateFunctionCode,
    MAX_CODE_REQUEST_BYTES,
  ],
  ['Invoke', 'POST', `/2015-03-31${name}/invocations`, invoke, MAX_EVENT_BYTES],
  ['PublishVersion', 'POST', `/2015-03-31${name}/versions`, functions.publishVersion],
  ['ListVersionsByFunction', 'GET', `/2015-03-31${name}/versions`, functions.listVersionsByFunction],
  ['CreateAlias', 'POST', `/2015-03-31${name}/aliases`, aliases.createAlias],
  ['ListAliases', 'GET', `/2015-03-31${name}/aliases`, aliases.listAliases],
  ['GetAlias', 'GET', `/2015-03-31${name}/aliases/{Name}`, aliases.getAlias],
  ['UpdateAlias', 'PUT', `/2015-03-31${name}/aliases/{Name}`, aliases.updateAlias],
  ['DeleteAlias', 'DELETE', `/2015-03-31${name}/aliases/{Name}`, aliases.deleteAlias],
  ['AddPermission', 'POST', `/2015-03-31${name}/policy`, policies.addPermission],
  ['GetPolicy', 'GET', `/2015-03-31${name}/policy`, policies.getPolicy],
  ['RemovePermission', 'DELETE', `/2015-03-31${name}/policy/{StatementId}`, policies.removePermission],
  ['ListTags', 'GET', '/2017-03-31/tags/{Resource}', tags.listTags],
  ['TagResource', 'POST', '/2017-03-31/tags/{Resource}', tags.tagResource],
  ['UntagResource', 'DELETE', '/2017-03-31/tags/{Resource}', tags.untagResource],
  ['GetAccountSettings', 'GET', '/2016-08-19/account-settings', settings.getAccountSettings],
  ['PutFunctionConcurrency', 'PUT', `/2017-10-31${name}/concurrency`, settings.putFunctionConcurrency],
  ['GetFunctionConcurrency', 'GET', `/2019-09-30${name}/concurrency`, settings.getFunctionConcurrency],
  [
    'DeleteFunctionConcurrency',
    'DELETE',
    `/2017-10-31${name}/concurrency`,
    settings.deleteFunctionConcurrency,
  ],
  [
    'PutRuntimeManagementConfig',
    'PUT',
    `/2021-07-20${name}/runtime-management-config`,
    settings.putRuntimeManagementConfig,
  ],
  [
    'GetRuntimeManagementConfig',
    'GET',
    `/2021-07-20${name}/runtime-management-config`,
    settings.getRuntimeManagementConfig,
  ],
  [
    'GetFunctionCodeSigningConfig',
    'GET',
    `/2020-06-30${name}/code-signing-config`,
    settings.getFunctionCodeSigningConfig,
  ],
  [
    'GetFunctionRecursionConfig',
    'GET',
    `/2024-08-31${name}/recursion-config`,
    settings.getFunctionRecursionConfig,
  ],
  [
    'GetFunctionEventInvokeConfig',
    'GET',
    `/2019-09-25${name}/event-invoke-config`,
    settings.getFunctionEventInvokeConfig,
  ],
  ['GetFunctionUrlConfig', 'GET', `/2021-10-31${name}/url`, settings.getFunctionUrlConfig],
  [
    'GetProvisionedConcurrencyConfig',
    'GET',
    `/2019-09-30${name}/provisioned-concurrency`,
    settings.getProvisionedConcurrencyConfig,
  ],
]

/** Operations that clients try and that are answered with their name. */
const unavailable: [name: string, method: string, path: string][] = [
  ['InvokeAsync', 'POST', `/2014-11-13${name}/invoke-async`],
  ['InvokeWithResponseStream', 'POST', `/2021-11-15${name}/response-streaming-invocations`],
  ['CreateEventSourceMapping', 'POST', '/2015-03-31/event-source-mappings'],
  ['ListEventSourceMappings', 'GET', '/2015-03-31/event-source-mappings'],
  ['GetEventSourceMapping', 'GET', '/2015-03-31/event-source-mappings/{UUID}'],
  ['UpdateEventSourceMapping', 'PUT', '/2015-03-31/event-source-mappings/{UUID}'],
  ['DeleteEventSourceMapping', 'DELETE', '/2015-03-31/event-source-mappings/{UUID}'],
  ['ListLayers', 'GET', '/2018-10-31/layers'],
  ['PublishLayerVersion', 'POST', '/2018-10-31/layers/{LayerName}/versions'],
  ['ListLayerVersions', 'GET', '/2018-10-31/layers/{LayerName}/versions'],
  ['GetLayerVersion', 'GET', '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}'],
  ['PutFunctionEventInvokeConfig', 'PUT', `/2019-09-25${name}/event-invoke-config`],
  ['UpdateFunctionEventInvokeConfig', 'POST', `/2019-09-25${name}/event-invoke-config`],
  ['DeleteFunctionEventInvokeConfig', 'DELETE', `/2019-09-25${name}/event-invoke-config`],
  ['ListFunctionEventInvokeConfigs', 'GET', `/2019-09-25${name}/event-invoke-config/list`],
  ['PutProvisionedConcurrencyConfig', 'PUT', `/2019-09-30${name}/provisioned-concurrency`],
  ['DeleteProvisionedConcurrencyConfig', 'DELETE', `/2019-09-30${name}/provisioned-concurrency`],
  ['CreateCodeSigningConfig', 'POST', '/2020-04-22/code-signing-configs'],
  ['ListCodeSigningConfigs', 'GET', '/2020-04-22/code-signing-configs'],
  ['PutFunctionCodeSigningConfig', 'PUT', `/2020-06-30${name}/code-signing-config`],
  ['DeleteFunctionCodeSigningConfig', 'DELETE', `/2020-06-30${name}/code-signing-config`],
  ['CreateFunctionUrlConfig', 'POST', `/2021-10-31${name}/url`],
  ['UpdateFunctionUrlConfig', 'PUT', `/2021-10-31${name}/url`],
  ['DeleteFunctionUrlConfig', 'DELETE', `/2021-10-31${name}/url`],
  ['ListFunctionUrlConfigs', 'GET', `/2021-10-31${name}/urls`],
  ['PutFunctionRecursionConfig', 'PUT', `/2024-08-31${name}/recursion-config`],
]

/** All operations by method and path. */
export const lambdaRoutes: readonly RestRoute[] = [
  ...available.map(([name, method, path, run, maxBodyBytes]) => ({
    name,
    method,
    path,
    run,
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
  })),
  ...unavailable.map(([name, method, path]) => ({ name, method, path })),
]
