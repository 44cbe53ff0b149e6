import { detailsOf, requireDetail } from './details.ts'
import * as documents from './documents.ts'
import { type JsonObject, textOf } from './json-object.ts'
import type { FederationContext, Provider } from './provider.ts'
import { failure } from './requests.ts'

/** Where an OpenID provider is, and what it can do. */
export interface OpenIdEndpoints {
  issuer: string
  authorizeUrl: string
  tokenUrl: string
  jwksUri: string
  /** Absent where the ID token says all that there is. */
  userInfoUrl: string | undefined
  /** It checks code verifiers (RFC 7636) that were hashed with SHA-256. */
  supportsPkce: boolean
  /** It names itself in each of its answers (RFC 9207). */
  sendsIssuer: boolean
  /** Undefined where nothing is published. */
  signingAlgorithms: string[] | undefined
}

/**
 * The endpoints by the details of the provider, and for those that are missing there by its discovery document (OpenID
 * Connect Discovery 1.0, section 4). With all four given, nothing is discovered. Throws FederationError.
 */
export async function endpointsOf(context: FederationContext, provider: Provider): Promise<OpenIdEndpoints> {
  const details = detailsOf(provider)
  const issuer = requireDetail(details, 'oidc_issuer')
  const { authorize_url, token_url, jwks_uri } = details
  // What `attributes_url` stands for at Google is not the user info of OpenID Connect.
  const attributes_url = provider.type === 'OIDC' ? details.attributes_url : undefined
  const isComplete = Boolean(authorize_url && token_url && jwks_uri && attributes_url)
  const discovered = isComplete ? {} : await discover(context, issuer)
  return {
    issuer,
    authorizeUrl: authorize_url || requireMember(discovered, 'authorization_endpoint'),
    tokenUrl: token_url || requireMember(discovered, 'token_endpoint'),
    jwksUri: jwks_uri || requireMember(discovered, 'jwks_uri'),
    userInfoUrl:
      attributes_url || (provider.type === 'OIDC' ? textOf(discovered, 'userinfo_endpoint') : undefined),
    supportsPkce: textsOf(discovered, 'code_challenge_methods_supported')?.includes('S256') ?? false,
    sendsIssuer: discovered.authorization_response_iss_parameter_supported === true,
    signingAlgorithms: textsOf(discovered, 'id_token_signing_alg_values_supported'),
  }
}

/** Another issuer in the document would be somebody else (OpenID Connect Discovery 1.0, section 4.3). */
async function discover(context: FederationContext, issuer: string): Promise<JsonObject> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const document = await documents.find(context, { endpoint: 'discovery', url })
  if (document.issuer !== issuer) throw failure('The discovery document is of another issuer.')
  return document
}

function requireMember(document: JsonObject, name: string): string {
  const value = textOf(document, name)
  if (!value) throw failure(`The discovery document of the identity provider has no ${name}.`)
  return value
}

function textsOf(document: JsonObject, name: string): string[] | undefined {
  const value = document[name]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined
}
