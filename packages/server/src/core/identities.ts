import { createHash } from 'node:crypto'
import type { IdentityKey } from '../storage/linked-identities.ts'
import type { User } from '../storage/users.ts'

/** How the API calls the claim that names a user at any provider. */
export const SUBJECT = 'Cognito_Subject'

/** Who somebody is at a provider: the value of a claim there. */
export interface Identity {
  providerName: string
  attributeName: string
  attributeValue: string
}

/** An element of the attribute `identities` (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html). */
export interface ShownIdentity {
  userId: string
  providerName: string
  providerType: string
  /** The entity id of a SAML provider. */
  issuer: string | null
  /** The profile was made by this identity, where others were linked to it. */
  primary: boolean
  /** Epoch milliseconds. */
  dateCreated: number
}

/** Hashed, since what names somebody at a provider may be too long for an index. */
export function keyOf(
  { id }: { id: string },
  { providerName, attributeName, attributeValue }: Identity,
): IdentityKey {
  const identity = JSON.stringify([attributeName, attributeValue])
  const identityKey = createHash('sha256').update(identity).digest('hex')
  return { userPoolId: id, providerName, identityKey }
}

/** The identities by which providers sign the user in. */
export function identitiesOf({ attributes }: User): ShownIdentity[] {
  return attributes.identities ? (JSON.parse(attributes.identities) as ShownIdentity[]) : []
}
