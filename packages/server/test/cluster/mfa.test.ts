import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { answer, appCode, begin, setFactors } from '../support/mfa.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { createDatabase } from '../support/postgres.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'

const SESSIONS = 10

describe('MFA with two server processes on one PostgreSQL', () => {
  let one: ServerProcess
  let other: ServerProcess
  let pool: Pool
  let release: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createDatabase(inject('postgresUrl'))
    const flags = [
      `--data-dir=${folder.path}`,
      `--database-url=${database.url}`,
      '--public-url=https://users.example.com',
      '--no-demo',
      '--log-level=error',
    ]
    ;[one, other] = await Promise.all([startProcess(flags), startProcess(flags)])
    pool = await createPool(one)
    await setFactors(one, pool, 'OPTIONAL', ['SOFTWARE_TOKEN_MFA'])
    release = async () => {
      await Promise.all([one.stop(), other.stop()])
      await database.drop()
      await folder.remove()
    }
  })
  afterAll(() => release())

  const either = (index: number) => (index % 2 === 0 ? one : other)

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
