import type { Generated } from 'kysely'
import type { CompanionSchema } from './companion-schema.ts'
import type { FunctionSchema } from './function-schema.ts'
import type { ImportSchema } from './import-schema.ts'
import type { UserEventSchema } from './user-event-schema.ts'

/** Tables as they are stored: snake case, times in epoch milliseconds, JSON as text, booleans as 0 and 1. */
export interface Schema extends ImportSchema, FunctionSchema, UserEventSchema, CompanionSchema {
  data_keys: DataKeysTable
  user_pools: UserPoolsTable
  app_clients: AppClientsTable
  app_client_secrets: AppClientSecretsTable
  signing_keys: SigningKeysTable
  users: UsersTable
  sign_in_names: SignInNamesTable
  password_history: PasswordHistoryTable
  groups: GroupsTable
  group_members: GroupMembersTable
  verification_codes: VerificationCodesTable
  attempts: AttemptsTable
  used_challenge_sessions: UsedChallengeSessionsTable
  refresh_tokens: RefreshTokensTable
  authorization_codes: AuthorizationCodesTable
  login_sessions: LoginSessionsTable
  federation_attempts: FederationAttemptsTable
  used_assertions: UsedAssertionsTable
  devices: DevicesTable
  messages: MessagesTable
  resource_servers: ResourceServersTable
  identity_providers: IdentityProvidersTable
  identity_provider_identifiers: IdentityProviderIdentifiersTable
  linked_identities: LinkedIdentitiesTable
  domains: DomainsTable
  ui_customizations: UiCustomizationsTable
  login_brandings: LoginBrandingsTable
  terms: TermsTable
  software_tokens: SoftwareTokensTable
  passkeys: PasskeysTable
  passkey_registrations: PasskeyRegistrationsTable
  auth_events: AuthEventsTable
  risk_configurations: RiskConfigurationsTable
  user_sessions: UserSessionsTable
  provisioned_limits: ProvisionedLimitsTable
  signing_certificates: SigningCertificatesTable
}

/** Data keys, each wrapped under a master key that never enters the database. */
export interface DataKeysTable {
  id: string
  /** Counts the keys; unique, so that of several new servers one makes the first. */
  generation: number
  master_key_id: string
  wrapped: string
  created_at: number
}

export interface UserPoolsTable {
  id: string
  region: string
  account_id: string
  name: string
  /** JSON of `UserPoolSettings`. */
  settings: string
  /** JSON of the whole schema: standard attributes, then custom ones. */
  schema_attributes: string
  /** JSON object. */
  tags: string
  created_at: number
  updated_at: number
}

export interface AppClientsTable {
  id: string
  user_pool_id: string
  name: string
  /** JSON of `AppClientSettings`. */
  settings: string
  created_at: number
  updated_at: number
}

export interface AppClientSecretsTable {
  id: string
  app_client_id: string
  sealed_secret: string
  created_at: number
}

/** `generation` counts the keys of one use; the highest signs, all are published. */
export interface SigningKeysTable {
  kid: string
  user_pool_id: string
  token_use: 'id' | 'access'
  generation: number
  public_jwk: string
  sealed_private_key: string
  created_at: number
}

export interface UsersTable {
  /** The user's `sub`. */
  id: string
  user_pool_id: string
  username: string
  status: string
  enabled: number
  /** JSON object of attribute name to value, without `sub`. */
  attributes: string
  /** Lower-cased values of the attributes that ListUsers can search. */
  email_key: string | null
  phone_number_key: string | null
  name_key: string | null
  given_name_key: string | null
  family_name_key: string | null
  preferred_username_key: string | null
  password_kind: 'srp' | 'argon2id' | 'imported' | null
  password_salt: string | null
  sealed_password: string | null
  password_set_at: number | null
  /** Access tokens without `origin_jti` that are older are refused. */
  signed_out_at: number | null
  /** JSON of `UserMfa`. */
  mfa: string | null
  created_at: number
  updated_at: number
}

/** Every name by which a user can sign in; the key makes them unique in their pool. */
export interface SignInNamesTable {
  user_pool_id: string
  name_key: string
  user_id: string
  kind: 'username' | 'email' | 'phone_number' | 'preferred_username'
}

