import { createAuth } from '@poolhouse/auth/next'

/** Everything here stays on the server. */
export const auth = createAuth({
  issuer: setting('AUTH_ISSUER'),
  domain: setting('AUTH_DOMAIN'),
  clientId: setting('AUTH_CLIENT_ID'),
  clientSecret: setting('AUTH_CLIENT_SECRET'),
  cookieSecret: setting('AUTH_COOKIE_SECRET'),
  baseUrl: setting('APP_URL'),
  path: '/api/auth',
})

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is missing: setup.mjs writes it into .env.local`)
  return value
}
