import type { GivenConfiguration } from '../../core/functions/configuration.ts'
import type { Environment } from '../../core/functions/environment.ts'
import { InvalidParameterValueException } from '../../core/functions/errors.ts'
import { flag, given, type Members, map, number, structure, text, texts } from '../members.ts'

/** What would make a function that runs here behave otherwise than on AWS: refused, with what to do. The texts are ours. */
const refusals: [name: string, reason: string][] = [
  ['Layers', 'layers are not available: pack what the function needs into its zip'],
  ['FileSystemConfigs', 'file systems are not available'],
  ['ImageConfig', 'container images are not available: deploy a zip'],
  ['CodeSigningConfigArn', 'code signing is not available'],
  ['CapacityProviderConfig', 'capacity providers are not available'],
  ['DurableConfig', 'durable functions are not available'],
  ['TenancyConfig', 'tenant isolation is not available'],
]

/** The settings of CreateFunction and UpdateFunctionConfiguration. Throws InvalidParameterValueException. */
export function readConfiguration(input: Members): GivenConfiguration {
  refuseUnavailable(input)
  const logging = structure(input, 'LoggingConfig')
  const vpc = structure(input, 'VpcConfig')
  return {
    ...given('role', text(input, 'Role')),
    ...given('handler', text(input, 'Handler')),
    ...given('runtime', text(input, 'Runtime')),
    ...given('description', text(input, 'Description')),
    ...given('timeoutSeconds', number(input, 'Timeout')),
    ...given('memoryMegabytes', number(input, 'MemorySize')),
    ...given('architectures', texts(input, 'Architectures')),
    ...given('ephemeralStorageMegabytes', number(structure(input, 'EphemeralStorage') ?? {}, 'Size')),
    ...given('tracingMode', choice<'Active'>(structure(input, 'TracingConfig'), 'Mode')),
    ...given('snapStart', choice<'None'>(structure(input, 'SnapStart'), 'ApplyOn')),
    ...given('deadLetterTargetArn', text(structure(input, 'DeadLetterConfig') ?? {}, 'TargetArn')),
    ...given('kmsKeyArn', text(input, 'KMSKeyArn')),
    ...(logging && { logging: readLogging(logging) }),
    ...(vpc && { vpc: readVpc(vpc) }),
  }
}

/** The variables, where they are to be set. */
export function readEnvironment(input: Members): Environment | undefined {
  const environment = structure(input, 'Environment')
  return environment && (map(environment, 'Variables') ?? {})
}

/** The zip that is sent along. Throws InvalidParameterValueException for code from elsewhere. */
export function readZipFile(code: Members): Buffer {
  if (text(code, 'S3Bucket') !== undefined || text(code, 'S3Key') !== undefined)
    throw unavailable(
      'code in S3 is not available: send the zip with the request (ZipFile, in Terraform `filename`)',
    )
  if (text(code, 'ImageUri') !== undefined)
    throw unavailable('container images are not available: deploy a zip')
  const zip = text(code, 'ZipFile')
  if (!zip) throw new InvalidParameterValueException('Please provide a source for function code.')
  return Buffer.from(zip, 'base64')
}

function refuseUnavailable(input: Members): void {
  if (text(input, 'PackageType') === 'Image')
    throw unavailable('container images are not available: deploy a zip')
  for (const [name, reason] of refusals) {
    const value = input[name]
    const isEmpty = value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)
    if (value !== undefined && !isEmpty) throw unavailable(reason)
  }
}

function unavailable(reason: string): InvalidParameterValueException {
  return new InvalidParameterValueException(`On this server ${reason}.`)
}

/** Core refuses what is not one of the values. */
function choice<Value extends string>(members: Members | undefined, name: string): Value | undefined {
  return members && (text(members, name) as Value | undefined)
}

function readLogging(logging: Members): NonNullable<GivenConfiguration['logging']> {
  return {
    ...given('logFormat', choice<'Text'>(logging, 'LogFormat')),
    ...given('logGroup', text(logging, 'LogGroup')),
    ...given('applicationLogLevel', text(logging, 'ApplicationLogLevel')),
    ...given('systemLogLevel', text(logging, 'SystemLogLevel')),
  }
}

function readVpc(vpc: Members): NonNullable<GivenConfiguration['vpc']> {
  return {
    ...given('subnetIds', texts(vpc, 'SubnetIds')),
    ...given('securityGroupIds', texts(vpc, 'SecurityGroupIds')),
    ...(vpc['Ipv6AllowedForDualStack'] !== undefined && {
      ipv6AllowedForDualStack: flag(vpc, 'Ipv6AllowedForDualStack'),
    }),
  }
}
