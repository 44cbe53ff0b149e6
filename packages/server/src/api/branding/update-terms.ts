import * as terms from '../../core/terms.ts'
import type { TermsName } from '../../storage/terms.ts'
import type { Operation } from '../operation.ts'
import { toTermsType } from './to-terms-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateTerms.html */
export const updateTerms: Operation<'UpdateTerms'> = async (services, input) => {
  const key = { userPoolId: input.UserPoolId, id: input.TermsId }
  const change = { name: input.TermsName as TermsName | undefined, links: input.Links && { ...input.Links } }
  return { Terms: toTermsType(await terms.update(services, key, change)) }
}
