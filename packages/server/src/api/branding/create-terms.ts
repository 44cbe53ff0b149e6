import * as terms from '../../core/terms.ts'
import type { Operation } from '../operation.ts'
import { readTermsName, toTermsType } from './to-terms-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html */
export const createTerms: Operation<'CreateTerms'> = async (services, input) => {
  const document = await terms.create(services, {
    userPoolId: input.UserPoolId,
    clientId: input.ClientId,
    name: readTermsName(input.TermsName),
    links: { ...input.Links },
  })
  return { Terms: toTermsType(document) }
}
