import type { TestServer } from './server.ts'

/** A server in this process or in one of its own. */
type Caller = Pick<TestServer, 'call'>

/** The password of every user that `createUser` makes; it meets the policy of a new pool. */
export const PASSWORD = 'Correct-Horse-1'

export interface Pool {
  userPoolId: string
  clientId: string
}

/** A user pool with one public client that may use every way to sign in that needs no function. */
export async function createPool(
  server: Caller,
  pool: Record<string, unknown> = {},
  client: Record<string, unknown> = {},
): Promise<Pool> {
  const { UserPool } = await server.call('CreateUserPool', { PoolName: 'test', ...pool })
  const { UserPoolClient } = await server.call('CreateUserPoolClient', {
    UserPoolId: UserPool.Id,
    ClientName: 'test',
    ExplicitAuthFlows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
    ...client,
  })
  return { userPoolId: UserPool.Id, clientId: UserPoolClient.ClientId }
}

/** A confirmed user with `PASSWORD`. */
export async function createUser(
  server: Caller,
  { userPoolId }: Pool,
  username: string,
  attributes: Record<string, string> = {},
): Promise<string> {
  const { User } = await server.call('AdminCreateUser', {
    UserPoolId: userPoolId,
    Username: username,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })
  await server.call('AdminSetUserPassword', {
    UserPoolId: userPoolId,
    Username: User.Username,
    Password: PASSWORD,
    Permanent: true,
  })
  return User.Username
}

/** Signs in with the password and returns `AuthenticationResult`. */
export async function signIn(server: Caller, { clientId }: Pool, username: string, password = PASSWORD) {
  const answer = await server.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  })
  return answer.AuthenticationResult
}

/** The claims of a JWT, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
