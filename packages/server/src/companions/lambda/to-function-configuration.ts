import { open } from '../../core/functions/environment.ts'
import { arnOf } from '../../core/functions/names.ts'
import type { Services } from '../../services.ts'
import type { FunctionVersion } from '../../storage/function-versions.ts'

/**
 * A version as the API shows it; `qualifier` is the one in the ARN, absent for none. It can be invoked as soon as it is
 * stored, so no waiter has anything to wait for.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
export function toFunctionConfiguration(
  services: Services,
  version: FunctionVersion,
  qualifier?: string,
): object {
  const { configuration } = version
  const environment = open(services, version) ?? {}
  const { vpc, deadLetterTargetArn, kmsKeyArn, logging } = configuration
  return {
    FunctionName: version.name,
    FunctionArn: arnOf(version, qualifier),
    Version: version.version,
    RevisionId: version.revisionId,
    Runtime: configuration.runtime,
    Role: configuration.role,
    Handler: configuration.handler,
    Description: configuration.description,
    CodeSize: version.codeSize,
    CodeSha256: version.codeSha256,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMegabytes,
    LastModified: toLastModified(version.updatedAt),
    ...(Object.keys(environment).length > 0 && { Environment: { Variables: environment } }),
    TracingConfig: { Mode: configuration.tracingMode },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: configuration.architectures,
    EphemeralStorage: { Size: configuration.ephemeralStorageMegabytes },
    SnapStart: { ApplyOn: configuration.snapStart, OptimizationStatus: 'Off' },
    LoggingConfig: {
      LogFormat: logging.logFormat,
      LogGroup: logging.logGroup,
      ...(logging.applicationLogLevel && { ApplicationLogLevel: logging.applicationLogLevel }),
      ...(logging.systemLogLevel && { SystemLogLevel: logging.systemLogLevel }),
    },
    ...(vpc && {
      VpcConfig: {
        SubnetIds: vpc.subnetIds,
        SecurityGroupIds: vpc.securityGroupIds,
        VpcId: '',
        Ipv6AllowedForDualStack: vpc.ipv6AllowedForDualStack,
      },
    }),
    ...(deadLetterTargetArn && { DeadLetterConfig: { TargetArn: deadLetterTargetArn } }),
    ...(kmsKeyArn && { KMSKeyArn: kmsKeyArn }),
  }
}

/** As Lambda writes times: `2026-11-21T13:40:00.000+0000`. */
export function toLastModified(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000')
}
