import type { QueryAction, QueryService } from '../query-service.ts'

/**
 * Tells who signed the request; Terraform asks this before anything else.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const getCallerIdentity: QueryAction = async (_services, { caller: { accountId } }) => ({
  Arn: `arn:aws:iam::${accountId}:root`,
  UserId: accountId,
  Account: accountId,
})

/** What there is of STS: https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html */
export const sts: QueryService = {
  name: 'sts',
  signedAs: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  actions: new Map([['GetCallerIdentity', getCallerIdentity]]),
}
