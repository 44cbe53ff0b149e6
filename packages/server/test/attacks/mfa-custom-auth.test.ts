import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFunctions, wordGame } from '../support/functions.ts'
import { answer, appCode, SES, setFactors, timeOf } from '../support/mfa.ts'
import { createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'
import { createSrpClient } from '../support/srp-client.ts'

const USERNAME = 'player'

describe.each(databases)('MFA within a custom sign-in on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
  })
  afterAll(() => server.stop())

  async function createGame(factors: Parameters<typeof setFactors>[3]): Promise<Pool> {
    const settings = { LambdaConfig: wordGame(functions), EmailConfiguration: SES }
    const pool = await createPool(server, settings, { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] })
    await setFactors(server, pool, 'ON', factors)
    return pool
  }
  /** As far as the challenge that follows the password. */
  async function provePassword(pool: Pool): Promise<Answer> {
    const srp = createSrpClient(pool.userPoolId)
    const { Session, ChallengeParameters } = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME, CHALLENGE_NAME: 'SRP_A', SRP_A: srp.publicA },
    })
    const verifier = { ChallengeName: 'PASSWORD_VERIFIER', Session }
    return answer(server, pool, verifier, srp.answer(ChallengeParameters, PASSWORD))
  }
  async function expectGame(pool: Pool, next: Answer): Promise<void> {
    expect(next).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE' })
    expect(next).not.toHaveProperty('AuthenticationResult')
    const last = await answer(server, pool, next, { USERNAME, ANSWER: 'open sesame' })
    expect(last).toHaveProperty('AuthenticationResult')
  }

  it('cannot end at the set-up of an app, nor at its code', async () => {
    const pool = await createGame(['SOFTWARE_TOKEN_MFA'])
    await createUser(server, pool, USERNAME)
    const challenge = await provePassword(pool)
    expect(challenge.ChallengeName).toBe('MFA_SETUP')
    const { SecretCode, Session } = await server.call('AssociateSoftwareToken', {
      Session: challenge.Session,
    })
    const UserCode = appCode(SecretCode, timeOf(server))
    const verified = await server.call('VerifySoftwareToken', { Session, UserCode })
    const done = { ChallengeName: 'MFA_SETUP', Session: verified.Session }
    await expectGame(pool, await answer(server, pool, done, { USERNAME }))

    server.advance(30)
    const asked = await provePassword(pool)
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    const SOFTWARE_TOKEN_MFA_CODE = appCode(SecretCode, timeOf(server))
    await expectGame(pool, await answer(server, pool, asked, { USERNAME, SOFTWARE_TOKEN_MFA_CODE }))
  })

  it('cannot end at the set-up of an e-mail address', async () => {
    const pool = await createGame(['EMAIL_OTP'])
    await createUser(server, pool, USERNAME)
    const EMAIL = `${kind}@example.com`
    const asked = await answer(server, pool, await provePassword(pool), { USERNAME, EMAIL })
    const EMAIL_OTP_CODE = await server.codeFor(EMAIL)
    await expectGame(pool, await answer(server, pool, asked, { USERNAME, EMAIL_OTP_CODE }))
  })
})
