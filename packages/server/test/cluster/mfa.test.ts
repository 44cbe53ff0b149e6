import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { answer, appCode, begin, setFactors } from '../support/mfa.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import type { ServerProcess } from '../support/process.ts'

const SESSIONS = 10

describe('MFA with two server processes on one PostgreSQL', () => {
  let cluster: Cluster
  let one: ServerProcess
  let other: ServerProcess
  let pool: Pool

  beforeAll(async () => {
    cluster = await startCluster()
    ;({ one, other } = cluster)
    pool = await createPool(one)
    await setFactors(one, pool, 'OPTIONAL', ['SOFTWARE_TOKEN_MFA'])
  })
  afterAll(() => cluster.release())

  const either = (index: number) => cluster.either(index)

  it('takes the code of an app once, whatever session and process it comes with', async () => {
    await createUser(one, pool, 'contested')
    const { AccessToken } = await signIn(one, pool, 'contested')
    const { SecretCode } = await one.call('AssociateSoftwareToken', { AccessToken })
    // The former step proves the app, so that the present one is left for the sign-ins.
    await other.call('VerifySoftwareToken', { AccessToken, UserCode: appCode(SecretCode, Date.now(), -1) })
    await one.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } })
    const sessions = []
    for (let count = 0; count < SESSIONS; count++)
      sessions.push(await begin(either(count), pool, 'contested'))
    const responses = { USERNAME: 'contested', SOFTWARE_TOKEN_MFA_CODE: appCode(SecretCode, Date.now(), 1) }
    const tries = sessions.map((session, index) => answer(either(index + 1), pool, session, responses))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('looks at ten guesses, however many come at once', async () => {
    await createUser(one, pool, 'guessed')
    const { AccessToken } = await signIn(one, pool, 'guessed')
    const { SecretCode } = await one.call('AssociateSoftwareToken', { AccessToken })
    await one.call('VerifySoftwareToken', { AccessToken, UserCode: appCode(SecretCode, Date.now()) })
    await one.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } })
    const session = await begin(one, pool, 'guessed')
    const guess = (index: number) =>
      answer(either(index), pool, session, {
        USERNAME: 'guessed',
        SOFTWARE_TOKEN_MFA_CODE: String(index).padStart(6, '0'),
      })
    const results = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => guess(index)))
    const refused = results.filter(
      (result) => result.status === 'rejected' && result.reason.message === 'Code attempts exceeded',
    )
    expect(refused).toHaveLength(40)
  })
})
