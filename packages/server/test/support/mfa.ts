import { codeAt, fromBase32, stepOf } from '../../src/core/totp.ts'
import { PASSWORD, type Pool } from './pool.ts'
import type { Answer, TestServer } from './server.ts'

type Caller = Pick<TestServer, 'call'>

export const SMS = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' }
export const SES = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/codes@example.com',
}

/** How SetUserPoolMfaConfig turns each factor on. */
const factors = {
  SMS_MFA: { SmsMfaConfiguration: { SmsConfiguration: SMS } },
  SOFTWARE_TOKEN_MFA: { SoftwareTokenMfaConfiguration: { Enabled: true } },
  EMAIL_OTP: { EmailMfaConfiguration: {} },
}
export type Factor = keyof typeof factors

/** Sets the pool's MFA to these factors and no others. */
export async function setFactors(
  server: Caller,
  { userPoolId }: Pick<Pool, 'userPoolId'>,
  MfaConfiguration: string,
  names: Factor[],
): Promise<void> {
  const asked = Object.assign({}, ...names.map((name) => factors[name]))
  await server.call('SetUserPoolMfaConfig', { UserPoolId: userPoolId, MfaConfiguration, ...asked })
}

/** The first step of a sign-in with the password. */
export function begin(server: Caller, { clientId }: Pool, username: string): Promise<Answer> {
  return server.call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD },
  })
}

/** Answers a challenge. */
export function answer(
  server: Caller,
  { clientId }: Pool,
  challenge: { ChallengeName: string; Session?: string },
  responses: Record<string, string>,
): Promise<Answer> {
  return server.call('RespondToAuthChallenge', {
    ClientId: clientId,
    ChallengeName: challenge.ChallengeName,
    Session: challenge.Session,
    ChallengeResponses: responses,
  })
}

/** The code that an authenticator app with this secret shows at this moment, or `steps` of 30 seconds later. */
export function appCode(secret: string, now: number, steps = 0): string {
  return codeAt(fromBase32(secret), stepOf(now) + steps)
}

/** Gives the user of the access token an authenticator app; answers its secret. The code of the moment is used then. */
export async function registerApp(server: TestServer, AccessToken: string): Promise<string> {
  const { SecretCode } = await server.call('AssociateSoftwareToken', { AccessToken })
  await server.call('VerifySoftwareToken', {
    AccessToken,
    UserCode: appCode(SecretCode, timeOf(server)),
    FriendlyDeviceName: 'phone',
  })
  return SecretCode
}

/** What the server takes for the time, epoch milliseconds. */
export function timeOf(server: TestServer): number {
  return server.testClock?.now() ?? Date.now()
}
