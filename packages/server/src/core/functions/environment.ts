import type { Services } from '../../services.ts'
import type { FunctionVersion } from '../../storage/function-versions.ts'
import type { FunctionKey } from '../../storage/functions.ts'
import { requirePattern } from './configuration.ts'
import { InvalidParameterValueException } from './errors.ts'

export type Environment = Readonly<Record<string, string>>

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const MAX_BYTES = 4096
const namePattern = '[a-zA-Z]([a-zA-Z0-9_])+'
const reserved = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
])

/** Throws where Lambda would not take these variables. No value is in the texts. */
export function checkEnvironment(environment: Environment): void {
  const names = Object.keys(environment)
  const taken = names.filter((name) => reserved.has(name))
  if (taken.length > 0)
    throw new InvalidParameterValueException(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(', ')}`,
    )
  for (const name of names) requirePattern('environment.variables', name, namePattern)
  if (Object.values(environment).some((value) => value.includes('\0')))
    throw new InvalidParameterValueException('Environment variables can not contain the character NUL.')
  if (Buffer.byteLength(JSON.stringify(environment)) > MAX_BYTES)
    throw new InvalidParameterValueException(
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.',
    )
}

/** The variables for the row of one version; they open nowhere else. */
export function seal(
  services: Services,
  key: FunctionKey,
  version: string,
  environment: Environment,
): string {
  return services.keyring.seal(JSON.stringify(environment), placeOf(key, version))
}

/** The variables of the version; undefined where none were ever set. */
export function open(services: Services, version: FunctionVersion): Environment | undefined {
  if (version.sealedEnvironment === undefined) return undefined
  const text = services.keyring
    .open(version.sealedEnvironment, placeOf(version, version.version))
    .toString('utf8')
  return JSON.parse(text) as Environment
}

function placeOf({ accountId, region, name }: FunctionKey, version: string): string {
  return `function_versions.sealed_environment:${accountId}:${region}:${name}:${version}`
}
