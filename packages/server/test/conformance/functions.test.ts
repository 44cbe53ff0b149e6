import type { OperationName } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFunctions, type TestFunction } from '../support/functions.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

/** A call that runs this function of the pool, where the user `ada` is confirmed. */
interface Case {
  operation: OperationName
  trigger: string
  /** What is done before the pool gets the function; its answer belongs to the input. */
  before?: (server: TestServer, pool: Pool) => Promise<object>
  input?: object
}

const email = (name: string) => [{ Name: 'email', Value: `${name}@example.com` }]

const signUp = async (server: TestServer, { clientId }: Pool) => {
  const input = { ClientId: clientId, Username: 'ben', Password: PASSWORD, UserAttributes: email('ben') }
  await server.call('SignUp', input)
  return { Username: 'ben' }
}

const cases: Case[] = [
  { operation: 'AdminConfirmSignUp', trigger: 'PostConfirmation', before: signUp },
  { operation: 'AdminCreateUser', trigger: 'PreSignUp', input: { Username: 'cleo' } },
  { operation: 'AdminResetUserPassword', trigger: 'CustomMessage' },
  {
    operation: 'AdminUpdateUserAttributes',
    trigger: 'CustomMessage',
    input: { UserAttributes: email('new') },
  },
  {
    operation: 'ConfirmForgotPassword',
    trigger: 'PostConfirmation',
    before: async (server, { clientId }) => {
      await server.call('ForgotPassword', { ClientId: clientId, Username: 'ada' })
      return { ConfirmationCode: await server.codeFor('ada@example.com'), Password: PASSWORD }
    },
  },
  {
    operation: 'ConfirmSignUp',
    trigger: 'PostConfirmation',
    before: async (server, pool) => ({
      ...(await signUp(server, pool)),
      ConfirmationCode: await server.codeFor('ben@example.com'),
    }),
  },
  { operation: 'ForgotPassword', trigger: 'CustomMessage' },
  {
    operation: 'GetTokensFromRefreshToken',
    trigger: 'PreTokenGeneration',
    before: async (server, pool) => {
      const { RefreshToken } = await signIn(server, pool, 'ada')
      return { RefreshToken }
    },
  },
  {
    operation: 'GetUserAttributeVerificationCode',
    trigger: 'CustomMessage',
    before: (server, pool) => signIn(server, pool, 'ada'),
    input: { AttributeName: 'email' },
  },
  { operation: 'ResendConfirmationCode', trigger: 'CustomMessage', before: signUp },
  { operation: 'SignUp', trigger: 'PreSignUp', input: { Username: 'cleo', Password: PASSWORD } },
  {
    operation: 'UpdateUserAttributes',
    trigger: 'CustomMessage',
    before: (server, pool) => signIn(server, pool, 'ada'),
    input: { UserAttributes: email('new') },
  },
]

const behaviours: {
  what: string
  run?: TestFunction
  error: string
  message: (trigger: string) => string
}[] = [
  {
    what: 'is not there',
    error: 'UnexpectedLambdaException',
    message: (trigger) => `${trigger} invocation failed due to error ResourceNotFoundException.`,
  },
  {
    what: 'throws',
    run: () => {
      throw new Error('Not today')
    },
    error: 'UserLambdaValidationException',
    message: (trigger) => `${trigger} failed with error Not today.`,
  },
  {
    what: 'answers nonsense',
    run: () => 'nonsense',
    error: 'InvalidLambdaResponseException',
    message: () => 'Unrecognizable lambda output',
  },
]

describe.each(databases)('a function of a user pool on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
  })
  afterAll(() => server.stop())

  describe.each(behaviours)('that $what', ({ what, run, error, message }) => {
    const name = what.replaceAll(' ', '-')
    const target = run ? functions.add(name, run) : `arn:aws:lambda:us-east-1:000000000000:function:${name}`

    it.each(cases)('fails $operation as $trigger', async ({ operation, trigger, before, input }) => {
      const settings = { AutoVerifiedAttributes: ['email'] }
      const pool = await createPool(server, settings)
      await createUser(server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
      const made = await before?.(server, pool)
      const { userPoolId: UserPoolId, clientId: ClientId } = pool
      await server.call('UpdateUserPool', { UserPoolId, ...settings, LambdaConfig: { [trigger]: target } })
      const names = { UserPoolId, ClientId, Username: 'ada' }
      await expect(server.call(operation, { ...names, ...input, ...made })).rejects.toMatchObject({
        name: error,
        message: message(trigger),
      })
    })
  })
})
