import { confirmation } from '../../support/device.ts'
import { PASSWORD } from '../../support/pool.ts'
import type { Answer, TestServer } from '../../support/server.ts'
import type { Kept, Step } from '../scenario.ts'
import { TEMPORARY } from './users.ts'

const inPool = ({ UserPoolId }: Kept) => ({ UserPoolId })
const ofClient = ({ UserPoolId, ClientId }: Kept) => ({ UserPoolId, ClientId })
const asAdmin = (name: string, password: string) => (kept: Kept) => ({
  ...ofClient(kept),
  AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME: name, PASSWORD: password },
})
const asUser =
  (name: string, password: string) =>
  ({ ClientId }: Kept) => ({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: name, PASSWORD: password },
  })
const newPassword = (name: string, { Session }: Answer) => ({
  ChallengeName: 'NEW_PASSWORD_REQUIRED',
  Session,
  ChallengeResponses: { USERNAME: name, NEW_PASSWORD: PASSWORD },
})
const refresh = ({ RefreshToken, NewDeviceMetadata }: Answer) => ({
  RefreshToken,
  DeviceKey: NewDeviceMetadata.DeviceKey,
})
const tokens = ({ AuthenticationResult }: Answer) => ({ result: AuthenticationResult })

async function feedbackToken(server: TestServer, to: string): Promise<string> {
  const [message] = await server.outbox({ to })
  const token = /token=([\w.~%-]+)/.exec(message?.body ?? '')?.[1]
  return decodeURIComponent(token ?? '')
}

const template = {
  Subject: 'Blocked',
  HtmlBody: '<a href="{one-click-link-valid}">me</a>',
  TextBody: 'That was me: {one-click-link-valid}',
}
const takeover = {
  NotifyConfiguration: {
    SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/security@example.com',
    BlockEmail: template,
  },
  Actions: { HighAction: { Notify: true, EventAction: 'BLOCK' } },
}

/** The device of the last sign-in. */
export const confirmDevice: Step = {
  operation: 'ConfirmDevice',
  input: ({ result }, server) => confirmation(server, result),
}

/** Ways to sign in, and what is written down of them. */
export const signInSteps: readonly Step[] = [
  {
    operation: 'InitiateAuth',
    input: asUser('dan', TEMPORARY),
    keep: (challenge) => ({ challenge }),
  },
  {
    operation: 'RespondToAuthChallenge',
    input: ({ ClientId, challenge }) => ({ ClientId, ...newPassword('dan', challenge) }),
    keep: tokens,
    twice: 'NotAuthorizedException',
  },
  confirmDevice,
  {
    operation: 'GetTokensFromRefreshToken',
    input: ({ ClientId, result }) => ({ ClientId, ...refresh(result) }),
    keep: tokens,
    twice: 'RefreshTokenReuseException',
  },
  {
    operation: 'RevokeToken',
    input: ({ ClientId, result }) => ({ ClientId, Token: result.RefreshToken }),
  },
  {
    operation: 'AdminInitiateAuth',
    input: asAdmin('eve', TEMPORARY),
    keep: (challenge) => ({ challenge }),
  },
  {
    operation: 'AdminRespondToAuthChallenge',
    input: (kept) => ({ ...ofClient(kept), ...newPassword('eve', kept.challenge) }),
    twice: 'NotAuthorizedException',
  },
  { operation: 'InitiateAuth', input: asUser('fay', PASSWORD) },
  {
    operation: 'AdminListUserSessions',
    input: (kept) => ({ ...inPool(kept), Username: 'fay' }),
    keep: ({ Sessions }) => ({ session: Sessions[0].SessionId }),
  },
  {
    operation: 'AdminRevokeUserSession',
    input: (kept) => ({ ...inPool(kept), Username: 'fay', SessionId: kept.session }),
    twice: 'ResourceNotFoundException',
  },
  { operation: 'AdminUserGlobalSignOut', input: (kept) => ({ ...inPool(kept), Username: 'fay' }) },
  {
    operation: 'SetRiskConfiguration',
    input: (kept) => ({
      ...inPool(kept),
      AccountTakeoverRiskConfiguration: takeover,
      RiskExceptionConfiguration: { BlockedIPRangeList: ['127.0.0.0/8'] },
    }),
  },
  { operation: 'DescribeRiskConfiguration', input: inPool },
  {
    operation: 'AdminListUserAuthEvents',
    input: async (kept, server) => {
      // From a blocked address: what the user is told of holds the token of a later step.
      await server.call('InitiateAuth', asUser('gus', PASSWORD)(kept)).catch(() => undefined)
      return { ...inPool(kept), Username: 'gus' }
    },
    keep: ({ AuthEvents }) => ({ event: AuthEvents[0].EventId }),
  },
  {
    operation: 'AdminUpdateAuthEventFeedback',
    input: (kept) => ({
      ...inPool(kept),
      Username: 'gus',
      EventId: kept.event,
      FeedbackValue: 'Invalid',
    }),
  },
  {
    operation: 'UpdateAuthEventFeedback',
    input: async (kept, server) => ({
      ...inPool(kept),
      Username: 'gus',
      EventId: kept.event,
      FeedbackToken: await feedbackToken(server, 'gus@example.com'),
      FeedbackValue: 'Valid',
    }),
  },
  { operation: 'SetRiskConfiguration', input: inPool },
]
