import { requireTerms } from '../../core/terms.ts'
import type { Operation } from '../operation.ts'
import { toTermsType } from './to-terms-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTerms.html */
export const describeTerms: Operation<'DescribeTerms'> = async (services, input) => {
  const document = await requireTerms(services, { userPoolId: input.UserPoolId, id: input.TermsId })
  return { Terms: toTermsType(document) }
}
