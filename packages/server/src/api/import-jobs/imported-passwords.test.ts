import { pbkdf2Sync, scryptSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvFile, ended, importRole, report, startImport } from '../../../test/support/import.ts'
import { createPool, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createSrpClient } from '../../../test/support/srp-client.ts'
import { hashArgon2id } from '../../crypto/argon2.ts'
import { hasBcrypt } from '../../crypto/bcrypt.ts'
import * as users from '../../storage/users.ts'

const salt = Buffer.from('0123456789abcdef')
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
const scryptKey = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 })
const pbkdf2Key = pbkdf2Sync(PASSWORD, salt, 1000, 32, 'sha256')

const hashes: [algorithm: string, hash: string][] = [
  ['SCRYPT', `$scrypt$ln=10,r=8,p=1$${base64(salt)}$${base64(scryptKey)}`],
  ['PBKDF2_SHA256', `$pbkdf2-sha256$i=1000,l=32$${base64(salt)}$${base64(pbkdf2Key)}`],
  ['ARGON2ID', await hashArgon2id(PASSWORD)],
  ...(hasBcrypt()
    ? ([['BCRYPT', '$2b$05$8ASL9taJLd5DYgUHV1V.bO4L5rc2j92lt6okZL9g9AemVQSdFHH6u']] as [string, string][])
    : []),
]
const column = 'cognito:password_hash'
const quoted = (hash: string) => `"${hash}"`

describe.each(databases)('imported passwords on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } },
      UserPoolTier: 'ESSENTIALS',
    })
  })
  afterAll(() => server.stop())

  async function importUsers(PasswordHashingAlgorithm: string, hashOf: Record<string, string>) {
    const rows = Object.entries(hashOf).map(([name, hash]) => ({
      'cognito:username': name,
      email: `${name}@example.com`,
      email_verified: 'true',
      [column]: hash && quoted(hash),
    }))
    const file = await csvFile(server, pool.userPoolId, rows, [column])
    const { JobId } = await startImport(server, pool.userPoolId, file, { PasswordHashingAlgorithm })
    return ended(server, { UserPoolId: pool.userPoolId, JobId })
  }

  async function kindOf(Username: string): Promise<string | undefined> {
    const { UserAttributes } = await server.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username })
    return (await users.findById(server.services.db, UserAttributes[0].Value))?.password?.kind
  }

  async function signInBySrp(username: string) {
    const srp = createSrpClient(pool.userPoolId)
    const { ChallengeParameters } = await server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: username, SRP_A: srp.publicA },
    })
    const { AuthenticationResult } = await server.call('RespondToAuthChallenge', {
      ClientId: pool.clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: srp.answer(ChallengeParameters, PASSWORD, new Date(server.services.clock.now())),
    })
    return AuthenticationResult
  }

  const incorrect = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }

  it.each(hashes)('sign in by %s, and by SRP from then on', async (algorithm, hash) => {
    const name = `user-${algorithm.toLowerCase()}`
    expect(await importUsers(algorithm, { [name]: hash })).toMatchObject({
      ImportedUsers: 1,
      PasswordHashingAlgorithm: algorithm,
    })
    const user = await server.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username: name })
    expect(user.UserStatus).toBe('CONFIRMED')
    await expect(signInBySrp(name)).rejects.toMatchObject(incorrect)
    await expect(signIn(server, pool, name, `${PASSWORD}x`)).rejects.toMatchObject(incorrect)
    expect(await kindOf(name)).toBe('imported')
    expect(await signIn(server, pool, name)).toHaveProperty('AccessToken')
    expect(await kindOf(name)).toBe('srp')
    expect(await signInBySrp(name)).toHaveProperty('AccessToken')
    await expect(signIn(server, pool, name, `${PASSWORD}x`)).rejects.toMatchObject(incorrect)
  })

  it('count as former passwords', async () => {
    const [[algorithm, hash] = ['', '']] = hashes
    await importUsers(algorithm, { historian: hash })
    const set = (Password: string) =>
      server.call('AdminSetUserPassword', {
        UserPoolId: pool.userPoolId,
        Username: 'historian',
        Password,
        Permanent: true,
      })
    const reused = { name: 'PasswordHistoryPolicyViolationException' }
    await expect(set(PASSWORD)).rejects.toMatchObject(reused)
    await set('Brand-New-Horse-2')
    expect(await kindOf('historian')).toBe('srp')
    await expect(set(PASSWORD)).rejects.toMatchObject(reused)
  })

  it('are refused by the row where they cost too much or are no such hash; without one a reset is due', async () => {
    const bomb = `$scrypt$ln=30,r=8,p=1$${base64(salt)}$${base64(scryptKey)}`
    const job = await importUsers('SCRYPT', {
      bomb,
      other: hashes[1]?.[1] ?? '',
      none: '',
      fine: hashes[0]?.[1] ?? '',
      fine2: hashes[0]?.[1] ?? '',
    })
    expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: 3, FailedUsers: 2 })
    const { lines } = await report(server, job.JobId)
    const reason = 'cognito:password_hash: Not a hash of SCRYPT, or one that costs too much to check'
    expect(lines).toEqual([2, 3].map((lineNumber) => ({ lineNumber, outcome: 'FAILED', reason })))
    await expect(signIn(server, pool, 'none')).rejects.toMatchObject({
      name: 'PasswordResetRequiredException',
    })
  })

  it('need the column of hashes in the file', async () => {
    const file = await csvFile(server, pool.userPoolId, [])
    const { JobId } = await startImport(server, pool.userPoolId, file, { PasswordHashingAlgorithm: 'SCRYPT' })
    const job = await ended(server, { UserPoolId: pool.userPoolId, JobId })
    expect(job).toMatchObject({ Status: 'Failed', CompletionMessage: expect.stringContaining('header') })
  })

  it('by BCRYPT are taken only by a server that can check them', async () => {
    const creating = server.call('CreateUserImportJob', {
      UserPoolId: pool.userPoolId,
      JobName: 'bcrypt',
      CloudWatchLogsRoleArn: importRole,
      PasswordHashingAlgorithm: 'BCRYPT',
    })
    const outcome = await creating.then(
      () => 'taken',
      (error: Error) => error.name,
    )
    expect(outcome).toBe(hasBcrypt() ? 'taken' : 'InvalidParameterException')
  })
})
