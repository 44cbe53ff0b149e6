import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'

const server = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER
const cognito = new CognitoIdentityProvider()
await cognito.listUserPools({ MaxResults: 1 }).catch(explain)

const { UserPool } = await cognito.createUserPool({
  PoolName: 'hasura-tutorial',
  UsernameAttributes: ['email'],
  AutoVerifiedAttributes: ['email'],
})
const { UserPoolClient } = await cognito.createUserPoolClient({
  UserPoolId: UserPool.Id,
  ClientName: 'hasura-tutorial-app',
  SupportedIdentityProviders: ['COGNITO'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['implicit'],
  AllowedOAuthScopes: ['openid', 'email'],
  CallbackURLs: ['http://localhost:3000/callback'],
})

const { ClientId } = UserPoolClient
const issuer = `${server}/${UserPool.Id}`
const query = `client_id=${ClientId}&response_type=token&scope=openid+email`
const secret = {
  jwk_url: `${issuer}/.well-known/jwks.json`,
  issuer,
  audience: ClientId,
  claims_format: 'stringified_json',
}
console.log(`export USER_POOL_ID=${UserPool.Id} JWT_ISSUER=${issuer} JWT_AUDIENCE=${ClientId}`)
console.log(`export SIGN_IN_URL='${server}/login?${query}&redirect_uri=http://localhost:3000/callback'`)
console.log(`export HASURA_GRAPHQL_JWT_SECRET='${JSON.stringify(secret)}'`)

function explain(error) {
  if (error.code !== 'ECONNREFUSED') throw error
  console.error(`No server at ${server}: run npm start, with the flags of the guide`)
  process.exit(1)
}
