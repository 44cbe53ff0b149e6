import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvFile, ended, importRole, report, startImport, upload } from '../../../test/support/import.ts'
import { createPool, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, createTestPool, type TestPool } from '../../../test/support/user-pool.ts'
import * as importJobs from '../../storage/import-jobs.ts'
import * as users from '../../storage/users.ts'

const verified = (name: string) => ({
  'cognito:username': name,
  email: `${name}@example.com`,
  email_verified: 'TRUE',
})

describe.each(databases)('user import jobs on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server, {
      AutoVerifiedAttributes: ['email'],
      AliasAttributes: ['email', 'preferred_username'],
      Schema: [{ Name: 'plan', AttributeDataType: 'String', Mutable: true }],
    })
  })
  afterAll(() => server.stop())

  const create = (more = {}) =>
    pool.call('CreateUserImportJob', { JobName: 'job', CloudWatchLogsRoleArn: importRole, ...more })
  const start = (file: BodyInit, more = {}) => startImport(server, pool.id, file, more)
  const end = (JobId: string) => ended(server, { UserPoolId: pool.id, JobId })
  const csv = (rows: Record<string, string>[], more?: string[]) => csvFile(server, pool.id, rows, more)
  const finished = async (rows: Record<string, string>[]) => end((await start(await csv(rows))).JobId)

  it('names the columns: attributes without sub, then MFA and user name', async () => {
    const { CSVHeader, UserPoolId } = await pool.call('GetCSVHeader')
    expect(UserPoolId).toBe(pool.id)
    expect(CSVHeader.slice(0, 3)).toEqual(['name', 'given_name', 'family_name'])
    expect(CSVHeader.slice(-4)).toEqual([
      'updated_at',
      'custom:plan',
      'cognito:mfa_enabled',
      'cognito:username',
    ])
    expect(CSVHeader).not.toContain('sub')
  })

  it('shows a new job, alone and in the list', async () => {
    const { UserImportJob: job } = await create({ PasswordHashingAlgorithm: 'SCRYPT' })
    expect(job).toEqual({
      JobName: 'job',
      JobId: expect.stringMatching(/^import-[0-9A-Za-z]{10}$/),
      UserPoolId: pool.id,
      PreSignedUrl: expect.stringContaining(`/_poolhouse/imports/${job.JobId}?`),
      CreationDate: expect.any(Number),
      Status: 'Created',
      CloudWatchLogsRoleArn: importRole,
      ImportedUsers: 0,
      SkippedUsers: 0,
      FailedUsers: 0,
      PasswordHashingAlgorithm: 'SCRYPT',
    })
    expect((await pool.call('DescribeUserImportJob', { JobId: job.JobId })).UserImportJob).toEqual(job)
    expect((await pool.call('ListUserImportJobs', { MaxResults: 1 })).UserImportJobs).toEqual([job])
  })

  it('imports users, who reset their password by the verified address', async () => {
    const { JobId, ...started } = await start(
      await csv([
        {
          ...verified('ada'),
          birthdate: '02/01/1985',
          'custom:plan': 'gold',
          name: ' =1+1 ',
          address: 'Street 1\\, Town',
        },
        { ...verified('bob'), name: '"Bob ""the"" Builder, Sr."' },
      ]),
    )
    expect(started).toMatchObject({ Status: 'Pending', StartDate: expect.any(Number) })
    expect(await end(JobId)).toMatchObject({
      Status: 'Succeeded',
      ImportedUsers: 2,
      SkippedUsers: 0,
      FailedUsers: 0,
      CompletionDate: expect.any(Number),
    })
    expect(await pool.call('AdminGetUser', { Username: 'ada@example.com' })).toMatchObject({
      Username: 'ada',
      UserStatus: 'RESET_REQUIRED',
      Enabled: true,
    })
    expect(await pool.attributes('ada')).toMatchObject({
      email_verified: 'true',
      birthdate: '1985-02-01',
      'custom:plan': 'gold',
      name: '=1+1',
      address: 'Street 1, Town',
    })
    expect(await pool.attributes('bob')).toMatchObject({ name: 'Bob "the" Builder, Sr.' })
    await pool.call('AdminResetUserPassword', { Username: 'ada' })
    expect(await server.codeFor('ada@example.com')).toMatch(/^\d{6}$/)
  })

  it('skips whoever is called by the sub of another', async () => {
    await finished([verified('sought')])
    const { sub = '' } = await pool.attributes('sought')
    const job = await finished([verified(sub)])
    expect(job).toMatchObject({ ImportedUsers: 0, SkippedUsers: 1 })
    expect(await pool.call('AdminGetUser', { Username: sub })).toMatchObject({ Username: 'sought' })
  })

  it('skips who is there and refuses wrong rows, and says why by line without any value', async () => {
    await finished([verified('carl')])
    const secret = 'Confidential'
    const job = await finished([
      verified('carl'),
      { ...verified('other'), email: 'carl@example.com' },
      verified('dora'),
      { ...verified('dora'), email: 'dora2@example.com' },
      { ...verified('unverified'), email_verified: 'false' },
      { ...verified(secret), email: secret },
      { ...verified('two words') },
      { ...verified('mfa'), 'cognito:mfa_enabled': 'TRUE' },
      { ...verified('empty'), 'cognito:mfa_enabled': '' },
      { ...verified('born'), birthdate: secret },
      { ...verified('comma'), name: 'one, two' },
      { ...verified('long'), 'custom:plan': 'x'.repeat(2049) },
      { ...verified('longer'), address: 'x'.repeat(16_001) },
      ...['e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p'].map(verified),
    ])
    expect(job).toMatchObject({ ImportedUsers: 13, SkippedUsers: 3, FailedUsers: 9, Status: 'Succeeded' })
    const { lines, ...summary } = await report(server, job.JobId)
    expect(summary).toMatchObject({
      status: 'Succeeded',
      readRows: 25,
      importedUsers: 13,
      skippedUsers: 3,
      failedUsers: 9,
    })
    expect(
      lines.map((line: { outcome: string; lineNumber: number }) => [line.lineNumber, line.outcome]),
    ).toEqual(
      [2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((line) => [line, line < 6 ? 'SKIPPED' : 'FAILED']),
    )
    expect(lines[0].reason).toBe('The user already exists.')
    expect(lines[3].reason).toBe(
      'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    )
    expect(JSON.stringify(lines)).not.toContain(secret)
    const page = await report(server, job.JobId, '?after=3&limit=2')
    expect(page.lines).toEqual(lines.slice(2, 4))
    await expect(pool.call('AdminGetUser', { Username: 'unverified' })).rejects.toMatchObject({
      name: 'UserNotFoundException',
    })
  })

  it('fails a job most of whose rows made no user', async () => {
    const job = await finished([verified('ada'), verified('bob'), verified('quinn')])
    expect(job).toMatchObject({
      Status: 'Failed',
      ImportedUsers: 1,
      SkippedUsers: 2,
      CompletionMessage: 'Too many users have failed or been skipped during the import.',
    })
  })

  it.each([
    ['another header', 'name,email\nAda,ada@example.com\n', /first line is not the header of 22 columns/],
    ['nothing', '\n', /first line is not the header/],
    ['quotes that do not end', undefined, /line 3 does not end/],
  ])('fails a job whose file has %s', async (_, text, message) => {
    const file = text ?? `${await csv([verified('rita')])}"open,${'x'.repeat(300_000)}`
    const job = await end((await start(file)).JobId)
    expect(job).toMatchObject({ Status: 'Failed', CompletionMessage: expect.stringMatching(message) })
    expect(JSON.stringify(job)).not.toContain('ada@')
  })

  it('reads files with a byte order mark, CRLF, empty lines and columns in any order', async () => {
    const text = await csv([verified('sam'), verified('tom')])
    const reversed = text
      .split('\n')
      .map((line) => line.split(',').reverse().join(','))
      .join('\r\n')
    const job = await end((await start(`\uFEFF${reversed}\r\n\r\n`)).JobId)
    expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: 2 })
  })

  it('takes a file only from who has the address, in time and before the start', async () => {
    const { UserImportJob: job } = await create()
    const text = await csv([verified('una')])
    const forged = { PreSignedUrl: job.PreSignedUrl.replace(/signature=.{5}/, 'signature=AAAAA') }
    const longer = { PreSignedUrl: job.PreSignedUrl.replace(/expires=\d/, 'expires=9') }
    const foreign = { PreSignedUrl: job.PreSignedUrl.replace(job.JobId, 'import-abcdefghij') }
    for (const address of [forged, longer, foreign])
      expect((await upload(server, address, text)).status).toBe(403)
    expect((await upload(server, job, '')).status).toBe(200)
    expect((await upload(server, job, text)).status).toBe(200)
    expect((await upload(server, job, text)).status).toBe(200)
    const { JobId } = job
    await pool.call('StartUserImportJob', { JobId })
    expect((await upload(server, job, text)).status).toBe(409)
    expect(await end(JobId)).toMatchObject({ ImportedUsers: 1 })
    const { UserImportJob: late } = await create()
    server.advance(15 * 60)
    expect((await upload(server, late, text)).status).toBe(403)
    server.advance(-15 * 60)
    expect((await upload(server, late, text)).status).toBe(200)
  })

  it('starts no job without a file, twice, or after a day', async () => {
    const refused = (JobId: string, message: RegExp) =>
      expect(pool.call('StartUserImportJob', { JobId })).rejects.toMatchObject({
        name: 'PreconditionNotMetException',
        message: expect.stringMatching(message),
      })
    const { UserImportJob: late } = await create()
    await upload(server, late, await csv([verified('vera')]))
    server.advance(86_400)
    await refused(late.JobId, /It is Expired/)
    expect((await pool.call('DescribeUserImportJob', { JobId: late.JobId })).UserImportJob).toMatchObject({
      Status: 'Expired',
    })
    server.advance(-86_400)
    const { UserImportJob: job } = await create()
    await refused(job.JobId, new RegExp(`^No csv file was uploaded for ${job.JobId}$`))
    await upload(server, job, await csv([verified('vera')]))
    await pool.call('StartUserImportJob', { JobId: job.JobId })
    await refused(job.JobId, /can not be started/)
    await end(job.JobId)
    await refused(job.JobId, /It is Succeeded/)
    await expect(pool.call('StopUserImportJob', { JobId: job.JobId })).rejects.toMatchObject({
      name: 'PreconditionNotMetException',
    })
  })

  it('starts no job in a pool that verifies nothing', async () => {
    const plain = await createTestPool(server)
    const starting = startImport(server, plain.id, await csvFile(server, plain.id, [verified('w')]))
    await expect(starting).rejects.toMatchObject({
      name: 'PreconditionNotMetException',
      message: 'The user pool has no auto verified attributes.',
    })
  })

  it.each(['DescribeUserImportJob', 'StartUserImportJob', 'StopUserImportJob'])(
    '%s refuses a job that is not in the pool',
    async (operation) => {
      const { UserImportJob: job } = await create()
      const other = await createTestPool(server)
      await expect(other.call(operation, { JobId: job.JobId })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
    },
  )

  it.each(['GetCSVHeader', 'CreateUserImportJob', 'ListUserImportJobs', 'StartUserImportJob'])(
    '%s refuses a pool that is not there',
    async (operation) => {
      const input = { JobName: 'x', CloudWatchLogsRoleArn: importRole, MaxResults: 1, JobId: 'import-x' }
      const call = server.call(operation, { UserPoolId: 'us-east-1_absent', ...input })
      await expect(call).rejects.toThrow('User pool us-east-1_absent does not exist.')
    },
  )

  it('lists jobs newest first, in pages, each once', async () => {
    const other = await createTestPool(server, { AutoVerifiedAttributes: ['email'] })
    const names = ['one', 'two', 'three', 'four', 'five']
    for (const JobName of names) {
      await other.call('CreateUserImportJob', { JobName, CloudWatchLogsRoleArn: importRole })
      server.advance(1)
    }
    const listed: string[] = []
    let PaginationToken: string | undefined
    do {
      const page = await other.call('ListUserImportJobs', { MaxResults: 2, PaginationToken })
      listed.push(...page.UserImportJobs.map((job: { JobName: string }) => job.JobName))
      PaginationToken = page.PaginationToken
    } while (PaginationToken)
    expect(listed).toEqual(names.toReversed())
  })

  it('keeps the pool as it is, other jobs waiting, while a job runs; stops at once for good', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => verified(`many-${index}`))
    const file = await csv(rows)
    const { UserImportJob: other } = await create()
    await upload(server, other, file)
    const { JobId } = await start(file)
    const inProgress = { name: 'UserImportInProgressException' }
    const CustomAttributes = [{ Name: 'late', AttributeDataType: 'String' }]
    await expect(pool.call('AddCustomAttributes', { CustomAttributes })).rejects.toMatchObject(inProgress)
    await expect(pool.call('UpdateUserPool')).rejects.toMatchObject(inProgress)
    await expect(pool.call('DeleteUserPool')).rejects.toMatchObject(inProgress)
    await expect(pool.call('StartUserImportJob', { JobId: other.JobId })).rejects.toMatchObject({
      name: 'PreconditionNotMetException',
      message: 'Another user import job is in progress.',
    })
    const { UserImportJob: stopped } = await pool.call('StopUserImportJob', { JobId })
    expect(stopped).toMatchObject({
      Status: 'Stopped',
      CompletionMessage: 'The Import Job was stopped by the developer.',
      CompletionDate: expect.any(Number),
    })
    const { ImportedUsers } = stopped
    expect(ImportedUsers).toBeLessThan(5000)
    await pool.call('StartUserImportJob', { JobId: other.JobId })
    expect(await end(other.JobId)).toMatchObject({
      ImportedUsers: 5000 - ImportedUsers,
      SkippedUsers: ImportedUsers,
      FailedUsers: 0,
    })
    await pool.call('AddCustomAttributes', { CustomAttributes })
    expect(await pool.attributes('many-4999')).toMatchObject({ email: 'many-4999@example.com' })
  })

  it('gives a name to one of a sign-up and an import', async () => {
    const { UserPoolClient } = await pool.call('CreateUserPoolClient', { ClientName: 'web' })
    const names = Array.from({ length: 300 }, (_, index) => `raced-${index}`)
    const { JobId } = await start(await csv(names.map(verified)))
    const signUps = await Promise.allSettled(
      names.toReversed().map((Username) =>
        server.call('SignUp', {
          ClientId: UserPoolClient.ClientId,
          Username,
          Password: 'Correct-Horse-1',
          UserAttributes: attributeList({ email: `${Username}@example.org` }),
        }),
      ),
    )
    const signedUp = signUps.filter(({ status }) => status === 'fulfilled').length
    const job = await end(JobId)
    expect(job).toMatchObject({ ImportedUsers: 300 - signedUp, SkippedUsers: signedUp, FailedUsers: 0 })
  })

  it('imports into a pool whose user names are addresses', async () => {
    const other: Pool = await createPool(server, {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
    })
    const { UserPoolId = other.userPoolId, JobId } = await startImport(
      server,
      other.userPoolId,
      await csvFile(server, other.userPoolId, [
        { 'cognito:username': 'zoe@example.com', email_verified: 'true' },
        { 'cognito:username': 'zoe', email_verified: 'true' },
      ]),
    )
    expect(await ended(server, { UserPoolId, JobId })).toMatchObject({ ImportedUsers: 1, FailedUsers: 1 })
    const failed = { name: 'PasswordResetRequiredException' }
    await expect(signIn(server, other, 'zoe@example.com')).rejects.toMatchObject(failed)
  })

  it.each([
    [1, 'Succeeded', undefined],
    [2, 'Failed', 'The file has more than 500000 rows.'],
  ])('takes 500000 rows: of %d after 499999 it has %s', async (count, Status, CompletionMessage) => {
    const { UserImportJob: job } = await create()
    const names = Array.from({ length: count }, (_, index) => `of-${count}-${index}`)
    await upload(server, job, await csv(names.map(verified)))
    await server.services.db
      .updateTable('user_import_jobs')
      .set({ read_rows: 499_999 })
      .where('id', '=', job.JobId)
      .execute()
    await pool.call('StartUserImportJob', { JobId: job.JobId })
    expect(await end(job.JobId)).toMatchObject({ Status, ...(CompletionMessage && { CompletionMessage }) })
  })

  it('makes 1000 jobs for a pool and no more', async () => {
    const other = await createTestPool(server)
    const input = { JobName: 'job', CloudWatchLogsRoleArn: importRole }
    const { UserImportJob } = await other.call('CreateUserImportJob', input)
    const { db } = server.services
    const job = await importJobs.findById(db, UserImportJob.JobId)
    for (let number = 2; job && number < 1000; number += 1)
      await importJobs.insert(db, { ...job, id: `${job.id}-${number}` })
    await other.call('CreateUserImportJob', input)
    await expect(other.call('CreateUserImportJob', input)).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
  })

  it('turns MFA by SMS on where the file says so and the pool lets users choose', async () => {
    const other = await createTestPool(server, {
      AutoVerifiedAttributes: ['phone_number'],
      MfaConfiguration: 'OPTIONAL',
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'sms' },
    })
    const phone = { phone_number: '+15555550100', phone_number_verified: 'true' }
    const file = await csvFile(server, other.id, [
      { 'cognito:username': 'with', ...phone, 'cognito:mfa_enabled': 'TRUE' },
      { 'cognito:username': 'without', ...phone, 'cognito:mfa_enabled': 'false' },
    ])
    const { JobId } = await startImport(server, other.id, file)
    expect(await ended(server, { UserPoolId: other.id, JobId })).toMatchObject({ ImportedUsers: 2 })
    const mfaOf = async (name: string) =>
      (await users.findBySignInName(server.services.db, other.id, name))?.mfa?.enabled
    expect(await mfaOf('with')).toEqual(['SMS_MFA'])
    expect(await mfaOf('without')).toBeUndefined()
  })
})

