import type { FunctionConfiguration, LoggingConfiguration } from '../../storage/function-versions.ts'
import { InvalidParameterValueException, ValidationException } from './errors.ts'
import { invalid } from './names.ts'

/** The settings that a caller gives; what is absent keeps its value, or gets its default at the creation. */
export interface GivenConfiguration extends Partial<Omit<FunctionConfiguration, 'logging' | 'vpc'>> {
  logging?: Partial<LoggingConfiguration>
  vpc?: Partial<NonNullable<FunctionConfiguration['vpc']>>
}

const rolePattern = 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+'
const handlerPattern = '[^\\s]+'
/** Families of AWS's runtimes; those that are to come belong to one of them. */
const runtimePattern =
  /^(?:nodejs|nodejs\d+\.(?:x|\d+)|nodejs4\.3-edge|python\d\.\d+|java\d+(?:\.al2)?|dotnet(?:core)?\d+(?:\.\d+)?|go1\.x|ruby\d\.\d+|provided(?:\.al\d+)?)$/
const MAX_HANDLER = 128
const MAX_DESCRIPTION = 256

interface Range {
  minimum: number
  maximum: number
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const ranges: Record<string, Range> = {
  timeout: { minimum: 1, maximum: 900 },
  memorySize: { minimum: 128, maximum: 10_240 },
  'ephemeralStorage.size': { minimum: 512, maximum: 10_240 },
}

/** The settings of a new function with Lambda's defaults. Throws ValidationException, InvalidParameterValueException. */
export function newConfiguration(name: string, given: GivenConfiguration): FunctionConfiguration {
  const { role, handler, runtime } = given
  if (runtime === undefined || handler === undefined)
    throw new InvalidParameterValueException(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    )
  const defaults: FunctionConfiguration = {
    role: role ?? '',
    handler,
    runtime,
    description: '',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    ephemeralStorageMegabytes: 512,
    architectures: ['x86_64'],
    tracingMode: 'PassThrough',
    snapStart: 'None',
    logging: { logFormat: 'Text', logGroup: `/aws/lambda/${name}` },
  }
  return changedConfiguration(defaults, given)
}

/** The settings with those changed that were given. Throws ValidationException. */
export function changedConfiguration(
  former: FunctionConfiguration,
  { logging, vpc, deadLetterTargetArn, kmsKeyArn, ...given }: GivenConfiguration,
): FunctionConfiguration {
  const { vpc: formerVpc, deadLetterTargetArn: formerTarget, kmsKeyArn: formerKey, ...rest } = former
  const nextVpc = vpc ? { ...noVpc, ...formerVpc, ...vpc } : formerVpc
  const nextTarget = deadLetterTargetArn ?? formerTarget
  const nextKey = kmsKeyArn ?? formerKey
  const changed: FunctionConfiguration = {
    ...rest,
    ...given,
    logging: changedLogging(former.logging, logging),
    ...(nextVpc && nextVpc.subnetIds.length > 0 && { vpc: nextVpc }),
    ...(nextTarget && { deadLetterTargetArn: nextTarget }),
    ...(nextKey && { kmsKeyArn: nextKey }),
  }
  check(changed)
  return changed
}

const noVpc = { subnetIds: [], securityGroupIds: [], ipv6AllowedForDualStack: false }

/** Lambda fills in the levels of JSON logs, and has none for text. */
function changedLogging(
  former: LoggingConfiguration,
  given: Partial<LoggingConfiguration> | undefined,
): LoggingConfiguration {
  if (!given) return former
  const { logFormat, logGroup, ...levels } = { ...former, ...given }
  if (logFormat === 'Text') return { logFormat, logGroup }
  return { logFormat, logGroup, applicationLogLevel: 'INFO', systemLogLevel: 'INFO', ...levels }
}

function check(configuration: FunctionConfiguration): void {
  const { role, handler, runtime, description } = configuration
  requirePattern('role', role, rolePattern)
  requireLength('handler', handler, MAX_HANDLER)
  requirePattern('handler', handler, handlerPattern)
  requireLength('description', description, MAX_DESCRIPTION)
  if (!runtimePattern.test(runtime))
    throw new InvalidParameterValueException(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set or be a valid ARN`,
    )
  requireRange('timeout', configuration.timeoutSeconds)
  requireRange('memorySize', configuration.memoryMegabytes)
  requireRange('ephemeralStorage.size', configuration.ephemeralStorageMegabytes)
  requireOneOf('tracingConfig.mode', configuration.tracingMode, ['Active', 'PassThrough'])
  requireOneOf('snapStart.applyOn', configuration.snapStart, ['PublishedVersions', 'None'])
  requireOneOf('loggingConfig.logFormat', configuration.logging.logFormat, ['JSON', 'Text'])
  requireArchitectures(configuration.architectures)
}

/** Throws ValidationException when the value is not one of those. */
export function requireOneOf(member: string, value: string, values: readonly string[]): void {
  if (values.includes(value)) return
  throw new ValidationException(
    constraint(value, member, `Member must satisfy enum value set: [${values.join(', ')}]`),
  )
}

/** Throws ValidationException when the value does not match the pattern as a whole. */
export function requirePattern(member: string, value: string, pattern: string): void {
  if (!new RegExp(`^(?:${pattern})$`).test(value))
    throw new ValidationException(invalid(value, member, pattern))
}

/** Throws ValidationException when the value is longer than that. */
export function requireLength(member: string, value: string, maximum: number): void {
  if (value.length <= maximum) return
  const text = `Member must have length less than or equal to ${maximum}`
  throw new ValidationException(constraint(value.slice(0, maximum + 1), member, text))
}

function requireRange(member: string, value: number): void {
  const { minimum, maximum } = ranges[member] as Range
  const bound =
    value < minimum
      ? `greater than or equal to ${minimum}`
      : value > maximum && `less than or equal to ${maximum}`
  if (bound)
    throw new ValidationException(constraint(String(value), member, `Member must have value ${bound}`))
}

function requireArchitectures(architectures: readonly string[]): void {
  const [first = '', ...more] = architectures
  if (more.length > 0)
    throw new ValidationException(
      constraint(
        `[${architectures.join(', ')}]`,
        'architectures',
        'Member must have length less than or equal to 1',
      ),
    )
  requireOneOf('architectures', first, ['x86_64', 'arm64'])
}

function constraint(value: string, member: string, text: string): string {
  return `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${text}`
}
