import { admitsOwnUsers, OWN_USERS } from '../core/app-clients.ts'
import { isOpen as recoversPasswords } from '../core/password-recovery.ts'
import { OAuthError } from '../errors.ts'
import type { Services } from '../services.ts'
import type { IdentityProvider, IdentityProviderType } from '../storage/identity-providers.ts'
import * as identityProviders from '../storage/identity-providers.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { Answer } from './answers.ts'
import type { HostedRequest } from './door.ts'
import { signInPage } from './pages/sign-in.ts'
import type { ProviderLink } from './provider-buttons.ts'
import { signInNameKind } from './username-kind.ts'
import type { PageError } from './view.ts'

const kinds: Record<IdentityProviderType, ProviderLink['kind']> = {
  Google: 'google',
  Facebook: 'facebook',
  LoginWithAmazon: 'amazon',
  SignInWithApple: 'apple',
  OIDC: 'oidc',
  SAML: 'saml',
}
/** What visitors call the providers whose name Cognito gives. */
const knownAs: Partial<Record<IdentityProviderType, string>> = {
  LoginWithAmazon: 'Amazon',
  SignInWithApple: 'Apple',
}

export interface SignInNotice {
  username?: string | undefined
  success?: string
  error?: PageError
}

/** The page that every sign-in begins with; refused where it has an error. */
export async function showSignIn(
  services: Services,
  hosted: HostedRequest,
  { username, success, error }: SignInNotice = {},
): Promise<Answer> {
  const { pool, client, view, authorization } = hosted
  const html = signInPage(view, {
    usernameKind: signInNameKind(pool),
    username: username ?? authorization.loginHint,
    passwordless: allowsMoreThanPasswords(pool),
    localUsers: admitsOwnUsers(client),
    providers: await providersOf(services, hosted),
    forgotPassword: recoversPasswords(pool),
    signUp: mayRegister(pool),
    success,
    error,
  })
  return { html, status: error ? 400 : 200 }
}

/** Whether the sign-in begins with the name alone, since a code or a passkey may stand for the password. */
export function allowsMoreThanPasswords({ settings }: UserPool): boolean {
  const allowed = settings.policies.signInPolicy?.allowedFirstAuthFactors ?? []
  return allowed.some((factor) => factor !== 'PASSWORD')
}

/** Whether visitors may create an account. */
export function mayRegister({ settings }: UserPool): boolean {
  return !settings.adminCreateUserConfig.allowAdminCreateUserOnly
}

/** Throws OAuthError where all users of the app client come from other providers. */
export function requireOwnUsers({ client }: HostedRequest): void {
  if (admitsOwnUsers(client)) return
  const reason = `COGNITO is not among the SupportedIdentityProviders of app client ${client.id}`
  throw new OAuthError('invalid_request', 'Login option is not available.', { reason }) // our wording
}

async function providersOf(services: Services, { client, query }: HostedRequest): Promise<ProviderLink[]> {
  const names = (client.settings.supportedIdentityProviders ?? []).filter((name) => name !== OWN_USERS)
  const found = await Promise.all(
    names.map((name) => identityProviders.find(services.db, client.userPoolId, name)),
  )
  return found.filter((provider) => provider !== undefined).map((provider) => toLink(provider, query))
}

function toLink({ name, type }: IdentityProvider, query: URLSearchParams): ProviderLink {
  const parameters = new URLSearchParams(query)
  parameters.delete('idp_identifier')
  parameters.set('identity_provider', name)
  return { kind: kinds[type], name: knownAs[type] ?? name, url: `/oauth2/authorize?${parameters}` }
}
