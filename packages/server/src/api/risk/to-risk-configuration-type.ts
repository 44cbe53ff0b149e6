import { type RiskConfigurationType, toWire } from '@poolhouse/api-model'
import type { RiskScope } from '../../core/risk/configurations.ts'
import type { RiskConfiguration } from '../../storage/risk-configurations.ts'

/** A risk configuration; where none was set nothing but whose it would be. */
export function toRiskConfigurationType(
  scope: RiskScope,
  configuration: RiskConfiguration | undefined,
): RiskConfigurationType {
  const shown = {
    userPoolId: scope.userPoolId,
    clientId: scope.clientId,
    ...configuration?.settings,
    lastModifiedDate: configuration && new Date(configuration.updatedAt),
  }
  return toWire<RiskConfigurationType>('RiskConfigurationType', shown)
}
