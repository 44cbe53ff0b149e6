import { createPrivateKey } from 'node:crypto'
import type { FederationContext, Provider, ServiceProvider } from '../../federation/provider.ts'
import type { Services } from '../../services.ts'
import type { IdentityProvider } from '../../storage/identity-providers.ts'
import { detailsOf } from '../identity-providers.ts'
import { privateKeyOf, requireSigningCertificate } from '../signing-certificates.ts'

/** The provider with all that was given to reach it. */
export function openProvider(services: Services, provider: IdentityProvider): Provider {
  const { userPoolId, name, type, settings } = provider
  const details = detailsOf(services, provider)
  return { userPoolId, name, type, details, attributeMapping: settings.attributeMapping ?? {} }
}

/** What the adapters of the pool's providers work with. */
export function contextOf(services: Services, userPoolId: string): FederationContext {
  return {
    outbound: services.providerOutbound,
    clock: services.clock,
    serviceProvider: () => serviceProviderOf(services, userPoolId),
  }
}

async function serviceProviderOf(services: Services, userPoolId: string): Promise<ServiceProvider> {
  const stored = await requireSigningCertificate(services, userPoolId)
  const der = privateKeyOf(services, stored)
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return {
    entityId: `urn:amazon:cognito:sp:${userPoolId}`,
    privateKey: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: pem(stored.certificate),
  }
}

function pem(certificate: string): string {
  const lines = certificate.match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
