import type { IdentityProviderType } from '../storage/identity-providers.ts'
import type { ProviderAdapter } from './provider.ts'

/** Each is loaded when the first user signs in with one of its kind, as the libraries that they stand on are large. */
const adapters: Record<IdentityProviderType, () => Promise<ProviderAdapter>> = {
  OIDC: async () => (await import('./oidc.ts')).oidc,
  Google: async () => (await import('./google.ts')).google,
  Facebook: async () => (await import('./facebook.ts')).facebook,
  LoginWithAmazon: async () => (await import('./amazon.ts')).amazon,
  SignInWithApple: async () => (await import('./apple.ts')).apple,
  SAML: async () => (await import('./saml.ts')).saml,
}

/** How providers of this kind are spoken to. */
export function adapterOf(type: IdentityProviderType): Promise<ProviderAdapter> {
  return adapters[type]()
}
