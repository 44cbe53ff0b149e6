import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { attributeList } from '../support/user-pool.ts'

const HIDING = { PreventUserExistenceErrors: 'ENABLED' }
/** PostgreSQL has neither NUL nor half a surrogate pair. */
const unstorable = ['a\u0000b', 'a\ud800b']

describe.each(databases)('text that no database stores, on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let accessToken: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'] }, HIDING)
    await createUser(server, pool, 'known', { email: 'known@example.com', email_verified: 'true' })
    accessToken = (await signIn(server, pool, 'known')).AccessToken
  })
  afterAll(() => server.stop())

  const refused = (operation: string, input: Record<string, unknown>) =>
    expect(server.call(operation, input), operation).rejects.toMatchObject({ status: 400 })

  it.each(unstorable)('is nobody as a user name: %j', async (text) => {
    const wrong = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
    const withPassword = { USERNAME: text, PASSWORD }
    const { userPoolId: UserPoolId, clientId: ClientId } = pool
    const AuthFlow = 'USER_PASSWORD_AUTH'
    await expect(
      server.call('InitiateAuth', { ClientId, AuthFlow, AuthParameters: withPassword }),
    ).rejects.toMatchObject(wrong)
    const admin = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }
    await expect(
      server.call('AdminInitiateAuth', { ...admin, AuthParameters: withPassword }),
    ).rejects.toMatchObject(wrong)
    const srp = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: text, SRP_A: 'abcd' } }
    const { ChallengeParameters: asked } = await server.call('InitiateAuth', srp)
    await refused('RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: asked.USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: asked.SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: 'A'.repeat(43),
        TIMESTAMP: 'Sat Nov 21 11:00:00 UTC 2026',
      },
    })
  })

  it.each(unstorable)('is refused wherever else anybody may send it: %j', async (text) => {
    const { clientId: ClientId } = pool
    const inClient = (input: object) => ({ ClientId, ...input })
    const challenge = { PASSWORD_CLAIM_SECRET_BLOCK: text, PASSWORD_CLAIM_SIGNATURE: text, TIMESTAMP: text }
    const answers = { USERNAME: text, ...challenge, NEW_PASSWORD: text, DEVICE_KEY: text, SMS_MFA_CODE: text }
    const code = { ConfirmationCode: text }
    for (const ChallengeName of ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SMS_MFA', 'DEVICE_SRP_AUTH'])
      await refused('RespondToAuthChallenge', inClient({ ChallengeName, ChallengeResponses: answers }))
    const refreshing = { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: text } }
    await refused('InitiateAuth', inClient(refreshing))
    await refused('InitiateAuth', inClient({ ...refreshing, Session: text.repeat(20) }))
    await refused('GetTokensFromRefreshToken', inClient({ RefreshToken: text }))
    await refused('ForgotPassword', inClient({ Username: text }))
    await refused('ConfirmSignUp', inClient({ Username: 'known', ...code }))
    await refused('ConfirmForgotPassword', inClient({ Username: 'known', ...code, Password: PASSWORD }))
    await refused('SignUp', inClient({ Username: text, Password: PASSWORD }))
    const UserAttributes = attributeList({ name: text })
    await refused('SignUp', inClient({ Username: 'fresh', Password: PASSWORD, UserAttributes }))
    await refused('GetUser', { AccessToken: text })
    await refused('VerifyUserAttribute', { AccessToken: accessToken, AttributeName: 'email', Code: text })
    await refused('GetDevice', { AccessToken: accessToken, DeviceKey: text })
  })

  it.each(unstorable)('is no device of the user: %j', async (text) => {
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true }
    const tracking = await createPool(server, { DeviceConfiguration })
    await createUser(server, tracking, 'owner')
    const signIn = {
      ClientId: tracking.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'owner', PASSWORD, DEVICE_KEY: text },
    }
    await expect(server.call('InitiateAuth', signIn)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it.each(unstorable)('is no passkey of the user: %j', async (CredentialId) => {
    const passkey = { AccessToken: accessToken, CredentialId }
    await expect(server.call('DeleteWebAuthnCredential', passkey)).rejects.toMatchObject({
      message: 'The credential does not exist.',
    })
  })

  it('is no import job', async () => {
    const response = await fetch(`${server.url}/_poolhouse/imports/import-%00`)
    expect(response.status).toBe(404)
  })

  it.each(['jwks.json', 'openid-configuration'])('is no user pool: %s', async (file) => {
    for (const id of ['%00', 'us-east-1_%00', '%EF%BF%BD', "us-east-1_'"]) {
      const response = await fetch(`${server.url}/${id}/.well-known/${file}`)
      expect(response.status, id).toBe(404)
    }
  })

  it.each(unstorable)('names no issuer of an access token: %j', async (text) => {
    const [header, , signature] = accessToken.split('.')
    const claims = Buffer.from(JSON.stringify({ iss: `${server.url}/us-east-1_${text}` })).toString(
      'base64url',
    )
    await expect(
      server.call('GetUser', { AccessToken: [header, claims, signature].join('.') }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'Invalid Access Token' })
  })

  it('is no password where UTF-8 has it not, however it is set', async () => {
    const half = { name: 'InvalidPasswordException' }
    const Password = `${PASSWORD}\ud800`
    const { userPoolId: UserPoolId, clientId: ClientId } = pool
    await expect(server.call('SignUp', { ClientId, Username: 'halved', Password })).rejects.toMatchObject(
      half,
    )
    const byAdmin = { UserPoolId, Username: 'known', Password, Permanent: true }
    await expect(server.call('AdminSetUserPassword', byAdmin)).rejects.toMatchObject(half)
    const created = { UserPoolId, Username: 'halved', TemporaryPassword: Password }
    await expect(server.call('AdminCreateUser', created)).rejects.toMatchObject(half)
    const changed = { AccessToken: accessToken, PreviousPassword: PASSWORD, ProposedPassword: Password }
    await expect(server.call('ChangePassword', changed)).rejects.toMatchObject(half)
    await expect(signIn(server, pool, 'known')).resolves.toHaveProperty('AccessToken')
  })
})
