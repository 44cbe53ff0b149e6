import * as terms from '../../core/terms.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteTerms.html */
export const deleteTerms: Operation<'DeleteTerms'> = async (services, input) => {
  await terms.remove(services, { userPoolId: input.UserPoolId, id: input.TermsId })
}
