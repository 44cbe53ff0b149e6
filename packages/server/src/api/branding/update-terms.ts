import * as terms from '../../core/terms.ts'
import type { Operation } from '../operation.ts'
import { readTermsName, toTermsType } from './to-terms-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateTerms.html */
export const updateTerms: Operation<'UpdateTerms'> = async (services, input) => {
  const key = { userPoolId: input.UserPoolId, id: input.TermsId }
  const change = {
    name: input.TermsName === undefined ? undefined : readTermsName(input.TermsName),
    links: input.Links && { ...input.Links },
  }
  return { Terms: toTermsType(await terms.update(services, key, change)) }
}
