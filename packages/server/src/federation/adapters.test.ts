import { expect, it } from 'vitest'
import { adapterOf } from './adapters.ts'

it.each(['OIDC', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple', 'SAML'] as const)(
  'loads what speaks to %s, once',
  async (type) => {
    const adapter = await adapterOf(type)
    expect(adapter).toEqual({ authorizationUrl: expect.any(Function), profile: expect.any(Function) })
    expect(await adapterOf(type)).toBe(adapter)
  },
)
