import { type ErrorName, type OperationName, operations } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { sampleInput } from './sample-input.ts'

const names = (Object.keys(operations) as OperationName[]).filter(
  (name) => operations[name].caller === 'accessToken',
)

/** What happens to the user or the app client after the sign-in, and the error that tells of it. */
const ends: {
  what: string
  error: ErrorName
  end: (server: TestServer, pool: Pool, user: object) => Promise<unknown>
}[] = [
  {
    what: 'of a deleted app client',
    error: 'ResourceNotFoundException',
    end: (server, { userPoolId, clientId }) =>
      server.call('DeleteUserPoolClient', { UserPoolId: userPoolId, ClientId: clientId }),
  },
  {
    what: 'of a deleted user',
    error: 'UserNotFoundException',
    end: (server, _, user) => server.call('AdminDeleteUser', { ...user }),
  },
  {
    what: 'of a user whose password was reset',
    error: 'PasswordResetRequiredException',
    end: (server, _, user) => server.call('AdminResetUserPassword', { ...user }),
  },
]

/** Looks after passkeys, which has errors enough of its own, and hides the app client's end. */
const hidesClient: readonly OperationName[] = ['DeleteWebAuthnCredential']

function expectedError(operation: OperationName, error: ErrorName): ErrorName {
  const declared: readonly ErrorName[] = operations[operation].errors
  const isHidden = error === 'ResourceNotFoundException' && hidesClient.includes(operation)
  return declared.includes(error) && !isHidden ? error : 'NotAuthorizedException'
}

describe.each(databases)('every operation with an access token on %s', (kind) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())

  describe.each(ends)('$what', ({ error, end }) => {
    let AccessToken: string

    beforeAll(async () => {
      const pool = await createPool(server, { AutoVerifiedAttributes: ['email'] })
      await createUser(server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
      AccessToken = (await signIn(server, pool, 'ada')).AccessToken
      await server.call('GetUser', { AccessToken })
      await end(server, pool, { UserPoolId: pool.userPoolId, Username: 'ada' })
    })

    it.each(names)('%s is refused', async (operation) => {
      const input = { ...sampleInput(operation), AccessToken }
      await expect(server.call(operation, input)).rejects.toMatchObject({
        name: expectedError(operation, error),
      })
    })
  })
})
