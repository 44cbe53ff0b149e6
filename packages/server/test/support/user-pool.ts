import type { Answer, TestServer } from './server.ts'

/** A new user pool, with calls that name it already. */
export interface TestPool {
  id: string
  call(operation: string, input?: Record<string, unknown>): Promise<Answer>
  /** The user's attributes by name, as AdminGetUser lists them. */
  attributes(username: string): Promise<Record<string, string>>
}

export async function createTestPool(
  server: TestServer,
  settings: Record<string, unknown> = {},
): Promise<TestPool> {
  const { UserPool } = await server.call('CreateUserPool', { PoolName: 'pool', ...settings })
  const call = (operation: string, input: Record<string, unknown> = {}) =>
    server.call(operation, { UserPoolId: UserPool.Id, ...input })
  const attributes = async (username: string) =>
    byName((await call('AdminGetUser', { Username: username })).UserAttributes)
  return { id: UserPool.Id, call, attributes }
}

/** A list of attributes as an object. */
export function byName(list: { Name: string; Value: string }[]): Record<string, string> {
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))
}

/** An object as a list of attributes. */
export function attributeList(attributes: Record<string, string>): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
}
