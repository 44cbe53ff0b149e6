import type { Outbound } from '../http/outbound.ts'
import type { IdentityProviderType } from '../storage/identity-providers.ts'

/** A configured identity provider, as its adapter needs it. */
export interface Provider {
  userPoolId: string
  name: string
  type: IdentityProviderType
  /** ProviderDetails by Cognito's names, secrets too. */
  details: Readonly<Record<string, string>>
  /** Attribute of the pool to claim of the provider. */
  attributeMapping: Readonly<Record<string, string>>
}

/** What the user pool is to a SAML provider. */
export interface ServiceProvider {
  /** `urn:amazon:cognito:sp:<user pool id>`. */
  entityId: string
  /** PEM, PKCS #8: signs requests and opens encrypted assertions. */
  privateKey: string
  /** PEM. */
  certificate: string
}

/** What adapters work with. */
export interface FederationContext {
  outbound: Outbound
  clock: { now(): number }
  /** The key and the certificate of the user pool, for SAML alone. */
  serviceProvider(): Promise<ServiceProvider>
}

/** One try of a browser to sign in at a provider. All texts are random, of URL-safe characters, and used once. */
export interface SignInAttempt {
  /** Where the provider sends the browser back to. */
  callbackUrl: string
  /** `state` of OAuth, `RelayState` of SAML. */
  state: string
  /** `nonce` of OpenID Connect. */
  nonce: string
  /** Of PKCE (RFC 7636), 43 characters. */
  codeVerifier: string
  /** `ID` of the SAML request, an XML name. */
  requestId: string
}

/** What an application asked for that providers are told. */
export interface Hints {
  loginHint?: string
  /** Values but `none`, separated by a space. */
  prompt?: string
}

/** What is needed to end the session at a SAML provider. */
export interface SamlSession {
  nameId: string
  nameIdFormat?: string
  sessionIndex?: string
}

/** A user as the provider describes them, after everything was verified. */
export interface FederatedProfile {
  /** Who the user is there: `sub`, `id`, `user_id` or the NameID, in its own case. */
  subject: string
  /** The entity id of a SAML provider. */
  issuer?: string
  /** What mappings refer to, by the provider's names. */
  claims: Readonly<Record<string, unknown>>
  /** What the function for inbound federation sees: the parts that the claims were put together from. */
  sources: Readonly<Record<'tokenResponse' | 'idToken' | 'userInfo', Record<string, unknown>>> | SamlSource
  samlSession?: SamlSession
}

export interface SamlSource {
  samlResponse: Record<string, unknown>
}

/** The sign-in at a provider failed. Application and user get `code` and the message, the log gets the cause. */
export class FederationError extends Error {
  override readonly name = 'FederationError'
  /** Of OAuth (RFC 6749, section 4.1.2.1). */
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** How a kind of provider is spoken to. Both throw FederationError. */
export interface ProviderAdapter {
  /** Where the browser goes to sign in. */
  authorizationUrl(
    context: FederationContext,
    provider: Provider,
    attempt: SignInAttempt,
    hints: Hints,
  ): Promise<string>
  /** The user, by what the browser brought back: the query of an OAuth answer, or the form of a SAML one. */
  profile(
    context: FederationContext,
    provider: Provider,
    attempt: SignInAttempt,
    answer: URLSearchParams,
  ): Promise<FederatedProfile>
}
