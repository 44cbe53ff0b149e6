import { toCamel } from '@poolhouse/api-model'
import * as domains from '../../core/domains.ts'
import type { Operation } from '../operation.ts'
import { toDomainAnswer } from './to-domain-description.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const createUserPoolDomain: Operation<'CreateUserPoolDomain'> = async (services, input) => {
  const { domain, userPoolId, ...settings } = toCamel('CreateUserPoolDomainRequest', input)
  return toDomainAnswer(services, await domains.create(services, { domain, userPoolId, settings }))
}
