import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ALWAYS,
  beginProof,
  confirmation,
  confirmedDevice,
  OPT_IN,
  respond,
  startSignIn,
} from '../../../test/support/device.ts'
import { claimsOf, createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createSrpClient } from '../../../test/support/srp-client.ts'

const MISSING = { name: 'ResourceNotFoundException', message: 'Device does not exist.' }
const INVALID_KEY = { name: 'InvalidParameterException', message: 'Invalid device key given.' }
const INVALID_TOKEN = { name: 'NotAuthorizedException', message: 'Invalid Refresh Token' }
const UNKNOWN_KEY = 'us-east-1_00000000-0000-4000-8000-000000000000'

describe.each(databases)('devices on %s', (kind) => {
  let server: TestServer
  let always: Pool
  let optIn: Pool
  let untracked: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    always = await createPool(server, { DeviceConfiguration: ALWAYS })
    optIn = await createPool(server, { DeviceConfiguration: OPT_IN })
    untracked = await createPool(server)
  })
  afterAll(() => server.stop())

  const deviceOf = async (pool: Pool, username: string) => {
    await createUser(server, pool, username)
    return confirmedDevice(server, pool, username)
  }
  const getDevice = (AccessToken: string, DeviceKey: string): Promise<Answer> =>
    server.call('GetDevice', { AccessToken, DeviceKey })
  const refresh = (pool: Pool, REFRESH_TOKEN: string, DEVICE_KEY?: string): Promise<Answer> =>
    server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN, ...(DEVICE_KEY && { DEVICE_KEY }) },
    })
  const admin = (operation: string, Username: string, input: Record<string, unknown> = {}): Promise<Answer> =>
    server.call(operation, { UserPoolId: always.userPoolId, Username, ...input })

  describe('at the sign-in', () => {
    it('names a new device where the pool tracks devices, and the access token too', async () => {
      await createUser(server, always, 'new-device')
      const result = await signIn(server, always, 'new-device')
      const { DeviceKey, DeviceGroupKey } = result.NewDeviceMetadata
      expect(DeviceKey).toMatch(/^us-east-1_[0-9a-f-]{36}$/)
      expect(DeviceGroupKey).toMatch(/^-[A-Za-z0-9]{8}$/)
      expect(claimsOf(result.AccessToken)['device_key']).toBe(DeviceKey)
      expect(claimsOf(result.IdToken)).not.toHaveProperty('device_key')
    })

    it('names none elsewhere, and takes no notice of a key', async () => {
      await createUser(server, untracked, 'no-device')
      const { AuthenticationResult } = await startSignIn(server, untracked, 'no-device', UNKNOWN_KEY)
      expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata')
      expect(claimsOf(AuthenticationResult.AccessToken)).not.toHaveProperty('device_key')
    })

    it('asks a remembered device for its proof, and gives tokens of that device', async () => {
      const { device } = await deviceOf(always, 'proof')
      const challenge = await startSignIn(server, always, 'proof', device.key)
      expect(challenge).toMatchObject({ ChallengeName: 'DEVICE_SRP_AUTH', Session: expect.any(String) })
      const { challenge: next, proof } = await beginProof(server, always, challenge, device, 'proof')
      expect(next.ChallengeName).toBe('DEVICE_PASSWORD_VERIFIER')
      expect(Object.keys(next.ChallengeParameters).sort()).toEqual([
        'DEVICE_KEY',
        'SALT',
        'SECRET_BLOCK',
        'SRP_B',
        'USERNAME',
      ])
      server.advance(60)
      const answer = await respond(server, always, 'DEVICE_PASSWORD_VERIFIER', { responses: proof })
      expect(answer.AuthenticationResult).not.toHaveProperty('NewDeviceMetadata')
      expect(claimsOf(answer.AuthenticationResult.AccessToken)['device_key']).toBe(device.key)
      const { Device } = await getDevice(answer.AuthenticationResult.AccessToken, device.key)
      expect(Device.DeviceLastAuthenticatedDate).toBeGreaterThan(Device.DeviceCreateDate)
    })

    it('asks a device that is not remembered for nothing', async () => {
      const { device } = await deviceOf(optIn, 'not-remembered')
      const { AuthenticationResult } = await startSignIn(server, optIn, 'not-remembered', device.key)
      expect(claimsOf(AuthenticationResult.AccessToken)['device_key']).toBe(device.key)
      expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata')
    })

    it('notes the address that the operator says the user came from', async () => {
      const { device } = await deviceOf(optIn, 'by-operator')
      const from = async (IpAddress: string): Promise<string> => {
        const { AuthenticationResult } = await server.call('AdminInitiateAuth', {
          UserPoolId: optIn.userPoolId,
          ClientId: optIn.clientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'by-operator', PASSWORD, DEVICE_KEY: device.key },
          ContextData: { IpAddress, ServerName: 'a', ServerPath: '/', HttpHeaders: [] },
        })
        const { Device } = await getDevice(AuthenticationResult.AccessToken, device.key)
        return Device.DeviceAttributes.at(-1).Value
      }
      expect(await from('203.0.113.7')).toBe('203.0.113.7')
      expect(await from('no address \u0000')).toBe('203.0.113.7')
    })

    it('asks for nothing where devices do not stand for MFA', async () => {
      const pool = await createPool(server, {
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: false },
      })
      const { device } = await deviceOf(pool, 'kept-apart')
      await expect(startSignIn(server, pool, 'kept-apart', device.key)).resolves.toHaveProperty(
        'AuthenticationResult',
      )
    })

    it('does not use up an SRP proof that came with an unknown device', async () => {
      await createUser(server, always, 'try-again')
      const srp = createSrpClient(always.userPoolId)
      const challenge = await server.call('InitiateAuth', {
        ClientId: always.clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'try-again', SRP_A: srp.publicA, DEVICE_KEY: UNKNOWN_KEY },
      })
      const responses = srp.answer(challenge.ChallengeParameters, PASSWORD)
      const withKey = { ...responses, DEVICE_KEY: UNKNOWN_KEY }
      await expect(
        respond(server, always, 'PASSWORD_VERIFIER', { responses: withKey }),
      ).rejects.toMatchObject(MISSING)
      await expect(respond(server, always, 'PASSWORD_VERIFIER', { responses })).resolves.toHaveProperty(
        'AuthenticationResult',
      )
    })

    it('tells nobody about devices who does not know the password', async () => {
      await createUser(server, always, 'guessed')
      const AuthParameters = { USERNAME: 'guessed', PASSWORD: 'Wrong-Horse-1', DEVICE_KEY: UNKNOWN_KEY }
      const input = { ClientId: always.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
      await expect(server.call('InitiateAuth', input)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      })
    })

    it('refuses an unknown device before a new password is set', async () => {
      await admin('AdminCreateUser', 'invited', { TemporaryPassword: PASSWORD, MessageAction: 'SUPPRESS' })
      const { Session } = await startSignIn(server, always, 'invited')
      const responses = { USERNAME: 'invited', NEW_PASSWORD: 'Brand-New-Horse-2' }
      const withKey = { ...responses, DEVICE_KEY: UNKNOWN_KEY }
      await expect(
        respond(server, always, 'NEW_PASSWORD_REQUIRED', { session: Session, responses: withKey }),
      ).rejects.toMatchObject(MISSING)
      const { AuthenticationResult } = await respond(server, always, 'NEW_PASSWORD_REQUIRED', {
        session: Session,
        responses,
      })
      expect(AuthenticationResult.NewDeviceMetadata).toBeDefined()
    })
  })

  describe('ConfirmDevice', () => {
    it.each([
      ['always', false],
      ['on request', true],
    ])('says whether the user has to be asked: %s', async (_rule, necessary) => {
      const pool = necessary ? optIn : always
      await createUser(server, pool, `confirm-${necessary}`)
      const result = await signIn(server, pool, `confirm-${necessary}`)
      const answer = await server.call('ConfirmDevice', await confirmation(server, result))
      expect(answer).toEqual({ UserConfirmationNecessary: necessary })
    })

    it('refuses a device that is confirmed already', async () => {
      await createUser(server, always, 'twice')
      const input = await confirmation(server, await signIn(server, always, 'twice'))
      const results = await Promise.allSettled([1, 2, 3].map(() => server.call('ConfirmDevice', input)))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      await expect(server.call('ConfirmDevice', input)).rejects.toMatchObject({
        name: 'DeviceKeyExistsException',
      })
    })

    it('refuses a key that the access token was not issued to', async () => {
      await createUser(server, always, 'other-key')
      const input = await confirmation(server, await signIn(server, always, 'other-key'))
      await expect(server.call('ConfirmDevice', { ...input, DeviceKey: UNKNOWN_KEY })).rejects.toMatchObject(
        INVALID_KEY,
      )
      await createUser(server, untracked, 'other-key')
      const { AccessToken } = await signIn(server, untracked, 'other-key')
      await expect(server.call('ConfirmDevice', { ...input, AccessToken })).rejects.toMatchObject(INVALID_KEY)
    })

    it.each([
      ['no verifier', undefined],
      ['no salt', { PasswordVerifier: 'BBBB' }],
      ['a verifier that is no Base64', { Salt: 'AAAA', PasswordVerifier: '§' }],
      ['a verifier of one', { Salt: 'AAAA', PasswordVerifier: 'AQ==' }],
      [
        'a verifier above the prime',
        { Salt: 'AAAA', PasswordVerifier: Buffer.alloc(384, 255).toString('base64') },
      ],
      ['a long salt', { Salt: Buffer.alloc(65, 1).toString('base64'), PasswordVerifier: 'BBBB' }],
    ])('refuses %s', async (what, DeviceSecretVerifierConfig) => {
      const username = what.replaceAll(' ', '-')
      await createUser(server, always, username)
      const input = await confirmation(server, await signIn(server, always, username))
      await expect(
        server.call('ConfirmDevice', { ...input, DeviceSecretVerifierConfig }),
      ).rejects.toMatchObject({ name: 'InvalidParameterException' })
    })

    it('refuses a name that no database holds', async () => {
      await createUser(server, always, 'named')
      const input = await confirmation(server, await signIn(server, always, 'named'))
      await expect(server.call('ConfirmDevice', { ...input, DeviceName: 'a\u0000b' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
    })
  })

  describe('the operations of the user', () => {
    it('shows the device with its name and where it was used last', async () => {
      const { device, result } = await deviceOf(always, 'shown')
      const { Device } = await getDevice(result.AccessToken, device.key)
      expect(Device).toEqual({
        DeviceKey: device.key,
        DeviceAttributes: [
          { Name: 'device_status', Value: 'valid' },
          { Name: 'device_name', Value: 'Test device' },
          { Name: 'last_ip_used', Value: '127.0.0.1' },
        ],
        DeviceCreateDate: expect.any(Number),
        DeviceLastModifiedDate: expect.any(Number),
        DeviceLastAuthenticatedDate: expect.any(Number),
      })
      expect(Number.isInteger(Device.DeviceLastAuthenticatedDate)).toBe(true)
    })

    it('lists the devices in pages', async () => {
      const { result } = await deviceOf(always, 'lister')
      const keys = [result.NewDeviceMetadata.DeviceKey]
      for (const _ of [1, 2]) keys.push((await confirmedDevice(server, always, 'lister')).device.key)
      const { AccessToken } = result
      const first = await server.call('ListDevices', { AccessToken, Limit: 2 })
      const PaginationToken = first.PaginationToken
      const rest = await server.call('ListDevices', { AccessToken, Limit: 2, PaginationToken })
      expect(rest).not.toHaveProperty('PaginationToken')
      const listed = [...first.Devices, ...rest.Devices].map((device: Answer) => device.DeviceKey)
      expect(listed).toEqual(keys.sort())
      await expect(
        server.call('ListDevices', { AccessToken, PaginationToken: 'nonsense' }),
      ).rejects.toMatchObject({ name: 'InvalidParameterException' })
    })

    it('remembers a device once the user says so, and not any more when taken back', async () => {
      const { device, result } = await deviceOf(optIn, 'asked')
      const set = (DeviceRememberedStatus?: string) =>
        server.call('UpdateDeviceStatus', {
          AccessToken: result.AccessToken,
          DeviceKey: device.key,
          DeviceRememberedStatus,
        })
      expect(await set('remembered')).toEqual({})
      await set()
      const challenge = await startSignIn(server, optIn, 'asked', device.key)
      expect(challenge.ChallengeName).toBe('DEVICE_SRP_AUTH')
      await set('not_remembered')
      await expect(startSignIn(server, optIn, 'asked', device.key)).resolves.toHaveProperty(
        'AuthenticationResult',
      )
    })

    it('forgets a device: its key and its refresh tokens are good for nothing', async () => {
      const { device, result } = await deviceOf(always, 'forgetter')
      const { AccessToken } = result
      await server.call('ForgetDevice', { AccessToken, DeviceKey: device.key })
      await expect(getDevice(AccessToken, device.key)).rejects.toMatchObject(MISSING)
      expect(await server.call('ListDevices', { AccessToken })).toEqual({ Devices: [] })
      await expect(refresh(always, result.RefreshToken, device.key)).rejects.toMatchObject(INVALID_TOKEN)
      await expect(startSignIn(server, always, 'forgetter', device.key)).rejects.toMatchObject(MISSING)
      await expect(startSignIn(server, always, 'forgetter')).resolves.toHaveProperty('AuthenticationResult')
    })

    it('keeps forgotten what was forgotten when the pool stops tracking', async () => {
      const pool = await createPool(server, { DeviceConfiguration: ALWAYS })
      const { device, result } = await deviceOf(pool, 'forgetter')
      const { AccessToken } = result
      await server.call('ForgetDevice', { AccessToken, DeviceKey: device.key })
      await server.call('UpdateUserPool', { UserPoolId: pool.userPoolId })
      await expect(refresh(pool, result.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN)
    })

    it.each(['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus'])(
      '%s refuses an unknown device',
      async (operation) => {
        const { result } = await deviceOf(always, `unknown-${operation}`)
        const input = { AccessToken: result.AccessToken, DeviceKey: UNKNOWN_KEY }
        await expect(server.call(operation, input)).rejects.toMatchObject(MISSING)
        await expect(
          server.call(operation, { ...input, DeviceRememberedStatus: 'remembered' }),
        ).rejects.toMatchObject(MISSING)
      },
    )

    it.each(['GetDevice', 'ForgetDevice'])('%s refuses a call without access token', async (operation) => {
      await expect(server.call(operation, { DeviceKey: UNKNOWN_KEY })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
    })
  })

  describe('the operations of the operator', () => {
    it('show a device with its owner', async () => {
      const { device } = await deviceOf(always, 'owner')
      const { Device } = await admin('AdminGetDevice', 'owner', { DeviceKey: device.key })
      const owner = `owner.${always.userPoolId}`
      const arn = `arn:aws:cognito-idp:us-east-1:000000000000:owner/${owner}/device/${device.key}`
      expect(Device.DeviceAttributes).toEqual([
        { Name: 'device_status', Value: 'valid' },
        { Name: 'device_name', Value: 'Test device' },
        { Name: 'dev:device_arn', Value: arn },
        { Name: 'dev:device_owner', Value: owner },
        { Name: 'last_ip_used', Value: '127.0.0.1' },
        { Name: 'dev:device_remembered_status', Value: 'remembered' },
        { Name: 'dev:device_sdk', Value: 'aws-sdk-unknown-unknown' },
      ])
      const { Devices } = await admin('AdminListDevices', 'owner')
      expect(Devices).toEqual([Device])
    })

    it('set the status and forget', async () => {
      const { device, result } = await deviceOf(always, 'managed')
      const DeviceKey = device.key
      await admin('AdminUpdateDeviceStatus', 'managed', {
        DeviceKey,
        DeviceRememberedStatus: 'not_remembered',
      })
      await expect(startSignIn(server, always, 'managed', DeviceKey)).resolves.toHaveProperty(
        'AuthenticationResult',
      )
      await admin('AdminForgetDevice', 'managed', { DeviceKey })
      await expect(admin('AdminGetDevice', 'managed', { DeviceKey })).rejects.toMatchObject(MISSING)
      await expect(refresh(always, result.RefreshToken, DeviceKey)).rejects.toMatchObject(INVALID_TOKEN)
    })

    it.each([
      ['AdminGetDevice', 'ResourceNotFoundException'],
      ['AdminListDevices', 'ResourceNotFoundException'],
      ['AdminUpdateDeviceStatus', 'UserNotFoundException'],
      ['AdminForgetDevice', 'UserNotFoundException'],
    ])('%s refuses an unknown user, pool or device', async (operation, name) => {
      const DeviceKey = UNKNOWN_KEY
      await expect(admin(operation, 'nobody', { DeviceKey })).rejects.toMatchObject({ name })
      const elsewhere = { UserPoolId: 'us-east-1_nonexist1', Username: 'nobody', DeviceKey }
      await expect(server.call(operation, elsewhere)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
      await createUser(server, always, `has-none-${operation}`)
      if (operation === 'AdminListDevices') return
      await expect(admin(operation, `has-none-${operation}`, { DeviceKey })).rejects.toMatchObject(MISSING)
    })
  })

  describe('refresh tokens', () => {
    it('are good only with the key of their confirmed device', async () => {
      const { device, result } = await deviceOf(always, 'refreshing')
      const { AuthenticationResult } = await refresh(always, result.RefreshToken, device.key)
      expect(claimsOf(AuthenticationResult.AccessToken)['device_key']).toBe(device.key)
      expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata')
      await expect(refresh(always, result.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN)
      await expect(refresh(always, result.RefreshToken, UNKNOWN_KEY)).rejects.toMatchObject(INVALID_TOKEN)
    })

    it('are good for nothing before the device is confirmed', async () => {
      await createUser(server, always, 'unconfirmed-device')
      const result = await signIn(server, always, 'unconfirmed-device')
      const { DeviceKey } = result.NewDeviceMetadata
      await expect(refresh(always, result.RefreshToken, DeviceKey)).rejects.toMatchObject(INVALID_TOKEN)
      await server.call('ConfirmDevice', await confirmation(server, result))
      await expect(refresh(always, result.RefreshToken, DeviceKey)).resolves.toHaveProperty(
        'AuthenticationResult',
      )
    })

    it('need no key from before the pool tracked devices, and after it stopped', async () => {
      const pool = await createPool(server)
      await createUser(server, pool, 'before')
      const before = await signIn(server, pool, 'before')
      const UserPoolId = pool.userPoolId
      await server.call('UpdateUserPool', { UserPoolId, DeviceConfiguration: ALWAYS })
      await refresh(pool, before.RefreshToken)
      const { result } = await confirmedDevice(server, pool, 'before')
      await expect(refresh(pool, result.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN)
      await server.call('UpdateUserPool', { UserPoolId })
      await refresh(pool, result.RefreshToken)
    })

    it('rotate with their device', async () => {
      const client = {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      }
      const pool = await createPool(server, { DeviceConfiguration: ALWAYS }, client)
      const { device, result } = await deviceOf(pool, 'rotating')
      const rotate = (RefreshToken: string, DeviceKey?: string) =>
        server.call('GetTokensFromRefreshToken', { ClientId: pool.clientId, RefreshToken, DeviceKey })
      await expect(rotate(result.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN)
      const first = (await rotate(result.RefreshToken, device.key)).AuthenticationResult
      const second = (await rotate(first.RefreshToken, device.key)).AuthenticationResult
      expect(claimsOf(second.AccessToken)['device_key']).toBe(device.key)
      await server.call('ForgetDevice', { AccessToken: second.AccessToken, DeviceKey: device.key })
      await expect(rotate(second.RefreshToken, device.key)).rejects.toMatchObject(INVALID_TOKEN)
    })
  })
})
