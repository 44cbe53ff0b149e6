import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { detailsOf, requireDetail, scopesOf } from './details.ts'
import { isJsonObject, type JsonObject, parseJsonObject, textOf } from './json-object.ts'
import * as openIdConnect from './open-id-connect.ts'
import type { FederationContext, Provider, ProviderAdapter } from './provider.ts'
import { failure } from './requests.ts'

/** Apple allows six months; ours is used once, at once. */
const SECRET_LIFETIME_SECONDS = 300

/** A name and an address fit many times. */
const MAX_USER_LENGTH = 4096

/**
 * Sign in with Apple: https://developer.apple.com/documentation/signinwithapplerestapi. With scopes Apple sends the answer as
 * a form only, and the user's name in it at the first consent alone.
 */
export const apple: ProviderAdapter = {
  authorizationUrl: async (context, provider, attempt) => {
    const responseMode = scopesOf(detailsOf(provider)).length > 0 ? 'form_post' : undefined
    return openIdConnect.authorizationUrl(context, provider, attempt, { response_mode: responseMode })
  },
  profile: async (context, provider, attempt, answer) => {
    const clientSecret = await createClientSecret(context, provider)
    const tokens = await openIdConnect.redeemCode(context, provider, { attempt, answer, clientSecret })
    const { subject, accessToken, idToken, idTokenClaims, tokenResponse } = tokens
    const userInfo = nameOf(answer.get('user'))
    const claims = { ...userInfo, ...idTokenClaims, access_token: accessToken, id_token: idToken }
    return { subject, claims, sources: { tokenResponse, idToken: idTokenClaims, userInfo } }
  },
}

/** Nobody signs `user`, and so nothing of it is taken but the name; Apple's own address is in the ID token. */
function nameOf(user: string | null): JsonObject {
  if (!user || user.length > MAX_USER_LENGTH) return {}
  const name = parseJsonObject(new TextEncoder().encode(user))?.name
  if (!isJsonObject(name)) return {}
  const parts = ['firstName', 'lastName'].map((part) => [part, textOf(name, part)] as const)
  return Object.fromEntries(parts.filter(([, text]) => text !== undefined))
}

/** https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret */
async function createClientSecret({ clock }: FederationContext, provider: Provider): Promise<string> {
  const details = detailsOf(provider)
  const issuedAt = Math.floor(clock.now() / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: requireDetail(details, 'key_id') })
    .setIssuer(requireDetail(details, 'team_id'))
    .setSubject(requireDetail(details, 'client_id'))
    .setAudience(requireDetail(details, 'oidc_issuer'))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SECRET_LIFETIME_SECONDS)
    .sign(privateKeyOf(requireDetail(details, 'private_key')))
}

/** PKCS #8, as Apple's file has it or without its first and last line, as Cognito's console takes it. */
function privateKeyOf(text: string): KeyObject {
  const key = Buffer.from(text.replace(/-----[A-Z ]+-----/g, ''), 'base64')
  try {
    const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
    if (privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1') return privateKey
  } catch (cause) {
    throw failure('The private key of the identity provider cannot be read.', cause)
  }
  throw failure('The private key of the identity provider is not one of the curve P-256.')
}
