import { requireTermsOfClient } from '../../core/terms.ts'
import type { Operation } from '../operation.ts'
import { readTermsName, toTermsType } from './to-terms-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTermsByClient.html */
export const describeTermsByClient: Operation<'DescribeTermsByClient'> = async (services, input) => {
  const key = { userPoolId: input.UserPoolId, clientId: input.ClientId }
  const document = await requireTermsOfClient(services, key, readTermsName(input.TermsName))
  return { Terms: toTermsType(document) }
}
