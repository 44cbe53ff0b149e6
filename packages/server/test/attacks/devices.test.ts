import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ALWAYS,
  beginProof,
  confirmation,
  confirmedDevice,
  respond,
  startSignIn,
  type TestDevice,
} from '../support/device.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'
import { createSrpClient } from '../support/srp-client.ts'

const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const MISSING = { name: 'ResourceNotFoundException', message: 'Device does not exist.' }
const INVALID_TOKEN = { name: 'NotAuthorizedException', message: 'Invalid Refresh Token' }

describe.each(databases)('attacks on devices on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, { DeviceConfiguration: ALWAYS })
  })
  afterAll(() => server.stop())

  const deviceOf = async (username: string) => {
    await createUser(server, pool, username)
    return confirmedDevice(server, pool, username)
  }
  const verify = (responses: Record<string, string>, on = pool): Promise<Answer> =>
    respond(server, on, 'DEVICE_PASSWORD_VERIFIER', { responses })
  const proofOf = async (username: string, device: TestDevice) =>
    beginProof(server, pool, await startSignIn(server, pool, username, device.key), device, username)

  it('does not take the device of another user', async () => {
    const { device } = await deviceOf('victim')
    const { result } = await deviceOf('thief')
    await expect(startSignIn(server, pool, 'thief', device.key)).rejects.toMatchObject(MISSING)
    const input = { AccessToken: result.AccessToken, DeviceKey: device.key }
    for (const operation of ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus'])
      await expect(
        server.call(operation, { ...input, DeviceRememberedStatus: 'remembered' }),
      ).rejects.toMatchObject(MISSING)
    await expect(
      server.call('ConfirmDevice', { ...(await confirmation(server, result)), DeviceKey: device.key }),
    ).rejects.toMatchObject({ message: 'Invalid device key given.' })
  })

  it('does not take the device of the same name in another pool', async () => {
    const { device } = await deviceOf('twin')
    const other = await createPool(server, { DeviceConfiguration: ALWAYS })
    await createUser(server, other, 'twin')
    await expect(startSignIn(server, other, 'twin', device.key)).rejects.toMatchObject(MISSING)
  })

  it('refuses a proof without the secret of the device, and one exchange gives one try', async () => {
    const { device } = await deviceOf('forged')
    const challenge = await startSignIn(server, pool, 'forged', device.key)
    const forged = { ...device, secret: 'guessed' }
    const { proof } = await beginProof(server, pool, challenge, forged, 'forged')
    await expect(verify(proof)).rejects.toMatchObject(INCORRECT)
    await expect(verify(proof)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('takes a proof once, also from many at a time', async () => {
    const { device } = await deviceOf('replayed')
    const { proof } = await proofOf('replayed', device)
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => verify(proof)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(verify(proof)).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
  })

  it('begins a proof only once from one session', async () => {
    const { device } = await deviceOf('restarted')
    const challenge = await startSignIn(server, pool, 'restarted', device.key)
    await beginProof(server, pool, challenge, device, 'restarted')
    await expect(beginProof(server, pool, challenge, device, 'restarted')).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
  })

  it('begins no proof without a session, or with one of another device', async () => {
    const { device } = await deviceOf('two')
    const { device: other } = await confirmedDevice(server, pool, 'two')
    const challenge = await startSignIn(server, pool, 'two', device.key)
    await expect(beginProof(server, pool, challenge, other, 'two')).rejects.toMatchObject(INCORRECT)
    await expect(beginProof(server, pool, {}, device, 'two')).rejects.toMatchObject({
      message: 'Missing required parameter Session',
    })
  })

  it('refuses an SRP_A that would make the secret known', async () => {
    const { device } = await deviceOf('zero')
    const { Session: session } = await startSignIn(server, pool, 'zero', device.key)
    const responses = { USERNAME: 'zero', DEVICE_KEY: device.key, SRP_A: '0' }
    await expect(respond(server, pool, 'DEVICE_SRP_AUTH', { session, responses })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('takes no proof of the password for one of the device, and the other way round', async () => {
    const { device } = await deviceOf('crossed')
    const srp = createSrpClient(pool.userPoolId)
    const challenge = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'crossed', SRP_A: srp.publicA },
    })
    const ofPassword = srp.answer(challenge.ChallengeParameters, PASSWORD)
    await expect(verify({ ...ofPassword, DEVICE_KEY: device.key })).rejects.toMatchObject(INCORRECT)
    const { proof } = await proofOf('crossed', device)
    await expect(respond(server, pool, 'PASSWORD_VERIFIER', { responses: proof })).rejects.toMatchObject(
      INCORRECT,
    )
  })

  it('takes no exchange of another client, of another device, or that was changed', async () => {
    const { device } = await deviceOf('moved')
    const { proof } = await proofOf('moved', device)
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'other',
    })
    await expect(verify(proof, { ...pool, clientId: UserPoolClient.ClientId })).rejects.toMatchObject(
      INCORRECT,
    )
    const { device: other } = await confirmedDevice(server, pool, 'moved')
    await expect(verify({ ...proof, DEVICE_KEY: other.key })).rejects.toMatchObject(INCORRECT)
    const block = Buffer.from(proof['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '', 'base64')
    block[100] = (block[100] ?? 0) ^ 1
    await expect(
      verify({ ...proof, PASSWORD_CLAIM_SECRET_BLOCK: block.toString('base64') }),
    ).rejects.toMatchObject(INCORRECT)
    await expect(verify(proof)).resolves.toHaveProperty('AuthenticationResult')
  })

  it('ends a proof whose device is forgotten or no longer remembered meanwhile', async () => {
    const { device, result } = await deviceOf('changed')
    const input = { AccessToken: result.AccessToken, DeviceKey: device.key }
    const { proof } = await proofOf('changed', device)
    await server.call('UpdateDeviceStatus', { ...input, DeviceRememberedStatus: 'not_remembered' })
    await expect(verify(proof)).rejects.toMatchObject(MISSING)
    await server.call('UpdateDeviceStatus', { ...input, DeviceRememberedStatus: 'remembered' })
    const next = await proofOf('changed', device)
    await server.call('ForgetDevice', input)
    await expect(verify(next.proof)).rejects.toMatchObject(MISSING)
  })

  it('refuses the proof of a user who was disabled meanwhile', async () => {
    const { device } = await deviceOf('disabled')
    const { proof } = await proofOf('disabled', device)
    await server.call('AdminDisableUser', { UserPoolId: pool.userPoolId, Username: 'disabled' })
    await expect(verify(proof)).rejects.toMatchObject({ message: 'User is disabled.' })
  })

  it.each([true, false])(
    'refuses the proof of a user with another password, permanent: %s',
    async (Permanent) => {
      const username = `renewed-${Permanent}`
      const { device } = await deviceOf(username)
      const challenge = await startSignIn(server, pool, username, device.key)
      const { proof } = await proofOf(username, device)
      const renewed = {
        UserPoolId: pool.userPoolId,
        Username: username,
        Password: 'Fresh-Start-7',
        Permanent,
      }
      await server.call('AdminSetUserPassword', renewed)
      const refusal = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' }
      await expect(verify(proof)).rejects.toMatchObject(refusal)
      await expect(beginProof(server, pool, challenge, device, username)).rejects.toMatchObject(refusal)
    },
  )

  it('refuses a proof that came too late', async () => {
    const { device } = await deviceOf('late')
    const { proof } = await proofOf('late', device)
    server.advance(3 * 60 + 1)
    await expect(verify(proof)).rejects.toMatchObject({
      message: 'Invalid session for the user, session is expired.',
    })
  })

  it('does not bring a forgotten device back by its access token', async () => {
    await createUser(server, pool, 'stolen')
    const result = await signIn(server, pool, 'stolen')
    const input = await confirmation(server, result)
    await server.call('ConfirmDevice', input)
    const { AccessToken, DeviceKey } = input
    await server.call('ForgetDevice', { AccessToken, DeviceKey })
    await expect(server.call('ConfirmDevice', input)).rejects.toMatchObject({
      message: 'Invalid device key given.',
    })
  })

  it('refreshes no token with the key of another device', async () => {
    const { result } = await deviceOf('exchanged')
    const { device: other } = await confirmedDevice(server, pool, 'exchanged')
    for (const AuthFlow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'])
      await expect(
        server.call('InitiateAuth', {
          ClientId: pool.clientId,
          AuthFlow,
          AuthParameters: { REFRESH_TOKEN: result.RefreshToken, DEVICE_KEY: other.key },
        }),
      ).rejects.toMatchObject(INVALID_TOKEN)
    await expect(
      server.call('GetTokensFromRefreshToken', {
        ClientId: pool.clientId,
        RefreshToken: result.RefreshToken,
        DeviceKey: other.key,
      }),
    ).rejects.toMatchObject(INVALID_TOKEN)
  })

  it('keeps no verifier that the database could show', async () => {
    await createUser(server, pool, 'sealed')
    const result = await signIn(server, pool, 'sealed')
    const input = await confirmation(server, result)
    await server.call('ConfirmDevice', input)
    const { db } = server.services
    const rows = JSON.stringify(await db.selectFrom('devices').selectAll().execute())
    const verifier = Buffer.from(input.DeviceSecretVerifierConfig.PasswordVerifier, 'base64')
    expect(rows).toContain(input.DeviceKey)
    for (const form of ['base64', 'base64url', 'hex'] as const)
      expect(rows).not.toContain(verifier.toString(form))
  })
})
