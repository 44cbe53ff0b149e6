import { createHmac } from 'node:crypto'
import type { Call } from './call.ts'

/** What a sign-in gives. */
export interface Tokens {
  idToken: string
  accessToken: string
  refreshToken: string
  /** How long the access token lives. */
  expiresInSeconds: number
}

export interface TestClient {
  userPoolId: string
  clientId: string
  /** Where `client` asked for one with `GenerateSecret`. */
  clientSecret: string | undefined
}

/** Signs in with a password. Rejects with the exception of the API, or with an Error that names the challenge which comes first. */
export async function signIn(
  call: Call,
  { userPoolId, clientId, clientSecret }: TestClient,
  user: { username: string; password: string },
): Promise<Tokens> {
  const answer = await call('AdminInitiateAuth', {
    UserPoolId: userPoolId,
    ClientId: clientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: {
      USERNAME: user.username,
      PASSWORD: user.password,
      ...(clientSecret !== undefined && { SECRET_HASH: secretHash(clientSecret, user.username + clientId) }),
    },
  })
  const tokens = answer.AuthenticationResult
  if (!tokens) throw new Error(`${user.username} has to answer ${answer.ChallengeName} first: use an AWS SDK`)
  return {
    idToken: tokens.IdToken,
    accessToken: tokens.AccessToken,
    refreshToken: tokens.RefreshToken,
    expiresInSeconds: tokens.ExpiresIn,
  }
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash */
function secretHash(clientSecret: string, text: string): string {
  return createHmac('sha256', clientSecret).update(text).digest('base64')
}
