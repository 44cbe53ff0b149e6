import { createVerifier } from '@poolhouse/auth'

/** Takes the access tokens that this pool has made for this client, and no others. */
export const verifier = createVerifier({
  issuer: variable('JWT_ISSUER'),
  clientId: variable('JWT_CLIENT_ID'),
  tokenUse: 'access',
})

function variable(name) {
  const value = process.env[name]
  if (!value) throw new Error(`The environment variable ${name} is missing`)
  return value
}