export interface PasswordHistoryTable {
  id: Generated<number>
  user_id: string
  password_kind: 'srp' | 'argon2id' | 'imported'
  password_salt: string | null
  sealed_password: string
  /** Binds the sealed value to its row. */
  seal_id: string
  created_at: number
}

export interface GroupsTable {
  user_pool_id: string
  name: string
  /** Names that differ only in case are taken for one. */
  name_key: string
  description: string | null
  role_arn: string | null
  precedence: number | null
  created_at: number
  updated_at: number
}

export interface GroupMembersTable {
  user_pool_id: string
  group_name: string
  user_id: string
  created_at: number
}

/** At most one open code for a user and purpose; a new one takes its place. */
export interface VerificationCodesTable {
  user_id: string
  purpose: string
  code_hash: string
  /** The attribute whose address received the code. */
  attribute: string | null
  /** The address that was used, so that proof of it verifies no other. */
  destination: string | null
  created_at: number
  expires_at: number
}

/** Counted tries by subject (a user id, or a hash of a name that is not there) and purpose. */
export interface AttemptsTable {
  subject: string
  purpose: string
  count: number
  window_started_at: number
  locked_until: number
  updated_at: number
}

export interface UsedChallengeSessionsTable {
  id: string
  expires_at: number
}

/** One row a refresh token; rows with the same family come from one sign-in, whose id is `origin_jti`. */
export interface RefreshTokensTable {
  token_hash: string
  family_id: string
  user_pool_id: string
  app_client_id: string
  user_id: string
  scope: string
  auth_time: number
  created_at: number
  expires_at: number
  replaced_at: number | null
  revoked_at: number | null
  /** The device that the sign-in belongs to, where the pool tracks devices; it may not be confirmed. */
  device_key: string | null
  /** Which door issued it, which tells the shape of the tokens that it refreshes. */
  issued_by: 'api' | 'oauth'
  /** The `resource` that the access tokens are for (RFC 8707). */
  resource: string | null
}

/** Codes of the authorization endpoint; redeemed ones stay until they expire, so that a second use is noticed. */
export interface AuthorizationCodesTable {
  code_hash: string
  user_pool_id: string
  app_client_id: string
  user_id: string
  /** The family that the refresh token of the code will belong to. */
  family_id: string
  redirect_uri: string
  scope: string
  nonce: string | null
  /** Of PKCE, always S256. */
  code_challenge: string | null
  resource: string | null
  auth_time: number
  expires_at: number
  redeemed_at: number | null
  /** The session of the browser that it was given to, where the pool tracks sessions. */
  login_session_id: string | null
}

/** Browsers that signed in on the hosted pages. */
export interface LoginSessionsTable {
  token_hash: string
  user_pool_id: string
  user_id: string
  auth_time: number
  /** The identity provider that signed the user in. */
  provider_name: string | null
  sealed_provider_session: string | null
  /** As the API shows it; null where the pool tracked no sessions when it began, as are all below. */
  id: string | null
  /** Where the user signed in. */
  app_client_id: string | null
  ip_address: string | null
  device_type: string | null
  last_active_at: number | null
}

/** Browsers that were sent to an identity provider and are not back yet. */
export interface FederationAttemptsTable {
  /** SHA-256 of the state. */
  state_hash: string
  user_pool_id: string
  provider_name: string
  /** SHA-256 of the browser's cookie. */
  browser_hash: string
  sealed: string
  sealed_answer: string | null
  expires_at: number
}

/** Assertions that came unasked, none of which is taken twice. */
export interface UsedAssertionsTable {
  assertion_hash: string
  user_pool_id: string
  expires_at: number
}

/** Devices that their users confirmed. */
export interface DevicesTable {
  user_id: string
  device_key: string
  name: string | null
  remembered: number
  salt: string
  sealed_verifier: string
  last_ip_address: string | null
  created_at: number
  updated_at: number
  last_authenticated_at: number
}

/** The outbox. `sealed_content` holds subject, body, code and link. */
export interface MessagesTable {
  id: string
  user_pool_id: string
  channel: 'email' | 'sms'
  recipient: string
  trigger_source: string
  sealed_content: string
  created_at: number
  /** When sending is due; null once it was sent, given up, or where nothing sends this channel. */
  due_at: number | null
  tries: number
  sent_at: number | null
  last_error: string | null
  /** What sends it: a mail server, or a function of the pool. */
  transport: 'smtp' | 'function'
}

