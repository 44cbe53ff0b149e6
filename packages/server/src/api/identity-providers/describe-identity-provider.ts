import { requireProvider } from '../../core/identity-providers.ts'
import type { Operation } from '../operation.ts'
import { toIdentityProviderType } from './to-identity-provider-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider: Operation<'DescribeIdentityProvider'> = async (services, input) => {
  const provider = await requireProvider(services, { userPoolId: input.UserPoolId, name: input.ProviderName })
  return { IdentityProvider: toIdentityProviderType(services, provider) }
}
