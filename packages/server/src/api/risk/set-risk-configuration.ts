import { toCamel } from '@poolhouse/api-model'
import { asStored } from '../../core/given.ts'
import { setRiskConfiguration as set } from '../../core/risk/configurations.ts'
import type { Operation } from '../operation.ts'
import { toRiskConfigurationType } from './to-risk-configuration-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetRiskConfiguration.html */
export const setRiskConfiguration: Operation<'SetRiskConfiguration'> = async (services, input) => {
  const { userPoolId, clientId, ...asked } = toCamel('SetRiskConfigurationRequest', input)
  const scope = { userPoolId, clientId }
  return { RiskConfiguration: toRiskConfigurationType(scope, await set(services, scope, asStored(asked))) }
}
