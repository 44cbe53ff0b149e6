import type { Kept, Step } from '../scenario.ts'

const google = { client_id: 'id', client_secret: 'secret', authorize_scopes: 'openid email' }
const links = { 'cognito:default': 'https://example.com/terms' }
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00])
const certificate = { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/1' }
const terms = { TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links: links }

const inPool = ({ UserPoolId }: Kept) => ({ UserPoolId })
const ofClient = ({ UserPoolId, ClientId }: Kept) => ({ UserPoolId, ClientId })
const domain = ({ UserPoolId }: Kept) => ({ UserPoolId, Domain: 'conformance' })
const provider = ({ UserPoolId }: Kept) => ({ UserPoolId, ProviderName: 'Google' })
const branding = ({ UserPoolId, brandingId }: Kept) => ({ UserPoolId, ManagedLoginBrandingId: brandingId })
const ofTerms = ({ UserPoolId, termsId }: Kept) => ({ UserPoolId, TermsId: termsId })

/** What the pages of managed login show, and who else signs users in. */
export const lookSteps: readonly Step[] = [
  { operation: 'CreateUserPoolDomain', input: domain, twice: 'InvalidParameterException' },
  { operation: 'DescribeUserPoolDomain', input: () => ({ Domain: 'conformance' }) },
  { operation: 'UpdateUserPoolDomain', input: (kept) => ({ ...domain(kept), ManagedLoginVersion: 2 }) },
  {
    operation: 'SetUICustomization',
    input: (kept) => ({ ...ofClient(kept), CSS: '.label-customizable { color: red }', ImageFile: png }),
  },
  { operation: 'GetUICustomization', input: ofClient },
  {
    operation: 'CreateManagedLoginBranding',
    input: (kept) => ({
      ...ofClient(kept),
      Settings: {},
      Assets: [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: png }],
    }),
    keep: ({ ManagedLoginBranding }) => ({ brandingId: ManagedLoginBranding.ManagedLoginBrandingId }),
    twice: 'ManagedLoginBrandingExistsException',
  },
  { operation: 'DescribeManagedLoginBranding', input: branding },
  { operation: 'DescribeManagedLoginBrandingByClient', input: ofClient },
  {
    operation: 'UpdateManagedLoginBranding',
    input: (kept) => ({ ...branding(kept), UseCognitoProvidedValues: true }),
  },
  {
    operation: 'DeleteManagedLoginBranding',
    input: branding,
    twice: 'ResourceNotFoundException',
  },
  {
    operation: 'CreateTerms',
    input: (kept) => ({ ...ofClient(kept), ...terms }),
    keep: ({ Terms }) => ({ termsId: Terms.TermsId }),
    twice: 'TermsExistsException',
  },
  { operation: 'DescribeTerms', input: ofTerms },
  {
    operation: 'DescribeTermsByClient',
    input: (kept) => ({ ...ofClient(kept), TermsName: 'terms-of-use' }),
  },
  { operation: 'ListTerms', input: (kept) => ({ ...inPool(kept), MaxResults: 10 }) },
  { operation: 'UpdateTerms', input: (kept) => ({ ...ofTerms(kept), Links: links }) },
  { operation: 'DeleteTerms', input: ofTerms, twice: 'ResourceNotFoundException' },
  {
    operation: 'CreateIdentityProvider',
    input: (kept) => ({
      ...provider(kept),
      ProviderType: 'Google',
      ProviderDetails: google,
      IdpIdentifiers: ['google'],
    }),
    twice: 'DuplicateProviderException',
  },
  { operation: 'DescribeIdentityProvider', input: provider },
  {
    operation: 'GetIdentityProviderByIdentifier',
    input: (kept) => ({ ...inPool(kept), IdpIdentifier: 'google' }),
  },
  { operation: 'ListIdentityProviders', input: (kept) => ({ ...inPool(kept), MaxResults: 10 }) },
  {
    operation: 'UpdateIdentityProvider',
    input: (kept) => ({ ...provider(kept), ProviderDetails: google, AttributeMapping: { email: 'email' } }),
  },
  {
    operation: 'CreateIdentityProvider',
    input: (kept) => ({
      ...inPool(kept),
      ProviderName: 'Corporate',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://idp.example.com/metadata' },
    }),
  },
  {
    operation: 'DeleteIdentityProvider',
    input: (kept) => ({ ...inPool(kept), ProviderName: 'Corporate' }),
    twice: 'ResourceNotFoundException',
  },
  {
    operation: 'CreateUserPoolDomain',
    input: (kept) => ({
      ...inPool(kept),
      Domain: 'auth.short-lived.example',
      CustomDomainConfig: certificate,
    }),
  },
  {
    operation: 'DeleteUserPoolDomain',
    input: (kept) => ({ ...inPool(kept), Domain: 'auth.short-lived.example' }),
    twice: 'InvalidParameterException',
  },
]
