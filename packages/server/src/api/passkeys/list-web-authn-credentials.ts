import { authorizeOwner } from '../../core/passkeys.ts'
import * as passkeys from '../../storage/passkeys.ts'
import type { Operation } from '../operation.ts'
import { readSealedPage, writeSealedPage } from '../sealed-page.ts'
import { toWebAuthnCredentialDescription } from './to-web-authn-credential-description.ts'

const MAX_PAGE = 20

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
export const listWebAuthnCredentials: Operation<'ListWebAuthnCredentials'> = async (services, input) => {
  const { user } = await authorizeOwner(services, input.AccessToken)
  const list = ['ListWebAuthnCredentials', user.id]
  const page = readSealedPage(services, list, { token: input.NextToken, limit: input.MaxResults || MAX_PAGE })
  const { items, next } = await passkeys.list(services.db, user.id, page)
  return {
    Credentials: items.map(toWebAuthnCredentialDescription),
    NextToken: writeSealedPage(services, list, next),
  }
}
