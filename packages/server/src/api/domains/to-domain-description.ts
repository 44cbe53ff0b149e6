import { type Camel, type DomainDescriptionType, type RoutingType, toWire } from '@poolhouse/api-model'
import type { Services } from '../../services.ts'
import type { Domain } from '../../storage/domains.ts'
import type { UserPool } from '../../storage/user-pools.ts'

/** The domain as DescribeUserPoolDomain shows it, ready at once. */
export function toDomainDescription(
  services: Services,
  pool: UserPool,
  domain: Domain,
): DomainDescriptionType {
  const shown = {
    customDomainConfig: {},
    ...domain.settings,
    userPoolId: domain.userPoolId,
    aWSAccountId: pool.accountId,
    domain: domain.domain,
    s3Bucket: assetBucket(pool),
    cloudFrontDistribution: hostName(services),
    version: new Date(domain.createdAt).toISOString().slice(0, 19).replace(/\D/g, ''),
    status: 'ACTIVE',
  }
  return toWire<DomainDescriptionType>('DomainDescriptionType', shown as Camel<DomainDescriptionType>)
}

/** What CreateUserPoolDomain and UpdateUserPoolDomain answer. */
export function toDomainAnswer(services: Services, { kind, settings }: Domain) {
  return {
    ManagedLoginVersion: settings.managedLoginVersion,
    ...(kind === 'custom' && { CloudFrontDomain: hostName(services) }),
    ...(settings.routing && {
      Routing: toWire<RoutingType>('RoutingType', settings.routing as Camel<RoutingType>),
    }),
  }
}

/** Deviation: where the DNS record of a custom domain points is this server, there being no CloudFront before it. */
function hostName(services: Services): string {
  return new URL(services.publicUrl).hostname
}

/** Airports after which AWS names what it has in a region, as far as buckets of Cognito were seen. */
const airports: Record<string, string> = {
  'ap-northeast-1': 'nrt',
  'us-east-1': 'iad',
  'us-west-2': 'pdx',
}

/** The bucket in which AWS keeps what the pages show. Here it is a name; regions whose airport is not known stand in it. */
function assetBucket({ region }: UserPool): string {
  return `aws-cognito-prod-${airports[region] ?? region}-assets`
}
