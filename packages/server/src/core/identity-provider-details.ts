import { InvalidParameterException } from '../errors.ts'
import type { IdentityProviderType } from '../storage/identity-providers.ts'

/** ProviderDetails: what the pool needs to know to talk to the provider, by Cognito's names. */
export type ProviderDetails = Readonly<Record<string, string>>

interface DetailRules {
  required: readonly string[]
  /** What Cognito says when one of them is missing. */
  missing: string
  optional: readonly string[]
  check?(details: ProviderDetails): void
}

/** What Cognito fills in for social providers, and so everybody can copy from one pool into the next. */
const endpoints = [
  'attributes_url',
  'attributes_url_add_attributes',
  'authorize_url',
  'oidc_issuer',
  'token_request_method',
  'token_url',
]

const social: DetailRules = {
  required: ['client_id', 'client_secret', 'authorize_scopes'],
  missing: 'clientId, clientSecret and authorizeScopes are all required idp details.',
  optional: endpoints,
}

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html; the texts about
 * required details were recorded from real deployments (badmintoncryer/cdk-preflight, 2026).
 */
const rules: Record<IdentityProviderType, DetailRules> = {
  Google: social,
  LoginWithAmazon: social,
  Facebook: { ...social, optional: [...endpoints, 'api_version'] },
  SignInWithApple: {
    required: ['client_id', 'private_key', 'team_id', 'key_id'],
    missing: 'clientId, privateKey, teamId, and keyId are all required idp details.',
    optional: [...endpoints, 'authorize_scopes'],
  },
  OIDC: {
    required: ['client_id', 'authorize_scopes', 'oidc_issuer', 'attributes_request_method'],
    missing:
      'clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.',
    optional: [...endpoints, 'client_secret', 'jwks_uri'],
    check: checkOidc,
  },
  SAML: {
    required: [],
    missing: '',
    optional: [
      'MetadataURL',
      'MetadataFile',
      'IDPSignout',
      'IDPInit',
      'EncryptedResponses',
      'RequestSigningAlgorithm',
      'SSORedirectBindingURI',
      'SLORedirectBindingURI',
      'ActiveEncryptionCertificate',
    ],
    check: checkSaml,
  },
}

/** Refuses details that are missing, unknown or wrong for the type. Throws InvalidParameterException. */
export function requireDetails(type: IdentityProviderType, details: ProviderDetails): void {
  const { required, missing, optional, check } = rules[type]
  const unknown = Object.keys(details).find((name) => !required.includes(name) && !optional.includes(name))
  if (unknown !== undefined) throw new InvalidParameterException(`Invalid provider detail: ${unknown}`) // our wording
  if (required.some((name) => !details[name])) throw new InvalidParameterException(missing)
  check?.(details)
}

function checkOidc(details: ProviderDetails): void {
  const method = details.attributes_request_method ?? ''
  if (!['GET', 'POST'].includes(method))
    throw new InvalidParameterException(
      `1 validation error detected: Value '${method}' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]`,
    )
  for (const name of ['oidc_issuer', 'authorize_url', 'token_url', 'attributes_url', 'jwks_uri'])
    if (details[name] && !isSafeUrl(details[name]))
      throw new InvalidParameterException('OIDC endpoint must start with https://')
}

function checkSaml(details: ProviderDetails): void {
  const { MetadataURL, MetadataFile, RequestSigningAlgorithm } = details
  if (!MetadataURL && !MetadataFile)
    throw new InvalidParameterException('At least one of the MetadataURL or MetadataFile should be provided.')
  if (MetadataURL && MetadataFile)
    throw new InvalidParameterException('Only one of the MetadataURL or MetadataFile should be provided.')
  checkMetadata(details)
  for (const name of ['IDPSignout', 'IDPInit', 'EncryptedResponses'])
    if (details[name] !== undefined && !/^(true|false)$/i.test(details[name]))
      throw new InvalidParameterException(`${name} must be true or false.`) // our wording
  if (RequestSigningAlgorithm !== undefined && RequestSigningAlgorithm !== 'rsa-sha256')
    throw new InvalidParameterException('RequestSigningAlgorithm must be rsa-sha256.') // our wording
}

/** The texts are ours. */
function checkMetadata({ MetadataURL, MetadataFile }: ProviderDetails): void {
  if (MetadataURL && !isSafeUrl(MetadataURL))
    throw new InvalidParameterException('MetadataURL must start with https://')
  if (MetadataFile && !/<(?:[\w.-]{1,64}:)?EntityDescriptor[\s>]/.test(MetadataFile))
    throw new InvalidParameterException('MetadataFile must be a SAML 2.0 EntityDescriptor.')
}

/** Deviation: providers on this machine may be reached over plain HTTP, as callbacks may. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  )
}
