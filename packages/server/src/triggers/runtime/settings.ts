import { randomBytes } from 'node:crypto'
import { resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunnableFunction } from './types.ts'

/** What functions may do beside reading their own folder. */
export interface Permissions {
  network: 'all' | 'none'
  nativeAddons: boolean
}

const childFolder = fileURLToPath(new URL('child', import.meta.url))

/**
 * The arguments of the process: Node's permission model lets it read the function's folder and nothing else. SQLite is
 * off because it opens files past that model, and native calls because they could change the model itself.
 * @see https://nodejs.org/api/permissions.html
 */
export function processArguments(
  { folder, memoryMegabytes }: RunnableFunction,
  allowed: Permissions,
): string[] {
  return [
    '--permission',
    `--allow-fs-read=${folder}`,
    `--allow-fs-read=${childFolder}`,
    ...networkArguments(allowed),
    ...(allowed.nativeAddons ? ['--allow-addons'] : []),
    '--no-experimental-sqlite',
    ...(isKnown('--experimental-ffi') ? ['--no-experimental-ffi'] : []),
    '--disable-sigusr1',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    `--max-old-space-size=${memoryMegabytes}`,
    resolve(childFolder, 'bootstrap.cjs'),
  ]
}

function networkArguments({ network }: Permissions): string[] {
  return network === 'all' && isKnown('--allow-net') ? ['--allow-net'] : []
}

function isKnown(flag: string): boolean {
  return process.allowedNodeEnvironmentFlags.has(flag)
}

/** Throws when this Node cannot hold a function to the permissions. */
export function requireEnforceable({ network }: Pick<Permissions, 'network'>): void {
  // Node 24 has no such permission: there, every process may use the network.
  if (network === 'none' && !isKnown('--allow-net'))
    throw new Error('Keeping functions from the network needs Node 25 or newer.')
}

/**
 * The environment that the process starts with. The function's own comes later, over the connection, so that none of
 * its variables changes how Node or the linker start; only certificates of its own folder have to be known before.
 *
 * Deviation: NODE_OPTIONS and other variables that are read when a process starts have no effect in the environment of a
 * function, since they could let it out of its folder; NODE_EXTRA_CA_CERTS has, for a file within the function.
 */
export function processEnvironment({ folder, environment }: RunnableFunction): Record<string, string> {
  const certificates = resolve(folder, environment['NODE_EXTRA_CA_CERTS'] ?? '..')
  const areOwn = certificates.startsWith(folder + sep)
  return { TZ: timeZone, ...(areOwn && { NODE_EXTRA_CA_CERTS: certificates }) }
}

const timeZone = ':UTC'

/** What the process is told first: where the handler is, its environment, and what its `context` says in every call. */
export function startSettings(fn: RunnableFunction, now: number) {
  const logStreamName = logStream(fn, now)
  return {
    folder: fn.folder,
    handler: fn.handler,
    environment: functionEnvironment(fn, logStreamName),
    context: {
      functionName: fn.name,
      functionVersion: fn.version,
      invokedFunctionArn: fn.arn,
      memoryLimitInMB: String(fn.memoryMegabytes),
      logGroupName: logGroup(fn),
      logStreamName,
    },
  }
}

/** The function's own variables and those that Lambda sets, which win. */
function functionEnvironment(fn: RunnableFunction, logStreamName: string): Record<string, string> {
  const region = fn.arn.split(':')[3] ?? ''
  return {
    TZ: timeZone,
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: fn.folder,
    LANG: 'en_US.UTF-8',
    ...fn.environment,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup(fn),
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    // The newest of Lambda's runtimes whose rules are kept: from Node 24 on there are no callbacks.
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    LAMBDA_TASK_ROOT: fn.folder,
    _HANDLER: fn.handler,
  }
}

function logGroup({ name }: RunnableFunction): string {
  return `/aws/lambda/${name}`
}

function logStream({ version }: RunnableFunction, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')
  return `${day}/[${version}]${randomBytes(16).toString('hex')}`
}
