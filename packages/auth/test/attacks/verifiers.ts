import { CognitoJwtVerifier } from 'aws-jwt-verify'
import type { Jwks } from 'aws-jwt-verify/jwk'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { createVerifier } from '../../src/index.ts'
import { clientId, createSigner, issuer } from '../support/signer.ts'

/** One way to verify tokens, set up as its documentation says for one client's tokens of one kind. */
export interface Candidate {
  name: string
  verify(token: string, tokenUse: 'id' | 'access'): Promise<unknown>
}

/** The pool's own key. */
export const signer = createSigner('the key of the pool')
/** What the address of the keys answers; `unusable` is in it to be passed over. */
export const jwks = { keys: [signer.jwk] }

const userPoolId = issuer.slice(issuer.lastIndexOf('/') + 1)

/** Verifiers with fresh caches; `answered` counts requests for keys. All see the machine's own time. */
export function candidates(answered: (url: string) => void = () => undefined): Candidate[] {
  const answer = async (url: unknown) => {
    answered(String(url))
    return Response.json(jwks)
  }
  const ours = {
    id: createVerifier({ issuer, clientId, tokenUse: 'id' }, { fetch: answer }),
    access: createVerifier({ issuer, clientId, tokenUse: 'access' }, { fetch: answer }),
  }
  const aws = {
    id: CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'id' }),
    access: CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' }),
  }
  for (const verifier of [aws.id, aws.access]) verifier.cacheJwks(jwks as unknown as Jwks)
  const set = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), { [customFetch]: answer })
  return [
    { name: '@poolhouse/auth', verify: (token, tokenUse) => ours[tokenUse].verify(token) },
    { name: 'aws-jwt-verify', verify: (token, tokenUse) => aws[tokenUse].verify(token) },
    {
      name: 'jose',
      verify: (token, tokenUse) =>
        // Access tokens have no `aud`: with `audience` jose would refuse all of them, so that people leave it out.
        jwtVerify(token, set, { issuer, ...(tokenUse === 'id' && { audience: clientId }) }),
    },
  ]
}
