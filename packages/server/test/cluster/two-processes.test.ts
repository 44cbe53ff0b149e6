import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import type { ServerProcess } from '../support/process.ts'
import { createSrpClient } from '../support/srp-client.ts'

const TRIES = 20

describe('two server processes on one PostgreSQL', () => {
  let cluster: Cluster
  let one: ServerProcess
  let other: ServerProcess
  let pool: Pool

  beforeAll(async () => {
    cluster = await startCluster()
    ;({ one, other } = cluster)
    pool = await createPool(one, { AutoVerifiedAttributes: ['email'] })
  })
  afterAll(() => cluster.release())

  /** Tries the same thing from both sides at once and counts who won. */
  async function winners(attempt: (server: ServerProcess) => Promise<unknown>): Promise<number> {
    const tries = Array.from({ length: TRIES }, (_, index) => attempt(index % 2 === 0 ? one : other))
    const results = await Promise.allSettled(tries)
    return results.filter(({ status }) => status === 'fulfilled').length
  }

  it('let one of twenty sign-ups of one name win', async () => {
    const input = { ClientId: pool.clientId, Username: 'contested', Password: PASSWORD }
    expect(await winners((server) => server.call('SignUp', input))).toBe(1)
  })

  it('let one of twenty uses of one confirmation code win', async () => {
    const UserAttributes = [{ Name: 'email', Value: 'coded@example.com' }]
    const input = { ClientId: pool.clientId, Username: 'coded' }
    await one.call('SignUp', { ...input, Password: PASSWORD, UserAttributes })
    const ConfirmationCode = await other.codeFor('coded@example.com')
    expect(await winners((server) => server.call('ConfirmSignUp', { ...input, ConfirmationCode }))).toBe(1)
  })

  it('let one of twenty uses of one session win', async () => {
    const user = { UserPoolId: pool.userPoolId, Username: 'invited' }
    await one.call('AdminCreateUser', { ...user, TemporaryPassword: PASSWORD, MessageAction: 'SUPPRESS' })
    const { Session } = await one.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'invited', PASSWORD },
    })
    const answer = {
      ClientId: pool.clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: 'invited', NEW_PASSWORD: 'Brand-New-Horse-2' },
    }
    expect(await winners((server) => server.call('RespondToAuthChallenge', answer))).toBe(1)
  })

  it('let one of twenty uses of one rotated refresh token win', async () => {
    const rotating = await createPool(
      one,
      {},
      {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      },
    )
    await createUser(one, rotating, 'rotator')
    const { RefreshToken } = await signIn(other, rotating, 'rotator')
    const input = { ClientId: rotating.clientId, RefreshToken }
    expect(await winners((server) => server.call('GetTokensFromRefreshToken', input))).toBe(1)
  })

  it('finish on one side what was begun on the other', async () => {
    await createUser(one, pool, 'wanderer')
    const srp = createSrpClient(pool.userPoolId)
    const challenge = await one.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'wanderer', SRP_A: srp.publicA },
    })
    const { AuthenticationResult } = await other.call('RespondToAuthChallenge', {
      ClientId: pool.clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: srp.answer(challenge.ChallengeParameters, PASSWORD),
    })
    await one.call('GlobalSignOut', { AccessToken: AuthenticationResult.AccessToken })
    const stale = { AccessToken: AuthenticationResult.AccessToken }
    await expect(other.call('GetUser', stale)).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    })
  })

  it('publish the same keys, however early they are asked', async () => {
    const fresh = await createPool(one)
    const keys = (server: ServerProcess) =>
      fetch(`${server.url}/${fresh.userPoolId}/.well-known/jwks.json`).then((response) => response.json())
    const [ours, theirs] = await Promise.all([keys(one), keys(other)])
    expect(ours).toEqual(theirs)
  })
})
