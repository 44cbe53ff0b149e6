import { createPasskey } from '../../support/authenticator.ts'
import { appCode, timeOf } from '../../support/mfa.ts'
import { PASSWORD } from '../../support/pool.ts'
import type { TestServer } from '../../support/server.ts'
import type { Kept, Step } from '../scenario.ts'
import { confirmDevice } from './sign-in.ts'

const NEXT_PASSWORD = 'Correct-Horse-2'
const inPool = ({ UserPoolId }: Kept) => ({ UserPoolId })
const ada = ({ UserPoolId }: Kept) => ({ UserPoolId, Username: 'ada' })
const token = ({ AccessToken }: Kept) => ({ AccessToken })
const device = ({ AccessToken, DeviceKey }: Kept) => ({ AccessToken, DeviceKey })
const adasDevice = (kept: Kept) => ({ ...ada(kept), DeviceKey: kept.DeviceKey })

function signIn(name: string, keep: NonNullable<Step['keep']>): Step {
  return {
    operation: 'InitiateAuth',
    input: ({ ClientId }) => ({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD },
    }),
    keep,
  }
}

const newTokens: NonNullable<Step['keep']> = ({ AuthenticationResult }) => ({
  AccessToken: AuthenticationResult.AccessToken,
  DeviceKey: AuthenticationResult.NewDeviceMetadata?.DeviceKey,
  result: AuthenticationResult,
})

async function sessionOfOther(server: TestServer, { AccessToken }: Kept): Promise<string> {
  const { Sessions } = await server.call('ListUserSessions', { AccessToken })
  return Sessions.find((session: { IsCurrentSession?: boolean }) => !session.IsCurrentSession)?.SessionId
}

/** What ada does for herself, and the operator for her. */
export const accountSteps: readonly Step[] = [
  signIn('ada', () => ({})),
  signIn('ada', newTokens),
  { operation: 'GetUser', input: token },
  { operation: 'GetUserAuthFactors', input: token },
  {
    operation: 'UpdateUserAttributes',
    input: (kept) => ({ ...token(kept), UserAttributes: [{ Name: 'nickname', Value: 'countess' }] }),
  },
  {
    operation: 'DeleteUserAttributes',
    input: (kept) => ({ ...token(kept), UserAttributeNames: ['nickname'] }),
  },
  {
    operation: 'GetUserAttributeVerificationCode',
    input: (kept) => ({ ...token(kept), AttributeName: 'email' }),
  },
  {
    operation: 'VerifyUserAttribute',
    input: async (kept, server) => ({
      ...token(kept),
      AttributeName: 'email',
      Code: await server.codeFor('ada@example.com'),
    }),
    twice: 'ExpiredCodeException',
  },
  { operation: 'ListUserSessions', input: token },
  {
    operation: 'RevokeUserSession',
    input: async (kept, server) => ({ ...token(kept), SessionId: await sessionOfOther(server, kept) }),
  },
  confirmDevice,
  { operation: 'GetDevice', input: device },
  { operation: 'ListDevices', input: token },
  {
    operation: 'UpdateDeviceStatus',
    input: (kept) => ({ ...device(kept), DeviceRememberedStatus: 'remembered' }),
  },
  { operation: 'AdminGetDevice', input: adasDevice },
  { operation: 'AdminListDevices', input: ada },
  {
    operation: 'AdminUpdateDeviceStatus',
    input: (kept) => ({ ...adasDevice(kept), DeviceRememberedStatus: 'not_remembered' }),
  },
  { operation: 'ForgetDevice', input: device, twice: 'ResourceNotFoundException' },
  signIn('ada', newTokens),
  confirmDevice,
  { operation: 'AdminForgetDevice', input: adasDevice, twice: 'ResourceNotFoundException' },
  {
    operation: 'AssociateSoftwareToken',
    input: token,
    keep: ({ SecretCode }) => ({ secret: SecretCode }),
  },
  {
    operation: 'VerifySoftwareToken',
    input: (kept, server) => ({ ...token(kept), UserCode: appCode(kept.secret, timeOf(server)) }),
  },
  {
    operation: 'SetUserMFAPreference',
    input: (kept) => ({ ...token(kept), SoftwareTokenMfaSettings: { Enabled: true } }),
  },
  {
    operation: 'AdminSetUserMFAPreference',
    input: (kept) => ({ ...ada(kept), SoftwareTokenMfaSettings: { Enabled: false } }),
  },
  { operation: 'SetUserSettings', input: (kept) => ({ ...token(kept), MFAOptions: [] }) },
  { operation: 'AdminDeleteSoftwareToken', input: ada },
  {
    operation: 'StartWebAuthnRegistration',
    input: token,
    keep: ({ CredentialCreationOptions }) => ({ options: CredentialCreationOptions }),
  },
  {
    operation: 'CompleteWebAuthnRegistration',
    input: (kept) => ({
      ...token(kept),
      Credential: createPasskey('https://auth.example.com').create(kept.options),
    }),
    twice: 'WebAuthnChallengeNotFoundException',
  },
  {
    operation: 'ListWebAuthnCredentials',
    input: token,
    keep: ({ Credentials }) => ({ CredentialId: Credentials[0].CredentialId }),
  },
  {
    operation: 'DeleteWebAuthnCredential',
    input: (kept) => ({ ...token(kept), CredentialId: kept.CredentialId }),
    twice: 'ResourceNotFoundException',
  },
  {
    operation: 'ChangePassword',
    input: (kept) => ({ ...token(kept), PreviousPassword: PASSWORD, ProposedPassword: NEXT_PASSWORD }),
    twice: 'NotAuthorizedException',
  },
  { operation: 'ForgotPassword', input: ({ ClientId }) => ({ ClientId, Username: 'ada' }) },
  {
    operation: 'ConfirmForgotPassword',
    input: async ({ ClientId }, server) => ({
      ClientId,
      Username: 'ada',
      ConfirmationCode: await server.codeFor('ada@example.com'),
      Password: PASSWORD,
    }),
    twice: 'ExpiredCodeException',
  },
  { operation: 'AdminResetUserPassword', input: (kept) => ({ ...inPool(kept), Username: 'fay' }) },
  {
    operation: 'AdminDeleteUser',
    input: (kept) => ({ ...inPool(kept), Username: 'hal' }),
    twice: 'UserNotFoundException',
  },
  signIn('ada', newTokens),
  { operation: 'GlobalSignOut', input: token, twice: 'NotAuthorizedException' },
  signIn('cleo', newTokens),
  { operation: 'DeleteUser', input: token, twice: 'UserNotFoundException' },
  signIn('ada', newTokens),
]
