import { describeRiskConfiguration as describe } from '../../core/risk/configurations.ts'
import type { Operation } from '../operation.ts'
import { toRiskConfigurationType } from './to-risk-configuration-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeRiskConfiguration.html */
export const describeRiskConfiguration: Operation<'DescribeRiskConfiguration'> = async (services, input) => {
  const scope = { userPoolId: input.UserPoolId, clientId: input.ClientId }
  return { RiskConfiguration: toRiskConfigurationType(scope, await describe(services, scope)) }
}
