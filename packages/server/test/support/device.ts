import { createVerifier } from '../../src/crypto/srp.ts'
import { PASSWORD, type Pool } from './pool.ts'
import type { Answer, TestServer } from './server.ts'
import { createSrpClient } from './srp-client.ts'

/** A device as an app keeps it. */
export interface TestDevice {
  key: string
  groupKey: string
  secret: string
}

/** Remembered as soon as it is confirmed, in place of MFA. */
export const ALWAYS = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }
export const OPT_IN = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }

/** Starts to sign in with the password, on a device if one is given. */
export function startSignIn(
  server: TestServer,
  pool: Pool,
  username: string,
  deviceKey?: string,
): Promise<Answer> {
  return server.call('InitiateAuth', {
    ClientId: pool.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD, ...(deviceKey && { DEVICE_KEY: deviceKey }) },
  })
}

/** What ConfirmDevice takes for the new device of a sign-in. */
export async function confirmation(server: TestServer, result: Answer, secret = 'device-secret') {
  const { DeviceKey, DeviceGroupKey } = result.NewDeviceMetadata
  const identity = { poolName: DeviceGroupKey, userId: DeviceKey, password: secret }
  const { salt, verifier } = await createVerifier(server.services.modexp, identity)
  return {
    AccessToken: result.AccessToken,
    DeviceKey,
    DeviceName: 'Test device',
    DeviceSecretVerifierConfig: {
      Salt: salt.toString('base64'),
      PasswordVerifier: verifier.toString('base64'),
    },
  }
}

/** Signs the user in on a new device and confirms it. */
export async function confirmedDevice(
  server: TestServer,
  pool: Pool,
  username: string,
): Promise<{ device: TestDevice; result: Answer }> {
  const { AuthenticationResult: result } = await startSignIn(server, pool, username)
  const { DeviceKey: key, DeviceGroupKey: groupKey } = result.NewDeviceMetadata
  await server.call('ConfirmDevice', await confirmation(server, result))
  return { device: { key, groupKey, secret: 'device-secret' }, result }
}

/** Answers DEVICE_SRP_AUTH; gives the DEVICE_PASSWORD_VERIFIER challenge and the answer to it. */
export async function beginProof(
  server: TestServer,
  pool: Pool,
  challenge: Answer,
  device: TestDevice,
  username: string,
) {
  const srp = createSrpClient(`device_${device.groupKey}`)
  const next = await respond(server, pool, 'DEVICE_SRP_AUTH', {
    session: challenge.Session,
    responses: { USERNAME: username, DEVICE_KEY: device.key, SRP_A: srp.publicA },
  })
  const parameters = { ...next.ChallengeParameters, USER_ID_FOR_SRP: device.key }
  const proof: Record<string, string> = {
    ...srp.answer(parameters, device.secret),
    USERNAME: username,
    DEVICE_KEY: device.key,
  }
  return { challenge: next, proof }
}

export function respond(
  server: TestServer,
  pool: Pool,
  name: string,
  answer: { session?: string; responses: Record<string, string> },
): Promise<Answer> {
  return server.call('RespondToAuthChallenge', {
    ClientId: pool.clientId,
    ChallengeName: name,
    ChallengeResponses: answer.responses,
    Session: answer.session,
  })
}
