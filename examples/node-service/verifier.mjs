import { createVerifier } from '@poolhouse/auth'

const { JWT_ISSUER = '', JWT_CLIENT_ID = '' } = process.env

/** Takes the access tokens that this pool has made for this client, and no others. */
export const verifier = createVerifier({ issuer: JWT_ISSUER, clientId: JWT_CLIENT_ID, tokenUse: 'access' })
