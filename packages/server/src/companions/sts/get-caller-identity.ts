import type { QueryAction } from '../query.ts'

/**
 * Tells who signed the request; Terraform asks this before anything else.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity: QueryAction = {
  service: 'sts',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  run: ({ config: { accountId } }) =>
    `<Arn>arn:aws:iam::${accountId}:root</Arn><UserId>${accountId}</UserId><Account>${accountId}</Account>`,
}