describe('the report of a user import job', () => {
  it('is for the operator alone', async () => {
    const server = await startTestServer('sqlite', [
      '--access-key-id=operator',
      '--secret-access-key=secret-key-1',
    ])
    const answer = await fetch(`${server.url}/_poolhouse/imports/import-abcdefghij`)
    expect(answer.status).toBe(403)
    await server.stop()
  })

  it('refuses wrong pages and a job that is not there', async () => {
    const server = await startTestServer('sqlite')
    const status = async (query: string) =>
      (await fetch(`${server.url}/_poolhouse/imports/import-abcdefghij${query}`)).status
    expect(await status('')).toBe(404)
    for (const query of ['?limit=0', '?limit=1001', '?limit=x', '?after=-1', '?after=99999999999'])
      expect(await status(query)).toBe(400)
    await server.stop()
  })
})

describe('a user import job that fails again and again', () => {
  it('is given up, so that others can run', async () => {
    const server = await startTestServer('sqlite')
    server.services.log.level = 'fatal'
    const pool = await createTestPool(server, { AutoVerifiedAttributes: ['email'] })
    const input = { JobName: 'job', CloudWatchLogsRoleArn: importRole }
    const { UserImportJob: job } = await pool.call('CreateUserImportJob', input)
    await upload(server, job, await csvFile(server, pool.id, [verified('ada')]))
    await server.services.db.updateTable('user_import_chunks').set({ sealed_content: 'broken' }).execute()
    const { JobId } = job
    await pool.call('StartUserImportJob', { JobId })
    const poll = async () => {
      server.advance(11) // longer than a lease
      server.services.wakeImporter()
      return (await pool.call('DescribeUserImportJob', { JobId })).UserImportJob
    }
    await expect
      .poll(poll, { timeout: 30_000, interval: 20 })
      .toMatchObject({ Status: 'Failed', CompletionMessage: 'An internal error occurred.' })
    const file = await csvFile(server, pool.id, [verified('ada')])
    const { JobId: next } = await startImport(server, pool.id, file)
    expect(await ended(server, { UserPoolId: pool.id, JobId: next })).toMatchObject({ ImportedUsers: 1 })
    await server.stop()
  })
})
