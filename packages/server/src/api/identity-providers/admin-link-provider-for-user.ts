import { link } from '../../core/linked-identities.ts'
import type { Operation } from '../operation.ts'
import { askedIdentity, requireNamedPool } from './asked-identity.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html */
export const adminLinkProviderForUser: Operation<'AdminLinkProviderForUser'> = async (services, input) => {
  const pool = await requireNamedPool(services, input.UserPoolId)
  await link(services, pool, {
    destination: askedIdentity(input.DestinationUser),
    source: askedIdentity(input.SourceUser),
  })
  return {}
}
