// Makes an app client for this application, and writes the settings that the application needs into .env.local.
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'

const { APP_URL = 'http://localhost:3000', POOLHOUSE_URL = 'http://localhost:4100' } = process.env
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
const cognito = new CognitoIdentityProvider({ endpoint: POOLHOUSE_URL, region: 'us-east-1', credentials })

const UserPoolId = 'us-east-1_poolhouse'
const settings = {
  UserPoolId,
  ClientName: 'nextjs',
  GenerateSecret: true,
  SupportedIdentityProviders: ['COGNITO'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'profile'],
  CallbackURLs: [`${APP_URL}/api/auth/callback`],
  LogoutURLs: [`${APP_URL}/`],
  IdTokenValidity: 5,
  AccessTokenValidity: 5,
  RefreshTokenValidity: 30,
  TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes', RefreshToken: 'days' },
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
}
const { UserPoolClient } = await cognito.createUserPoolClient(settings).catch(explain)

const lines = `APP_URL=${APP_URL}
AUTH_ISSUER=${POOLHOUSE_URL}/${UserPoolId}
AUTH_DOMAIN=${POOLHOUSE_URL}
AUTH_CLIENT_ID=${UserPoolClient.ClientId}
AUTH_CLIENT_SECRET=${UserPoolClient.ClientSecret}
AUTH_COOKIE_SECRET=${randomBytes(32).toString('base64')}
`
await writeFile(new URL('.env.local', import.meta.url), lines, { mode: 0o600 })
console.log('The settings are in .env.local')

function explain(error) {
  const reasons = {
    ECONNREFUSED: `No server at ${POOLHOUSE_URL}: run npm start`,
    ResourceNotFoundException: `No pool ${UserPoolId} at ${POOLHOUSE_URL}: the first start in a new data folder makes it`,
  }
  const reason = reasons[error.code] ?? reasons[error.name]
  if (!reason) throw error
  console.error(reason)
  process.exit(1)
}
