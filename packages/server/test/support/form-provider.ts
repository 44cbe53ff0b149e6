import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, SignJWT } from 'jose'
import { formPage, serveSite } from './site.ts'
import { startSocialProvider } from './social-provider.ts'

/** A provider that sends its users back by a form of another site, as Apple does. */
export interface FormProvider {
  /** Its origin, whose site is another one than `localhost`. */
  issuer: string
  /** The origin of its page. */
  pages: string
  /** The key that client secrets are signed with, PEM. */
  privateKey: string
  close(): Promise<void>
}

/** Starts a provider that signs in one user, whose subject is `ada.1` and who has these claims. */
export async function startFormProvider(claims: Record<string, unknown>): Promise<FormProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const api = await startSocialProvider()
  let asked = new URLSearchParams()
  const site = await serveSite(() => (request, response) => {
    asked = new URL(request.url ?? '/', 'http://localhost').searchParams
    const answer: [string, string][] = [
      ['state', asked.get('state') ?? ''],
      ['code', 'the-code'],
      ['user', encodeURIComponent('{}')],
    ]
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(formPage(asked.get('redirect_uri') ?? '', answer))
  })
  const pages = site.origin.replace('localhost', '127.0.0.1')
  const idToken = () =>
    new SignJWT({ sub: 'ada.1', ...claims, nonce: asked.get('nonce') })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(api.url)
      .setAudience(asked.get('client_id') ?? '')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(keys.privateKey)
  api.routes = {
    '/.well-known/openid-configuration': () => ({
      issuer: api.url,
      authorization_endpoint: `${pages}/authorize`,
      token_endpoint: `${api.url}/token`,
      jwks_uri: `${api.url}/keys`,
    }),
    '/keys': async () => ({
      keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', use: 'sig', alg: 'RS256' }],
    }),
    '/token': async () => ({ access_token: 'a-token', token_type: 'Bearer', id_token: await idToken() }),
  }
  return {
    issuer: api.url,
    pages,
    privateKey: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    close: async () => {
      site.close()
      await api.close()
    },
  }
}
