import type { OperationName } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

/** No server and no account has it. */
const absent = 'arn:aws:lambda:us-east-1:000000000000:function:absent'

/** A call that runs this function of the pool, when the user `ada` is there. */
interface Case {
  operation: OperationName
  trigger: string
  /** What is done before the pool gets the function; its answer belongs to the input. */
  before?: (server: TestServer, pool: Pool) => Promise<object>
  input?: object
}

const refreshToken: Case['before'] = async (server, pool) => {
  const { RefreshToken } = await signIn(server, pool, 'ada')
  return { RefreshToken }
}
const signUp: Case['before'] = async (server, { clientId }) => {
  const UserAttributes = [{ Name: 'email', Value: 'ben@example.com' }]
  const input = { ClientId: clientId, Username: 'ben', Password: PASSWORD, UserAttributes }
  await server.call('SignUp', input)
  return { Username: 'ben' }
}

const cases: Case[] = [
  { operation: 'AdminResetUserPassword', trigger: 'CustomMessage' },
  {
    operation: 'AdminUpdateUserAttributes',
    trigger: 'CustomMessage',
    input: { UserAttributes: [{ Name: 'email', Value: 'new@example.com' }] },
  },
  { operation: 'GetTokensFromRefreshToken', trigger: 'PreTokenGeneration', before: refreshToken },
  { operation: 'ResendConfirmationCode', trigger: 'CustomMessage', before: signUp },
]

describe.each(databases)('a function that is not there fails on %s', (kind) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())

  it.each(cases)('$operation, which runs $trigger', async ({ operation, trigger, before, input }) => {
    const settings = { AutoVerifiedAttributes: ['email'] }
    const pool = await createPool(server, settings)
    await createUser(server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
    const made = await before?.(server, pool)
    const { userPoolId: UserPoolId, clientId: ClientId } = pool
    await server.call('UpdateUserPool', { UserPoolId, ...settings, LambdaConfig: { [trigger]: absent } })
    const names = { UserPoolId, ClientId, Username: 'ada' }
    await expect(server.call(operation, { ...names, ...input, ...made })).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: `${trigger} invocation failed due to error ResourceNotFoundException.`,
    })
  })
})
