import { toCamel } from '@poolhouse/api-model'
import * as domains from '../../core/domains.ts'
import type { Operation } from '../operation.ts'
import { toDomainAnswer } from './to-domain-description.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export const updateUserPoolDomain: Operation<'UpdateUserPoolDomain'> = async (services, input) => {
  const { domain, userPoolId, ...settings } = toCamel('UpdateUserPoolDomainRequest', input)
  return toDomainAnswer(services, await domains.update(services, { domain, userPoolId, settings }))
}
