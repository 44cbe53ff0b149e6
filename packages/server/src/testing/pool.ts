import type { Call } from './call.ts'
import type { PoolhouseOptions, UserOptions } from './options.ts'
import type { TestClient } from './sign-in.ts'

/** A user who is there and can sign in. */
export interface TestUser {
  username: string
  password: string
  sub: string
  /** As they were asked for, with those that were added. */
  attributes: Record<string, string>
  groups: readonly string[]
}

/** Of users for whom none is asked; it meets the policy of a new pool. */
export const PASSWORD = 'Poolhouse-1'
const authFlows = ['USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH']

/** A user pool with an app client. Rejects with an Error of the exception's name. */
export async function createClient(
  call: Call,
  { userPool, client }: Pick<PoolhouseOptions, 'userPool' | 'client'>,
): Promise<TestClient> {
  const { UserPool } = await call('CreateUserPool', {
    PoolName: 'test',
    AutoVerifiedAttributes: ['email'],
    ...userPool,
  })
  const { UserPoolClient } = await call('CreateUserPoolClient', {
    UserPoolId: UserPool.Id,
    ClientName: 'test',
    ExplicitAuthFlows: authFlows.map((flow) => `ALLOW_${flow}`),
    ...client,
  })
  return {
    userPoolId: UserPool.Id,
    clientId: UserPoolClient.ClientId,
    clientSecret: UserPoolClient.ClientSecret,
  }
}

/** The users by their names, with their groups. Rejects with an Error of the exception's name. */
export async function createUsers(
  call: Call,
  { userPoolId }: TestClient,
  wanted: Readonly<Record<string, UserOptions>>,
): Promise<Record<string, TestUser>> {
  const groups = new Set(Object.values(wanted).flatMap((user) => user.groups ?? []))
  await Promise.all(
    [...groups].map((GroupName) => call('CreateGroup', { UserPoolId: userPoolId, GroupName })),
  )
  const users = Object.entries(wanted).map(async ([username, user]) => {
    const made = await createUser(call, { userPoolId, username, ...user })
    return [username, made] as const
  })
  return Object.fromEntries(await Promise.all(users))
}

interface WantedUser extends UserOptions {
  userPoolId: string
  username: string
}

async function createUser(call: Call, wanted: WantedUser): Promise<TestUser> {
  const { userPoolId, username, password = PASSWORD, groups = [] } = wanted
  const attributes = { ...emailOf(wanted), ...wanted.attributes }
  const user = { UserPoolId: userPoolId, Username: username }
  const { User } = await call('AdminCreateUser', {
    ...user,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })
  await call('AdminSetUserPassword', { ...user, Password: password, Permanent: true })
  for (const GroupName of groups) await call('AdminAddUserToGroup', { ...user, GroupName })
  const made = User.Attributes as { Name: string; Value: string }[]
  const sub = made.find(({ Name }) => Name === 'sub')?.Value ?? ''
  return { username, password, sub, attributes, groups }
}

/** Whoever gives an address decides whether it is verified. */
function emailOf({ username, attributes = {} }: WantedUser): Record<string, string> {
  if (attributes['email'] !== undefined) return {}
  const email = username.includes('@') ? username : `${username.replaceAll(/[^\w.-]/g, '')}@example.com`
  return { email, email_verified: 'true' }
}
