// Makes an app client for this application, and prints the settings that the application needs.
import { randomBytes } from 'node:crypto'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'

const { APP_URL = 'http://localhost:3000', POOLHOUSE_URL = 'http://localhost:4100' } = process.env
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
const cognito = new CognitoIdentityProvider({ endpoint: POOLHOUSE_URL, region: 'us-east-1', credentials })

const UserPoolId = 'us-east-1_poolhouse'
const { UserPoolClient } = await cognito.createUserPoolClient({
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
})

console.log(`APP_URL=${APP_URL}
AUTH_ISSUER=${POOLHOUSE_URL}/${UserPoolId}
AUTH_DOMAIN=${POOLHOUSE_URL}
AUTH_CLIENT_ID=${UserPoolClient.ClientId}
AUTH_CLIENT_SECRET=${UserPoolClient.ClientSecret}
AUTH_COOKIE_SECRET=${randomBytes(32).toString('base64')}`)