/** Secrets of authenticator apps, both sealed for `software_tokens.sealed_secret:<user id>`. */
export interface SoftwareTokensTable {
  user_id: string
  /** Proven by a code; null until then. */
  sealed_secret: string | null
  /** Handed out and not proven yet; takes the place of the other once it is. */
  sealed_pending_secret: string | null
  friendly_device_name: string | null
  /** The newest time step whose code was used; that one and all before are refused. */
  last_used_step: number | null
}

export interface ResourceServersTable {
  user_pool_id: string
  identifier: string
  name: string
  /** JSON list of `ResourceServerScope`. */
  scopes: string
  created_at: number
  updated_at: number
}

export interface IdentityProvidersTable {
  user_pool_id: string
  name: string
  type: 'SAML' | 'Facebook' | 'Google' | 'LoginWithAmazon' | 'SignInWithApple' | 'OIDC'
  /** JSON of `IdentityProviderSettings`. */
  settings: string
  /** ProviderDetails, which hold secrets. */
  sealed_details: string
  created_at: number
  updated_at: number
}

/** The identifiers by which a provider is chosen; the key makes them unique in their pool. */
export interface IdentityProviderIdentifiersTable {
  user_pool_id: string
  identifier: string
  provider_name: string
}

/** Whose identity at a provider belongs to which user; what the API shows of it is the user's attribute `identities`. */
export interface LinkedIdentitiesTable {
  user_pool_id: string
  provider_name: string
  identity_key: string
  user_id: string
  created_at: number
}

export interface DomainsTable {
  domain: string
  user_pool_id: string
  kind: 'prefix' | 'custom'
  /** JSON of `DomainSettings`. */
  settings: string
  created_at: number
}

/** `scope` is the app client's id, or `ALL`. */
export interface UiCustomizationsTable {
  user_pool_id: string
  scope: string
  app_client_id: string | null
  css: string | null
  /** Base64. */
  image: string | null
  version: string
  created_at: number
  updated_at: number
}

export interface LoginBrandingsTable {
  id: string
  user_pool_id: string
  app_client_id: string
  /** JSON document; null where the server's own values are used. */
  settings: string | null
  /** JSON list, the images in base64. */
  assets: string
  created_at: number
  updated_at: number
}

export interface TermsTable {
  id: string
  user_pool_id: string
  app_client_id: string
  name: 'terms-of-use' | 'privacy-policy'
  /** JSON object of language to address. */
  links: string
  created_at: number
  updated_at: number
}

/** Public keys of the users' authenticators. */
export interface PasskeysTable {
  user_pool_id: string
  /** base64url. */
  credential_id: string
  user_id: string
  relying_party_id: string
  /** COSE key in base64url. */
  public_key: string
  sign_count: number
  /** JSON list. */
  transports: string
  attachment: string | null
  name: string
  created_at: number
}

/** At most one passkey registration in progress for a user. */
export interface PasskeyRegistrationsTable {
  user_id: string
  challenge_hash: string
  app_client_id: string
  expires_at: number
}

/** What happened at sign-ins; rows are only added, and feedback is noted on them. */
export interface AuthEventsTable {
  id: string
  user_pool_id: string
  user_id: string
  /** JSON of `AuthEventDetails`. */
  details: string
  /** JSON of `AuthEventFeedback`. */
  feedback: string | null
  created_at: number
}

/** `scope` is the app client's id, or `*`. */
export interface RiskConfigurationsTable {
  user_pool_id: string
  scope: string
  app_client_id: string | null
  /** JSON of `RiskSettings`. */
  settings: string
  updated_at: number
}

/** Sign-ins of pools that track sessions; over once their refresh tokens are. */
export interface UserSessionsTable {
  id: string
  family_id: string
  user_id: string
  app_client_id: string
  ip_address: string | null
  device_type: string | null
  created_at: number
  last_active_at: number
  /** The session of the browser that it came through, which may be over. */
  origin_session_id: string | null
}

/** Request rates that were set; a category without a row has none. */
export interface ProvisionedLimitsTable {
  account_id: string
  region: string
  category: string
  requests_per_second: number
  updated_at: number
}

/** The certificate of each pool's key for SAML, in base64 DER. */
export interface SigningCertificatesTable {
  user_pool_id: string
  certificate: string
  sealed_private_key: string
  created_at: number
}
